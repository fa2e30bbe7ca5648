/** Invariant 13: what one event costs, and what all of a second do, is bounded, whoever asks. */
import type { SimNode } from "../engine/sim-node.ts";
import { SECOND } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "work-per-event";

/**
 * Effects of one turn. A reply or an announcement to each of some thirty peers, a full inventory of requests: some
 * hundred. Thousands would be one for each of what a peer can list in a message.
 */
const EFFECTS_PER_TURN_MAX = 500;
/** Of one program. Peers that flood send some hundred frames a second at most; each may cause a few. */
const EFFECTS_PER_SECOND_MAX = 10_000;

export const checker: Checker = {
  name: NAME,
  claim: "One event causes at most some hundred effects, and a program has a bounded number of them in a second.",
  begin(world) {
    const ofTurn = new Map<SimNode, number>();
    const ofSecond = new Map<SimNode, { second: number; effects: number }>();
    return {
      onEffect(node) {
        if (node.isHonest) ofTurn.set(node, (ofTurn.get(node) ?? 0) + 1);
      },
      afterTurn(node) {
        const effects = ofTurn.get(node) ?? 0;
        if (effects === 0) return;
        ofTurn.set(node, 0);
        if (effects > EFFECTS_PER_TURN_MAX) world.violated(NAME, `${effects} effects of one event`, node);
        const second = Math.floor(world.nowMs() / SECOND);
        const sum = ofSecond.get(node);
        if (sum?.second !== second) {
          ofSecond.set(node, { second, effects });
          return;
        }
        sum.effects += effects;
        if (sum.effects > EFFECTS_PER_SECOND_MAX) world.violated(NAME, `${sum.effects} effects in a second`, node);
      },
    };
  },
};
