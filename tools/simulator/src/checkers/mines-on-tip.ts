/** Invariant 11: an honest miner works on the end of its chain, and only when it has caught up with the others. */
import { equalBytes } from "@triad/crypto";
import type { JobId } from "@triad/roles";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "mines-on-tip";
/** Bytes of a header that name its parent. */
const PARENT_START = 4;
const PARENT_END = 36;

export const checker: Checker = {
  name: NAME,
  claim:
    "After each turn an honest miner searches for a block on its tip or for none, and for none while it catches up.",
  begin(world) {
    const searches = new Map<SimNode, { readonly job: JobId; readonly header: Uint8Array }>();
    const ended = (node: SimNode, job: JobId): void => {
      if (searches.get(node)?.job === job) searches.delete(node);
    };
    return {
      onEvent(node, event) {
        if (event.type === "nonce-found" || event.type === "nonce-exhausted") ended(node, event.job);
      },
      onEffect(node, effect) {
        if (!node.isHonest) return;
        if (effect.type === "search-nonce") searches.set(node, effect);
        if (effect.type === "cancel") ended(node, effect.job);
      },
      afterTurn(node, event) {
        const search = searches.get(node);
        if (search === undefined || node.core === undefined || event?.type === "stopping") return;
        const { chain, isSynchronising } = partsOf(node.core);
        if (isSynchronising) world.violated(NAME, "mines while it still catches up", node);
        if (equalBytes(search.header.subarray(PARENT_START, PARENT_END), chain.tip.hash)) return;
        world.violated(NAME, `mines on a block that is not its tip, ${chain.tip.height}`, node);
      },
      onEnd(node) {
        searches.delete(node);
      },
    };
  },
};
