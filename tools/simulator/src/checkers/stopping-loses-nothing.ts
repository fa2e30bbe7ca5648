/** Invariant 18 where the end is orderly: a program that was told to end has everything on its disk, its tip included. */
import { equalBytes } from "@triad/crypto";
import { short } from "../engine/describe.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "stopping-loses-nothing";

export const checker: Checker = {
  name: NAME,
  claim: "A program that was told to end has its coins, its tip and every body on disk, and synced, when it ends.",
  begin: (world) => ({
    onStopped(node) {
      // what a full disk refuses is lost with a word to the operator
      if (node.disk.isFull) return;
      const fault = lostBy(node);
      if (fault !== undefined) world.violated(NAME, fault, node);
    },
  }),
};

/** What would be lost, in a sentence. */
export function lostBy({ core, role, disk: { store } }: Pick<SimNode, "core" | "role" | "disk">): string | undefined {
  if (store.pendingWrites > 0) return `${store.pendingWrites} writes are not synced`;
  if (core === undefined || role === "light-node") return undefined;
  const { chain } = partsOf(core);
  const kept = store.coinsTip;
  // a chain that never left its first block need not have been written
  if (kept === undefined && chain.tip.height > 0) return "the store has no tip";
  if (kept !== undefined && !equalBytes(kept, chain.tip.hash)) {
    return `the tip was ${chain.tip.height} ${short(chain.tip.hash)}, and the store has ${short(kept)}`;
  }
  for (const entry of chain.headers.all()) {
    if (!entry.hasBody || entry.height <= chain.prunedHeight) continue;
    if (store.body(entry.hash) === undefined) return `the body of block ${entry.height} is not there`;
  }
  return undefined;
}
