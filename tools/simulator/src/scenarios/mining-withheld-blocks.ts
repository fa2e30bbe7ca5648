import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "mining-withheld-blocks",
  about: "Miners with a third of the hash rate announce their blocks and never give them out; others stall.",
  liars: { strategies: ["withheld-blocks"], share: 0.17, role: "miner" },
  play(stage) {
    stage.giveLiarsHashShare(0.33);
  },
};
