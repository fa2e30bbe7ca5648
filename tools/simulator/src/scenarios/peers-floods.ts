import { MINUTE } from "../engine/timetable.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  name: "peers-floods",
  about: "Liars flood with headers, transactions, ids, old messages and connections, or read nothing; nodes restart.",
  liars: {
    strategies: [
      "header-floods",
      "transaction-floods",
      "old-messages",
      "slow-reading",
      "connection-exhaustion",
      "endless-inventories",
    ],
    share: 0.5,
  },
  play(stage) {
    stage.oftenEvery(6 * MINUTE, () => {
      stage.restartAfter(stage.someNode(), stage.random.exponential(MINUTE), "stopped");
    });
  },
};
