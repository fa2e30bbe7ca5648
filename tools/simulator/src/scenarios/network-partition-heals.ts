import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "network-partition-heals",
  about: "Again and again the network falls into two drawn halves, for half a minute up to half an hour.",
  play(stage) {
    stage.oftenEvery(15 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(8 * MINUTE), () => stage.heal());
    });
  },
};
