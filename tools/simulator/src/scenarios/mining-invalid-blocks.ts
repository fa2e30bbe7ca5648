import { SECOND } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "mining-invalid-blocks",
  about: "Miners with a third of the hash rate give out blocks that only coins and signatures show to be invalid.",
  liars: { strategies: ["invalid-blocks"], share: 0.17, role: "miner" },
  play(stage) {
    stage.giveLiarsHashShare(0.33);
    stage.oftenEvery(20 * SECOND, () => stage.doubleSpend());
  },
};
