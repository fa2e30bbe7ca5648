/** Bugs of the wallet: keys, locks, what it follows. */
import type { Mutation } from "./mutation.ts";

export const WALLET_MUTATIONS: readonly Mutation[] = [
  {
    name: "change-key-reused",
    why: "Everybody sees which payments are of one wallet.",
    package: "wallet",
    file: "wallet.ts",
    edits: [
      ["const changePath = this.#keys.nextPath(CHANGE);", "const changePath = { branch: CHANGE, index: 0 } as const;"],
    ],
    scenarios: ["network-honest"],
  },
  {
    name: "locks-forgotten-after-restart",
    why: "A wallet signs two spends of one coin.",
    package: "wallet",
    file: "wallet.ts",
    edits: [["for (const tx of restored.sent) this.#unconfirmed.put({ tx, sent: true, inPool: false });", ""]],
    scenarios: ["disks-slow-reorganised"],
    hours: 1,
    unseen: "It takes a restart between a payment and its block, and another payment: wallet/src/wallet.test.ts.",
  },
  {
    name: "locked-coin-spent",
    why: "A wallet signs two spends of one coin at once.",
    package: "wallet",
    file: "wallet.ts",
    edits: [["!this.#unconfirmed.isLocked(own.outpoint) && isWorthSpending", "isWorthSpending"]],
    scenarios: ["pool-large-payments"],
  },
  {
    name: "bump-without-payee",
    why: "Who raises the fee of a payment takes it back.",
    package: "wallet",
    file: "wallet.ts",
    edits: [["payments: replaced.outputs.filter((output) => !isChange(output)),", "payments: [],"]],
    scenarios: ["pool-bumped-payments"],
  },
  {
    name: "bump-without-all-coins",
    why: "A payment and its replacement can both be in blocks.",
    package: "wallet",
    file: "plan-bump.ts",
    edits: [
      [
        "const inputs = [...terms.inputs];",
        "const inputs = terms.inputs.slice(0, Math.max(1, terms.inputs.length - 1));",
      ],
    ],
    scenarios: ["pool-bumped-payments"],
  },
  {
    name: "wallet-forgets-spent-coins-of-disconnected",
    why: "After a reorganisation money is missing from the wallet.",
    package: "wallet",
    file: "wallet.ts",
    edits: [["for (const own of payment.spent) this.#putCoin(own);", ""]],
    scenarios: ["pool-large-payments", "disks-slow-reorganised"],
  },
  {
    name: "wallet-record-not-written",
    why: "After a restart the wallet misses coins.",
    package: "wallet",
    file: "wallet.ts",
    edits: [["this.#changes.set(coinRecordName(own.outpoint), writeCoinRecord(own));", ""]],
    scenarios: ["nodes-crash-and-restart"],
  },
];
