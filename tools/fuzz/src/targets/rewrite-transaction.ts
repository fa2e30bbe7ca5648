import { type Transaction, writeTransaction } from "@triad/protocol";

/** The encoding of what was read; undefined when an amount was rounded, which nothing writes. */
export function rewriteTransaction(transaction: Transaction): Uint8Array | undefined {
  if (transaction.outputs.some(({ amount }) => !Number.isSafeInteger(amount))) return undefined;
  return writeTransaction(transaction);
}
