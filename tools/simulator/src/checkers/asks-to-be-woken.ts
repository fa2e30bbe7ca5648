/** Invariant 13, the other end of it: no program falls asleep for good, for only its own timers notice what does not come. */
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "asks-to-be-woken";

export const checker: Checker = {
  name: NAME,
  claim: "A program that runs has always asked to be woken at some time.",
  begin(world) {
    const armed = new Set<SimNode>();
    const stopping = new Set<SimNode>();
    return {
      onEvent(node, event) {
        if (event.type === "woken") armed.delete(node);
        if (event.type === "stopping") stopping.add(node);
      },
      onEffect(node, effect) {
        if (effect.type !== "wake-at") return;
        if (effect.monotonicMs === undefined) armed.delete(node);
        else armed.add(node);
      },
      afterTurn(node) {
        if (!node.isHonest || node.core === undefined || armed.has(node) || stopping.has(node)) return;
        world.violated(NAME, "nothing will wake it but others", node);
      },
      onEnd(node) {
        armed.delete(node);
        stopping.delete(node);
      },
    };
  },
};
