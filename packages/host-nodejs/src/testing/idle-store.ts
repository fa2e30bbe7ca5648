/** A store without contents whose commits end as a test says. */
import type { CommittingStore } from "@triad/chain";

export interface IdleStore extends CommittingStore {
  closed: number;
}

export function idleStore(commit: () => Promise<void> = () => Promise.resolve()): IdleStore {
  return {
    coinsTip: undefined,
    prunedHeight: 0,
    coin: () => undefined,
    body: () => undefined,
    undo: () => undefined,
    filter: () => undefined,
    historyNode: () => undefined,
    indexRow: () => undefined,
    indexRows: () => [],
    headers: () => [],
    record: () => undefined,
    records: () => [],
    commit,
    closed: 0,
    async close() {
      this.closed += 1;
    },
  };
}
