/** Bugs of a light node's wallet: what is believed, what is looked for, what is kept. */
import type { Mutation } from "./mutation.ts";

const SCENARIOS = ["peers-wrong-filters", "network-partition-heals"];

export const LIGHT_MUTATIONS: readonly Mutation[] = [
  {
    name: "light-filter-unchecked",
    why: "A peer that leaves entries out of filters hides payments.",
    package: "roles",
    file: "light-wallet.ts",
    edits: [['return verified.code === "proof-not-canonical" ? "not-canonical" : "wrong";', 'return "right";']],
    scenarios: SCENARIOS,
  },
  {
    name: "light-coins-not-watched",
    why: "A coin that was spent elsewhere stays in the balance.",
    package: "roles",
    file: "light-scan.ts",
    edits: [["if (own.length > 0) this.#watchMore();", ""]],
    scenarios: SCENARIOS,
    unseen: "Nearly every payment has change at a key of the wallet: roles/src/light-scan.prop.test.ts.",
  },
  {
    name: "light-own-transactions-not-kept",
    why: "A block that a reorganisation takes can't be taken out of the wallet.",
    package: "roles",
    file: "light-scan.ts",
    edits: [["if (own.length > 0) this.#ports.putRecord(recordOf(entry), writeOwnTransactions(own));", ""]],
    scenarios: SCENARIOS,
  },
];
