/** The rules for transactions, docs/spec/transactions.md. */
import { schnorr } from "@noble/curves/secp256k1.js";
import { type Bytes, hex, join, littleEndian, sha256, tagged } from "./bytes.ts";
import { type Output, outpointName, type Transaction, txidOf } from "./transaction.ts";

export interface Coin extends Output {
  readonly height: bigint;
  readonly isCoinbase: boolean;
}

/** Unspent outputs by `outpointName`. */
export type Coins = Map<string, Coin>;

/** BIP-340 over a 32-byte message. */
export type VerifySignature = (signature: Bytes, message: Bytes, key: Bytes) => boolean;

export const verifyWithNoble: VerifySignature = (signature, message, key) => schnorr.verify(signature, message, key);

export const AMOUNT_MAX = 2_100_000_000_000_000n;

export function isCoinbase({ inputs }: Transaction): boolean {
  return inputs.length === 0;
}

/** "Alone", after the encoding. A code, or undefined if no rule is broken. */
export function checkAlone(tx: Transaction): string | undefined {
  if (tx.version !== 1n) return "bad-txns-version";
  if (tx.memo.length > 256) return "bad-txns-memo-length";
  if (tx.outputs.length === 0 && !isCoinbase(tx)) return "bad-txns-vout-empty";
  let total = 0n;
  for (const { amount } of tx.outputs) {
    if (amount > AMOUNT_MAX) return "bad-txns-vout-toolarge";
    total += amount;
    if (total > AMOUNT_MAX) return "bad-txns-txouttotal-toolarge";
  }
  const names = tx.inputs.map(outpointName);
  if (new Set(names).size !== names.length) return "bad-txns-inputs-duplicate";
  return undefined;
}

/** "In context", up to the count of the signatures. */
export function checkInContext(tx: Transaction, coins: Coins, height: bigint, maturity: bigint): string | undefined {
  if (tx.lockHeight > height) return "bad-txns-nonfinal";
  for (const input of tx.inputs) {
    const coin = coins.get(outpointName(input));
    if (coin === undefined) return "bad-txns-inputs-missingorspent";
    if (coin.isCoinbase && height - coin.height < maturity) return "bad-txns-premature-spend-of-coinbase";
  }
  const spent = spentBy(tx, coins);
  if (sumOf(tx.outputs) > sumOf(spent)) return "bad-txns-in-belowout";
  if (tx.signatures.length !== 64 * distinctKeys(spent).length) return "bad-txns-signature-count";
  return undefined;
}

/** Whether each distinct key spent has signed. */
export function hasValidSignatures(
  tx: Transaction,
  spent: readonly Output[],
  chainId: Bytes,
  verify: VerifySignature,
): boolean {
  const message = signatureHash(tx, spent, chainId);
  return distinctKeys(spent).every((key, i) => verify(tx.signatures.slice(64 * i, 64 * (i + 1)), message, key));
}

export function signatureHash(tx: Transaction, spent: readonly Output[], chainId: Bytes): Bytes {
  const what = spent.map(({ amount, key }) => join(littleEndian(amount, 8), key));
  return tagged("Triad/sighash", join(chainId, txidOf(tx), sha256(join(...what))));
}

/** In order of first use. */
export function distinctKeys(spent: readonly Output[]): readonly Bytes[] {
  const names = spent.map(({ key }) => hex(key));
  return spent.filter((_, i) => names.indexOf(names[i] as string) === i).map(({ key }) => key);
}

/** The coins of its inputs, which are all there. */
export function spentBy(tx: Transaction, coins: Coins): readonly Coin[] {
  return tx.inputs.map((input) => coins.get(outpointName(input)) as Coin);
}

export function sumOf(outputs: readonly Output[]): bigint {
  return outputs.reduce((sum, { amount }) => sum + amount, 0n);
}

/** Takes what the transaction spends out of `coins` and puts in what it creates. */
export function applyTransaction(coins: Coins, tx: Transaction, height: bigint): void {
  for (const input of tx.inputs) coins.delete(outpointName(input));
  const txid = txidOf(tx);
  for (const [index, output] of tx.outputs.entries()) {
    coins.set(outpointName({ txid, index: BigInt(index) }), { ...output, height, isCoinbase: isCoinbase(tx) });
  }
}
