/**
 * What a transaction's signatures sign: one message for the whole transaction, signed once by each distinct key
 * among the outputs that it spends. docs/spec/transactions.md, "Signatures".
 */
import { SIGNATURE_CHECK_BYTES, sha256, taggedHash } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import type { Coin } from "../coin.ts";
import { hashKey } from "../keys.ts";
import { type Reject, reject } from "../reject.ts";

const SPENT_OUTPUT_BYTES = 40;
const SIGNATURE_BYTES = 64;

/** `spent`: the coin of each input, in order. 32 bytes. */
export function signatureHash(txid: Uint8Array, spent: readonly Coin[], chainId: Uint8Array): Uint8Array {
  const outputs = new Uint8Array(spent.length * SPENT_OUTPUT_BYTES);
  const view = new DataView(outputs.buffer);
  spent.forEach(({ amount, key }, i) => {
    view.setBigUint64(i * SPENT_OUTPUT_BYTES, BigInt(amount), true);
    outputs.set(key, i * SPENT_OUTPUT_BYTES + 8);
  });
  return taggedHash("Triad/sighash", chainId, txid, sha256(outputs));
}

/** The keys that must sign: of the outputs spent, in order of first use by the inputs. */
export function signingKeys(spent: readonly Coin[]): readonly Uint8Array[] {
  const byKey = new Map<string, Uint8Array>();
  for (const { key } of spent) {
    const id = hashKey(key);
    if (!byKey.has(id)) byKey.set(id, key);
  }
  return [...byKey.values()];
}

/**
 * The checks that decide whether the signatures are valid: n x (32 hash, 32 key, 64 signature), for a worker.
 */
export function signatureChecks(tx: Transaction, spent: readonly Coin[], chainId: Uint8Array): Uint8Array | Reject {
  const keys = signingKeys(spent);
  if (tx.signatures.length !== keys.length * SIGNATURE_BYTES) {
    return reject("bad-txns-signature-count", { bytes: tx.signatures.length, keys: keys.length });
  }
  const message = signatureHash(tx.txid, spent, chainId);
  const checks = new Uint8Array(keys.length * SIGNATURE_CHECK_BYTES);
  keys.forEach((key, i) => {
    checks.set(message, i * SIGNATURE_CHECK_BYTES);
    checks.set(key, i * SIGNATURE_CHECK_BYTES + 32);
    checks.set(tx.signatures.subarray(i * SIGNATURE_BYTES, (i + 1) * SIGNATURE_BYTES), i * SIGNATURE_CHECK_BYTES + 64);
  });
  return checks;
}
