/** A store in memory that remembers every batch with the state before it, so that power can be lost at each write. */
import type { CommitBatch } from "@triad/chain";
import { type Draw, MemoryStore } from "@triad/chain/testing";

export interface StoreOperation<Shown> {
  readonly before: MemoryStore;
  readonly batch: CommitBatch;
  /** What the world had been told by then. */
  readonly shown: Shown;
  /** The moments within it at which power can fail, its beginning and its end among them. */
  readonly points: number;
}

export class RecordingStore<Shown> extends MemoryStore {
  operations: StoreOperation<Shown>[] = [];
  observe: () => Shown;

  constructor(observe: () => Shown) {
    super();
    this.observe = observe;
  }

  override apply(batch: CommitBatch, durable = true): void {
    const before = super.copy();
    const written = before.copy();
    written.apply(batch, false);
    const points = written.pendingWrites - before.pendingWrites + 1;
    this.operations.push({ before, batch, shown: this.observe(), points });
    super.apply(batch, durable);
  }
}

/** What a restart finds when power fails after so many writes of the operation, on a disk as `draw` says. */
export function cutAt<Shown>({ before, batch }: StoreOperation<Shown>, point: number, draw?: Draw): MemoryStore {
  const store = before.copy();
  const synced = store.pendingWrites;
  store.apply(batch, false);
  return store.afterPowerLoss(synced + point, draw);
}
