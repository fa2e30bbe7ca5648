import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "nodes-address-index",
  about:
    "Full nodes keep an address index, most of the time, while chains are reorganised, disks are slow, and nodes crash.",
  indexedShare: 0.7,
  play(stage) {
    stage.oftenEvery(5 * SECOND, () => stage.payPart(stage.random.between(0.1, 0.9)));
    stage.oftenEvery(3 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(2 * MINUTE), () => stage.heal());
    });
    stage.oftenEvery(3 * MINUTE, () => {
      for (const node of stage.nodes) if (stage.random.chance(0.3)) stage.slowDiskFor(node, 5_000, MINUTE);
    });
    stage.oftenEvery(5 * MINUTE, () => stage.diskFullFor(stage.someNode(), MINUTE));
    stage.oftenEvery(MINUTE, () => {
      const end = stage.random.pick(["power-lost", "process-killed", "stopped"] as const) ?? "stopped";
      stage.restartAfter(stage.someNode(), stage.random.exponential(40 * SECOND), end);
    });
  },
};
