import type { CommitBatch } from "../store/chain-store.ts";
import { EMPTY_BATCH } from "../store/empty-batch.ts";

/** A batch that changes nothing but what `changes` says; keeps tests to the fields that they are about. */
export function batchOf(changes: Partial<CommitBatch>): CommitBatch {
  return { ...EMPTY_BATCH, ...changes };
}
