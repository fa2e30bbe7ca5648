import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "disks-slow-reorganised",
  about: "Commits take half a minute, so that whole reorganisations happen within one; some nodes crash meanwhile.",
  play(stage) {
    stage.oftenEvery(2 * MINUTE, () => {
      for (const node of stage.nodes) if (stage.random.chance(0.5)) stage.slowDiskFor(node, 5_000, MINUTE);
    });
    stage.oftenEvery(3 * SECOND, () => stage.payPart(stage.random.between(0.1, 0.9)));
    stage.oftenEvery(90 * SECOND, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(40 * SECOND), () => stage.heal());
    });
    stage.oftenEvery(3 * MINUTE, () => {
      const end = stage.random.chance(0.5) ? "process-killed" : "stopped";
      stage.restartAfter(stage.someNode(), stage.random.exponential(20 * SECOND), end);
    });
  },
};
