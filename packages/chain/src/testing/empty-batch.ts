import type { CommitBatch } from "../store/chain-store.ts";

/** A batch that changes nothing but what `changes` says; keeps tests to the fields that they are about. */
export function batchOf(changes: Partial<CommitBatch>): CommitBatch {
  return {
    coinsTip: undefined,
    coins: new Map(),
    headers: [],
    bodies: [],
    undos: [],
    filters: [],
    historyNodes: [],
    records: new Map(),
    ...changes,
  };
}
