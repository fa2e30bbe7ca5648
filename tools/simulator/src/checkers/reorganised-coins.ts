/** Invariant 3: a reorganisation leaves the coins that the new chain makes, as if the old one had never been. */
import { ChainCoins } from "../engine/chain-coins.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { SECOND } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "reorganised-coins";
/** Each look costs a replay of the chain; after a partition half of the nodes reorganise at one moment. */
const AT_ONCE_EVERY_MS = 3 * SECOND;

export const checker: Checker = {
  name: NAME,
  claim: "After a reorganisation a node has the coins of its new chain, as if there had been no other.",
  begin(world) {
    const coins = new ChainCoins(world);
    /** When the coins of one were looked at in the turn itself, before its next block hides what is wrong. */
    let lookedMs = 0;
    // the one that waited longest is looked at first; who reorganises again meanwhile is looked at once
    const reorganised = new Set<SimNode>();
    return {
      onEffect(node, effect) {
        if (node.isHonest && effect.type === "notify" && effect.notice.code === "reorganised") reorganised.add(node);
      },
      afterTurn(node) {
        if (!reorganised.has(node) || world.nowMs() - lookedMs < AT_ONCE_EVERY_MS) return;
        lookedMs = world.nowMs();
        const fault = node.core && coins.faultOf(partsOf(node.core));
        if (fault !== undefined) world.violated(NAME, fault, node);
      },
      everyMs: 20 * SECOND,
      periodically() {
        const [node] = reorganised;
        if (node === undefined) return;
        reorganised.delete(node);
        const fault = node.core && coins.faultOf(partsOf(node.core));
        if (fault !== undefined) world.violated(NAME, fault, node);
      },
    };
  },
};
