import { MINUTE, SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "peers-eclipse",
  about: "Liars poison the address books of nodes that know the seeds alone, take their places, and wait for restarts.",
  liars: { strategies: ["address-poisoning", "connection-exhaustion", "silent"], share: 0.42 },
  knowsOnlySeeds: true,
  play(stage) {
    const victim = stage.random.pick(stage.nodes.slice(1).filter(({ isHonest }) => isHonest));
    stage.oftenEvery(4 * MINUTE, () => {
      const node = stage.random.chance(0.7) ? victim : stage.someNode();
      if (node === undefined) return;
      stage.restartAfter(
        node,
        stage.random.exponential(20 * SECOND),
        stage.random.chance(0.5) ? "stopped" : "power-lost",
      );
    });
  },
};
