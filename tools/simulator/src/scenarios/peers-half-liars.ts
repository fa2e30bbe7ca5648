import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "peers-half-liars",
  about: "Half of the nodes lie, each in its own way, while the network parts and heals.",
  liars: {
    strategies: [
      "silent",
      "stalling",
      "lying-about-work",
      "invalid-signatures",
      "mutated-bodies",
      "endless-inventories",
    ],
    share: 0.5,
  },
  play(stage) {
    stage.oftenEvery(20 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(4 * MINUTE), () => stage.heal());
    });
  },
};
