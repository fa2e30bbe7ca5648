/** Invariant 14: the honest do not accuse each other. */
import type { DisconnectCode } from "@triad/gossip";
import type { Checker } from "./checker.ts";

const NAME = "no-blame";

/** What is said only of those who break a rule. Slow, silent, crowded and stopping are nobody's fault. */
const ACCUSATIONS: ReadonlySet<string> = new Set<DisconnectCode>([
  "protocol-error",
  "unrequested",
  "invalid-header",
  "invalid-block",
  "bad-frame",
  "bad-proof",
  "different-network",
  "too-old",
  "banned",
  "flood",
]);

export const checker: Checker = {
  name: NAME,
  claim: "No honest node disconnects another honest node for misbehaviour.",
  begin: (world) => ({
    onEffect(node, effect) {
      if (effect.type !== "disconnect" || !node.isHonest || !ACCUSATIONS.has(effect.code)) return;
      const other = world.network.otherSide(node, effect.peer);
      if (other === undefined || !other.isHonest) return;
      world.violated(NAME, `${node.name} disconnects ${other.name}: ${effect.code}, ${effect.text}`, node, other);
    },
  }),
};
