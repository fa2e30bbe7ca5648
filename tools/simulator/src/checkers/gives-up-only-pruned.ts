/** Invariant 23 for programs: none ends by itself, but one that was pruned and can't go back as deep as the best chain asks. */
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "gives-up-only-pruned";

export const checker: Checker = {
  name: NAME,
  claim: "A program gives up, once, only where the best chain parts from its own below the blocks that it keeps.",
  begin(world) {
    const lives = new WeakMap<SimNode, number>();
    return {
      onGiveUp(node, reason) {
        if (!node.isHonest || node.core === undefined) return;
        if (lives.get(node) === node.life) world.violated(NAME, `gives up again: ${reason}`, node);
        lives.set(node, node.life);
        const { prunedHeight } = partsOf(node.core).chain;
        if (prunedHeight === 0 || !reason.startsWith("reorg-below-pruned")) world.violated(NAME, reason, node);
      },
    };
  },
};
