/** A record of transactions: each its length (u32 LE) and its encoding. */
import { assert } from "@triad/chain";
import { DecodeError, readTransaction, type Transaction } from "@triad/protocol";

const LENGTH_BYTES = 4;

export function writeOwnTransactions(transactions: readonly Transaction[]): Uint8Array {
  const bytes = new Uint8Array(transactions.reduce((sum, tx) => sum + LENGTH_BYTES + tx.bytes.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const tx of transactions) {
    view.setUint32(at, tx.bytes.length, true);
    bytes.set(tx.bytes, at + LENGTH_BYTES);
    at += LENGTH_BYTES + tx.bytes.length;
  }
  return bytes;
}

/** `stored`: as `writeOwnTransactions` wrote it; nothing else puts such a record. */
export function readOwnTransactions(stored: Uint8Array): readonly Transaction[] {
  // a copy: the store's bytes may be a view of memory that it uses again
  const bytes = new Uint8Array(stored);
  const view = new DataView(bytes.buffer);
  const transactions: Transaction[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + LENGTH_BYTES + view.getUint32(at, true);
    const tx = readTransaction(bytes.slice(at + LENGTH_BYTES, end));
    assert(!(tx instanceof DecodeError), "a record holds what was written into it");
    transactions.push(tx);
    at = end;
  }
  return transactions;
}
