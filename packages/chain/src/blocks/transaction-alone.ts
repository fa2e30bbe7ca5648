/** What can be said of a transaction without knowing any other. docs/spec/transactions.md, "Alone". */
import type { Transaction } from "@triad/protocol";
import { outpointKey } from "../keys.ts";
import { AMOUNT_MAX, MEMO_BYTES_MAX, TRANSACTION_VERSION } from "../params/limits.ts";
import { type Reject, reject } from "../reject.ts";

/** A transaction is a coinbase if and only if it has no inputs. */
export function isCoinbase(tx: Transaction): boolean {
  return tx.inputs.length === 0;
}

export function checkTransactionAlone(tx: Transaction): Reject | undefined {
  if (tx.version !== TRANSACTION_VERSION) return reject("bad-txns-version", { version: tx.version });
  if (tx.memo.length > MEMO_BYTES_MAX) return reject("bad-txns-memo-length", { bytes: tx.memo.length });
  // fees may be all that a miner is paid, and burning them must be possible
  if (tx.outputs.length === 0 && !isCoinbase(tx)) return reject("bad-txns-vout-empty");
  return checkOutputAmounts(tx) ?? checkInputsAreDistinct(tx);
}

/** Every value and every partial sum is bounded (CVE-2010-5139). */
function checkOutputAmounts(tx: Transaction): Reject | undefined {
  let total = 0;
  for (const { amount } of tx.outputs) {
    if (amount > AMOUNT_MAX) return reject("bad-txns-vout-toolarge", { amount });
    total += amount;
    if (total > AMOUNT_MAX) return reject("bad-txns-txouttotal-toolarge", { total });
  }
  return undefined;
}

/** Checked in every transaction of every block, never skipped (CVE-2018-17144). */
function checkInputsAreDistinct(tx: Transaction): Reject | undefined {
  const seen = new Set<string>();
  for (const { txid, index } of tx.inputs) {
    const key = outpointKey(txid, index);
    if (seen.has(key)) return reject("bad-txns-inputs-duplicate", { index });
    seen.add(key);
  }
  return undefined;
}
