import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "disks-full-wave",
  about:
    "One disk after another is full for minutes, others are a thousand times as slow, and some nodes crash meanwhile.",
  play(stage) {
    stage.oftenEvery(3 * MINUTE, () => {
      const node = stage.someNode();
      stage.diskFullFor(node, stage.random.exponential(4 * MINUTE));
      if (!stage.random.chance(0.3)) return;
      stage.at(stage.nowMs + stage.random.exponential(MINUTE), () => {
        stage.restartAfter(node, stage.random.exponential(MINUTE), "process-killed");
      });
    });
    stage.oftenEvery(5 * MINUTE, () => {
      stage.slowDiskFor(stage.someNode(), 1_000, stage.random.exponential(5 * MINUTE));
    });
  },
};
