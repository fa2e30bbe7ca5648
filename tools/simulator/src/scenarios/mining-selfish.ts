import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "mining-selfish",
  about: "One miner has 10 to 45 % of the hash rate and keeps its blocks back to waste those of others.",
  liars: { strategies: ["selfish-mining"], share: 0.1, role: "miner" },
  play(stage) {
    stage.giveLiarsHashShare(stage.random.between(0.1, 0.45));
  },
};
