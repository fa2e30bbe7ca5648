import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "peers-wrong-filters",
  about:
    "Half of the nodes give wrong filters and bodies, or none, while light nodes are paid, pay and are reorganised.",
  liars: { strategies: ["wrong-filters", "wrong-filters", "mutated-bodies", "silent"], share: 0.5, role: "full-node" },
  play(stage) {
    const light = stage.lightNodes.filter(({ isHonest }) => isHonest);
    stage.oftenEvery(15 * MINUTE, () => {
      stage.partition(...stage.halves());
      stage.at(stage.nowMs + stage.random.exponential(3 * MINUTE), () => stage.heal());
    });
    stage.oftenEvery(2 * MINUTE, () => {
      const [payer, payee] = [stage.random.pick(light), stage.random.pick(light)];
      if (payer === undefined || payee === undefined || !payer.isUp || !payee.isUp) return;
      payee.ask({ name: "wallet" }, (reply) => {
        if (!reply.ok || reply.value.of !== "wallet" || !payer.isUp) return;
        payer.ask({ name: "send", to: reply.value.wallet.address, amount: 200_000 }, () => {});
      });
    });
    stage.oftenEvery(30 * MINUTE, () => {
      const node = stage.random.pick(light);
      if (node !== undefined) stage.restartAfter(node, stage.random.exponential(MINUTE), "power-lost");
    });
  },
};
