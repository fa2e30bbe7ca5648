/**
 * @triad/chain/testing: a store in memory that can lose power, what every store must do, and blocks made to order.
 *
 * Responsible for: what tests of this and other packages, and the simulator, build a chain on.
 * Depends on: the store's contract; headers and blocks, for making them.
 */

export {
  type BlockChanges,
  type BlockOrder,
  BlockTree,
  type BuiltBlock,
  buildBlock,
} from "./chain-builder.ts";
export { checkAddressIndex } from "./check-index.ts";
export { type Draw, drawFrom } from "./draw-from.ts";
export { batchOf } from "./empty-batch.ts";
export { type Grown, growBranches } from "./grown-branches.ts";
export { type BranchOrder, growHeaders } from "./header-branch.ts";
export { MemoryStore } from "./memory-store.ts";
export { naiveHistoryRoot } from "./naive-history.ts";
export { type OwnedCoin, ownedCoin, type PaymentOrder, payment, premineCoin, unsignedPayment } from "./payment.ts";
export { newPipelineTally, type PipelineOptions, PipelineRun, type PipelineTally } from "./pipeline-run.ts";
export {
  type ModelCoin,
  markedVerdict,
  type RandomTree,
  randomBlockTree,
  type TreeBlock,
  type TreeHabits,
} from "./random-block-tree.ts";
export { type Coins, pathTo, SequentialChain, SequentialCoins } from "./sequential-chain.ts";
export { checkItems, commitAll, openTestChain, settleChain } from "./settle-chain.ts";
export { firstOutputKey, spendingBranch } from "./spending-branch.ts";
export { type ComplianceCase, type ComplianceStep, storeComplianceCases } from "./store-compliance.ts";
export { TEST_SCHNORR, type TestKey, testKey } from "./test-keys.ts";
export { asertTestNetwork, TEST_BITS, TEST_GENESIS_TIME, TEST_PREMINE, testNetwork } from "./test-network.ts";
