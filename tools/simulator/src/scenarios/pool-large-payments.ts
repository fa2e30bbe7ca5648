import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "pool-large-payments",
  about: "Wallets pay most of what they have every few seconds, many coins at once, while chains are reorganised.",
  play(stage) {
    stage.oftenEvery(3 * SECOND, () => stage.payPart(stage.random.between(0.1, 0.9)));
    stage.oftenEvery(4 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(2 * MINUTE), () => stage.heal());
    });
  },
};
