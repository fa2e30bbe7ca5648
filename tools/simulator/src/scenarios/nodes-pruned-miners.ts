import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "nodes-pruned-miners",
  about: "Miners keep four blocks, so that a long partition ends them; started again they get the chain anew.",
  minersKeepBlocks: 4,
  play(stage) {
    stage.oftenEvery(10 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(8 * MINUTE), () => stage.heal());
    });
    stage.oftenEvery(4 * MINUTE, () => {
      const end = stage.random.pick(["power-lost", "process-killed", "stopped"] as const) ?? "stopped";
      stage.restartAfter(stage.someNode(), stage.random.exponential(40 * SECOND), end);
    });
  },
};
