/**
 * Invariant 17: a light node follows work that was really done, never less of it than before, and no further ahead of
 * the honest full nodes than liars mine. What liars mine and give to nobody it can't tell from a block: it is kept on such
 * a branch for as long as they have more work, and no longer.
 */
import { hashKey } from "@triad/chain";
import { acceptHeader, type HeaderEntry, HeaderIndex } from "@triad/chain/headers";
import { hashFromDisplay } from "@triad/crypto";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "light-follows-full";
/** After every header's time. */
const LATE_SECONDS = 2 ** 32;

export const checker: Checker = {
  name: NAME,
  claim: "A light node's tip was mined, has more work than its last, and builds on what a full node has accepted.",
  begin(world) {
    const mined = new HeaderIndex(world.consensus, []);
    const tips = new Map<SimNode, HeaderEntry>();
    let acceptedWork = 0n;
    return {
      onSolved(_, header) {
        acceptHeader(mined, world.consensus, header, LATE_SECONDS);
      },
      afterTurn(node) {
        if (!node.isHonest || node.role === "light-node" || node.core === undefined) return;
        const { chainWork } = partsOf(node.core).chain.tip;
        if (chainWork > acceptedWork) acceptedWork = chainWork;
      },
      onEffect(node, effect) {
        if (!node.isHonest || node.role !== "light-node") return;
        if (effect.type !== "notify" || effect.notice.code !== "tip-changed") return;
        const hash = hashFromDisplay(String(effect.notice.facts.hash));
        const tip = hash && mined.get(hash);
        if (tip === undefined) return world.violated(NAME, "follows a header that nobody mined", node);
        const last = tips.get(node);
        if (last !== undefined && tip.chainWork <= last.chainWork) {
          world.violated(NAME, `goes from ${last.height} to ${tip.height}, which has no more work`, node);
        }
        tips.set(node, tip);
        const base = withoutLiars(tip, world);
        if (base.chainWork <= acceptedWork) return;
        world.violated(NAME, `follows block ${base.height}, which no full node has accepted`, node);
      },
      onEnd(node) {
        tips.delete(node);
      },
    };
  },
};

/** The last block on the way to this one that an honest miner made. */
function withoutLiars(tip: HeaderEntry, { solvedBy }: Pick<World, "solvedBy">): HeaderEntry {
  let entry = tip;
  while (entry.parent !== undefined && solvedBy.get(hashKey(entry.hash))?.isHonest !== true) entry = entry.parent;
  return entry;
}
