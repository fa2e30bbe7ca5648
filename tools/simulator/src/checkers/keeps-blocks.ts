/** Invariant 18 for pruned nodes: what a node was told to keep, it keeps. */
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "keeps-blocks";

export const checker: Checker = {
  name: NAME,
  claim:
    "When a node prunes, it keeps as many blocks below its tip as it was told to; without being told it never does.",
  begin(world) {
    const pruned = new Map<SimNode, number>();
    return {
      afterTurn(node) {
        if (!node.isHonest || node.role === "light-node" || node.core === undefined) return;
        const { tip, prunedHeight } = partsOf(node.core).chain;
        const before = pruned.get(node) ?? prunedHeight;
        pruned.set(node, prunedHeight);
        if (prunedHeight <= before || tip.height - prunedHeight >= (node.keepBlocks ?? Number.POSITIVE_INFINITY))
          return;
        const kept = node.keepBlocks === undefined ? "all" : String(node.keepBlocks);
        world.violated(NAME, `at ${tip.height} it prunes up to ${prunedHeight} and is to keep ${kept}`, node);
      },
      onEnd(node) {
        pruned.delete(node);
      },
    };
  },
};
