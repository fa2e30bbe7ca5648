import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "clocks-chaos",
  about: "Calendar clocks jump by minutes and hours, stop and drift; machines freeze and fall asleep.",
  network: { clockErrorMs: 60 * SECOND },
  play(stage) {
    stage.oftenEvery(2 * MINUTE, () => {
      const node = stage.someNode();
      const reach = stage.random.chance(0.2) ? 120 * MINUTE : 5 * MINUTE;
      stage.jumpClock(node, stage.random.between(-reach, reach));
    });
    stage.oftenEvery(6 * MINUTE, () => stage.stopClockFor(stage.someNode(), stage.random.exponential(5 * MINUTE)));
    stage.oftenEvery(10 * MINUTE, () => stage.driftClock(stage.someNode(), stage.random.between(0.98, 1.02)));
    stage.oftenEvery(4 * MINUTE, () => {
      stage.freezeFor(stage.someNode(), stage.random.exponential(3 * MINUTE), stage.random.chance(0.5));
    });
  },
};
