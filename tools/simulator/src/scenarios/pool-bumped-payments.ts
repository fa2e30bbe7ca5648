import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "pool-bumped-payments",
  about:
    "Owners raise the fees of payments that wait, and have some forgotten, while chains are reorganised and nodes crash.",
  play(stage) {
    stage.oftenEvery(5 * SECOND, () => stage.payPart(stage.random.between(0.05, 0.5)));
    stage.oftenEvery(1.5 * SECOND, () => stage.bumpPayment());
    stage.oftenEvery(10 * SECOND, () => stage.abandonPayment());
    stage.oftenEvery(4 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(2 * MINUTE), () => stage.heal());
    });
    stage.oftenEvery(2 * MINUTE, () => {
      if (stage.random.chance(0.5)) stage.slowDiskFor(stage.someNode(), 1_000, MINUTE);
      const end = stage.random.pick(["power-lost", "process-killed", "stopped"] as const) ?? "stopped";
      stage.restartAfter(stage.someNode(), stage.random.exponential(20 * SECOND), end);
    });
  },
};
