import type { CommitBatch } from "./chain-store.ts";

/** Changes nothing; what a batch is made of begins with it. */
export const EMPTY_BATCH: CommitBatch = {
  cleared: [],
  coinsTip: undefined,
  coins: new Map(),
  headers: [],
  bodies: [],
  undos: [],
  prunedBlocks: [],
  prunedHeight: undefined,
  filters: [],
  historyNodes: [],
  index: new Map(),
  records: new Map(),
};
