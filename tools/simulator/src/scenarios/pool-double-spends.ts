import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "pool-double-spends",
  about: "Coins are spent twice in two places at once, while the network parts and chains are reorganised.",
  play(stage) {
    stage.oftenEvery(20 * SECOND, () => stage.doubleSpend());
    stage.oftenEvery(8 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(3 * MINUTE), () => stage.heal());
    });
  },
};
