import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "nodes-crash-and-restart",
  about:
    "Processes are killed or told to end, machines lose power, at any moment; they come back after seconds or minutes.",
  play(stage) {
    stage.oftenEvery(40 * SECOND, () => {
      const end = stage.random.pick(["power-lost", "process-killed", "stopped"] as const) ?? "stopped";
      stage.restartAfter(stage.someNode(), stage.random.exponential(2 * MINUTE), end);
    });
  },
};
