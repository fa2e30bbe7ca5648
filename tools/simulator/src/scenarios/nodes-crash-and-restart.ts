import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "nodes-crash-and-restart",
  about: "Processes are killed and machines lose power at any moment; they come back after seconds or many minutes.",
  play(stage) {
    stage.oftenEvery(40 * SECOND, () => {
      const end = stage.random.chance(0.5) ? "power-lost" : "process-killed";
      stage.restartAfter(stage.someNode(), stage.random.exponential(2 * MINUTE), end);
    });
  },
};
