import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "nodes-all-restart",
  about: "A power cut at everybody's: all nodes go down within a second and come back within two minutes.",
  play(stage) {
    stage.oftenEvery(25 * MINUTE, () => {
      for (const node of stage.nodes) {
        stage.at(stage.nowMs + stage.random.unit() * SECOND, () => {
          stage.restartAfter(node, stage.random.between(5 * SECOND, 2 * MINUTE), "power-lost");
        });
      }
    });
  },
};
