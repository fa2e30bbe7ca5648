import { hashKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import { isRecordOfBlocks, readWalletRecord, sentRecordName } from "./wallet-record.ts";

/**
 * Removes what the wallet knows from blocks, so that it reads the chain anew at its next start: where the chain itself
 * is made anew. Keys stay, and so do own payments that are in no block. `left`: transactions of blocks that will be gone
 * as well. Own payments among them are in no block then, and must not be forgotten.
 *
 * @throws WalletRecordError when a payment's record is damaged.
 */
export function forgetBlocks(
  records: Iterable<readonly [name: string, bytes: Uint8Array]>,
  left: Iterable<Transaction>,
): Map<string, Uint8Array | null> {
  const changed = new Map<string, Uint8Array | null>();
  const paid = new Set<string>();
  for (const [name, bytes] of records) {
    if (!isRecordOfBlocks(name)) continue;
    changed.set(name, null);
    const record = readWalletRecord(name, bytes);
    if (record.of === "payment" && record.payment.spent.length > 0) paid.add(hashKey(record.payment.txid));
  }
  if (paid.size === 0) return changed;
  for (const tx of left) if (paid.has(hashKey(tx.txid))) changed.set(sentRecordName(tx.txid), tx.bytes);
  return changed;
}
