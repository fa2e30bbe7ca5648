/** What `--index` means for the chain that an earlier run has left. */
import { type CommittingStore, EMPTY_BATCH } from "@triad/chain";
import { indexTip } from "@triad/chain/blocks";
import { FatalError } from "./fatal-error.ts";

/** @throws FatalError where an index is wished for of a chain of which an earlier run has pruned blocks. */
export function checkIndexedChain(isWished: boolean, { prunedHeight }: Pick<CommittingStore, "prunedHeight">): void {
  if (!isWished || prunedHeight === 0) return;
  throw new FatalError(
    `--index address needs every block, and those up to height ${prunedHeight} were pruned by an earlier run. Start with ` +
      "an empty data directory to get all of them again, or without --index.",
  );
}

/** An index of a chain that is going to lose blocks can never be followed again: its space is given back. */
export async function dropLostIndex(
  prunes: boolean,
  store: CommittingStore,
  tell: (line: string) => void,
): Promise<void> {
  if (!prunes || indexTip(store) === undefined) return;
  tell("The address index of an earlier run is dropped: this node prunes blocks, and an index needs all of them.");
  await store.commit({ ...EMPTY_BATCH, cleared: ["index"] }, true);
}
