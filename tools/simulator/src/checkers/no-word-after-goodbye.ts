/** Invariant 16, its end: nothing is asked of, or said to, a peer that is gone or was told goodbye. */
import type { PeerId } from "@triad/roles";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "no-word-after-goodbye";

export const checker: Checker = {
  name: NAME,
  claim: "A program sends nothing on a connection that it has closed, or that it was told is closed.",
  begin(world) {
    const open = new Map<SimNode, Set<PeerId>>();
    const peersOf = (node: SimNode): Set<PeerId> => {
      const known = open.get(node) ?? new Set<PeerId>();
      open.set(node, known);
      return known;
    };
    return {
      onEvent(node, event) {
        if (event.type === "peer-connected") peersOf(node).add(event.peer);
        if (event.type === "peer-closed") peersOf(node).delete(event.peer);
      },
      onEffect(node, effect) {
        if (!node.isHonest) return;
        if (effect.type === "send" && !peersOf(node).has(effect.peer)) {
          world.violated(NAME, `something is sent to peer ${effect.peer}, who is gone`, node);
        }
        if (effect.type === "disconnect" && !peersOf(node).delete(effect.peer)) {
          world.violated(NAME, `peer ${effect.peer}, who is gone, is told goodbye: ${effect.code}`, node);
        }
      },
      onEnd(node) {
        open.delete(node);
      },
    };
  },
};
