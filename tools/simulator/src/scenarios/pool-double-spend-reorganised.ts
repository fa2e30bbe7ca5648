import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "pool-double-spend-reorganised",
  about: "A coin is paid to two halves of a parted network, both confirm it for minutes, then one must take it back.",
  play(stage) {
    stage.oftenEvery(7 * MINUTE, () => {
      const halves = stage.halves();
      stage.partition(...halves);
      for (let i = 0; i < 6; i++) stage.at(stage.nowMs + i * 5 * SECOND, () => stage.doubleSpend(halves));
      stage.at(stage.nowMs + stage.random.between(2, 5) * MINUTE, () => stage.heal());
    });
  },
};
