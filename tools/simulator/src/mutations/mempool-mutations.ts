/** Bugs of the pool: what leaves it and what comes back, what is remembered, what is bounded. */
import type { Mutation } from "./mutation.ts";

export const MEMPOOL_MUTATIONS: readonly Mutation[] = [
  {
    name: "conflict-stays-in-pool",
    why: "Templates hold what a block has spent already, and are refused.",
    package: "mempool",
    file: "mempool.ts",
    edits: [["if (rival !== undefined) conflicted.push(...this.graph.removeWithDescendants(rival));", "void rival;"]],
    scenarios: ["pool-double-spends", "pool-double-spend-reorganised"],
  },
  {
    name: "disconnected-transactions-lost",
    why: "What a reorganisation takes out of the chain is in no pool afterwards.",
    package: "mempool",
    file: "mempool.ts",
    edits: [["own.push(tx);", "void own;"]],
    scenarios: ["pool-large-payments"],
  },
  {
    name: "pool-keeps-children-of-disconnected",
    why: "An entry spends what is in no block and in no pool.",
    package: "mempool",
    file: "mempool.ts",
    edits: [["if (child !== undefined) children.push(...this.graph.removeWithDescendants(child));", "void child;"]],
    scenarios: ["pool-large-payments", "disks-slow-reorganised"],
  },
  {
    name: "verified-by-txid",
    why: "A copy of a verified transaction with broken signatures is taken.",
    package: "mempool",
    file: "mempool.ts",
    edits: [
      ["if (this.isVerified(hashKey(tx.wtxid)))", "if (this.isVerified(hashKey(tx.txid)))"],
      ["this.markVerified(wtxid);\n    if", "this.markVerified(hashKey(tx.txid));\n    if"],
    ],
    scenarios: ["peers-half-liars"],
    unseen:
      "The copy would have to come after its original was verified and has left pool and chain: mempool/src/verified-transactions.test.ts.",
  },
  {
    name: "ancestors-unbounded",
    why: "One addition may cost a walk over all of the pool.",
    package: "mempool",
    file: "judge-transaction.ts",
    edits: [["if (ancestors.size >= limits.ancestorsMax) {", "if (ancestors.size >= limits.ancestorsMax * 1_000) {"]],
    scenarios: ["pool-large-payments", "disks-slow-reorganised"],
    unseen: "The bound of descendants stops the same lines of payments: mempool/src/consider.test.ts.",
  },
  {
    name: "orphans-unbounded",
    why: "Memory is anybody's who sends transactions without parents.",
    package: "mempool",
    file: "orphan-pool.ts",
    edits: [["if (this.size <= this.limits.orphansMax &&", "if (this.size > 0 ||"]],
    scenarios: ["peers-floods"],
  },
  {
    name: "orphan-not-taken-up",
    why: "A transaction that came before its parent is never considered again.",
    package: "mempool",
    file: "orphan-pool.ts",
    edits: [["ready.push(orphan.tx);", ""]],
    scenarios: ["pool-large-payments", "network-asymmetric"],
    unseen: "The payer goes on offering, and a block soon holds both: mempool/src/pool-life.test.ts.",
  },
  {
    name: "recheck-ignores-coins",
    why: "After a reorganisation the pool keeps what can't be confirmed any more.",
    package: "mempool",
    file: "mempool.ts",
    edits: [
      ["checkTransactionInContext(tx, context) instanceof Reject);", "tx === undefined && context !== undefined);"],
    ],
    scenarios: ["pool-large-payments"],
    unseen:
      "What spends coins of a block that is taken back leaves the pool with it; the second look is for coins that are younger on a lower chain: mempool/src/pool-life.test.ts.",
  },
];
