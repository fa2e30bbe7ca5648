import { isRecordOfBlocks } from "./wallet-record.ts";

/**
 * Removes what the wallet knows from blocks, so that it reads the chain anew at its next start: where the chain itself
 * is made anew. Keys stay, and so do own payments that are in no block.
 */
export function forgetBlocks(records: Iterable<readonly [name: string, bytes: Uint8Array]>): Map<string, null> {
  const removed = new Map<string, null>();
  for (const [name] of records) if (isRecordOfBlocks(name)) removed.set(name, null);
  return removed;
}
