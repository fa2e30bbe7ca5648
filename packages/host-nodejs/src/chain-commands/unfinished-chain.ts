/** What an earlier run of the program has left for the next start to do with the chain, before a node runs on it. */
import { SYNC_ANEW_RECORD, syncAnewBatch } from "@triad/roles";
import { FatalError } from "../fatal-error.ts";
import { isReindexing, type Reindexing, reindexStore } from "./reindex.ts";

/** A reindex that was interrupted is brought to its end; a chain that could not be followed is dropped. */
export async function finishChain(run: Reindexing): Promise<void> {
  const { store, tell } = run;
  if (store.record(SYNC_ANEW_RECORD) !== undefined) {
    tell("The best chain parted from this node's below the blocks that it keeps: it is fetched anew from peers.");
    await store.commit(syncAnewBatch(store), true);
  }
  if (!isReindexing(store)) return;
  tell("A reindex of this directory was interrupted; it goes on.");
  await reindexStore(run);
}

/** For work that needs every block of a finished chain. @throws FatalError */
export function refuseUnfinished({ store }: Pick<Reindexing, "store">, purpose: string): void {
  if (isReindexing(store)) {
    throw new FatalError(`A reindex of this directory was interrupted; finish it first: run "reindex" again.`);
  }
  if (store.prunedHeight === 0) return;
  throw new FatalError(
    `This directory keeps only the blocks above height ${store.prunedHeight} (--prune), and ${purpose} needs all. ` +
      "Use the directory of a full node that prunes nothing.",
  );
}
