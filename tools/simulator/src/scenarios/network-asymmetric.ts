import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "network-asymmetric",
  about: "Long lossy lines; some carry only one way for minutes, connections are reset, many nodes can only dial out.",
  network: { latencyMs: [20, 900], kilobitsPerSecond: [64, 5_000], loss: 0.03, dialOnlyShare: 0.5 },
  play(stage) {
    stage.oftenEvery(3 * MINUTE, () => stage.deafen(stage.someNode(), stage.someNode()));
    stage.oftenEvery(12 * MINUTE, () => stage.heal());
    stage.oftenEvery(30 * SECOND, () => stage.breakConnection());
  },
};
