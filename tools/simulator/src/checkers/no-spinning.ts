/** Invariant 13, as far as a world without processor time can tell: no program keeps itself busy. */
import type { SimNode } from "../engine/sim-node.ts";
import { SECOND } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "no-spinning";

/** Wake-ups of one program in one second: some hundred while a chain is connected in many small turns. */
const WAKE_UPS_MAX = 5_000;

export const checker: Checker = {
  name: NAME,
  claim: "No program asks to be woken again and again without an end.",
  begin(world) {
    const counts = new Map<SimNode, { second: number; wakeUps: number }>();
    return {
      onEvent(node, event) {
        if (event.type !== "woken") return;
        const second = Math.floor(world.nowMs() / SECOND);
        const count = counts.get(node);
        if (count?.second !== second) {
          counts.set(node, { second, wakeUps: 1 });
          return;
        }
        count.wakeUps += 1;
        if (count.wakeUps > WAKE_UPS_MAX) world.violated(NAME, `${count.wakeUps} wake-ups within a second`, node);
      },
    };
  },
};
