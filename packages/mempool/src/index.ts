/**
 * @triad/mempool: the transactions that wait for a block, and the policy of which ones may wait here.
 *
 * Responsible for: policy limits and their reject codes, the pool with its graph of dependent transactions,
 * orphans, recent rejects, eviction, what follows from blocks that connect and disconnect, the operator's
 * wishes and the choice of transactions for the next block, estimates of
 * fees. It checks no signatures: it hands out the checks.
 * Depends on: chain, protocol, crypto.
 *
 * A transaction's way: consider (cheap checks first) -> the caller has the signatures checked -> add or refuse.
 * After a reorganisation: blockDisconnected and blockConnected for each block in order, then consider and add what
 * the disconnected blocks gave back (the lowest block's first), then recheck.
 */
export { FEE_TARGETS, type FeeEstimate, FeeEstimator } from "./fee-estimator.ts";
export { FeeHistogram, type FeeStep } from "./fee-histogram.ts";
export { Mempool, type MempoolOptions } from "./mempool.ts";
export * from "./policy.ts";
export {
  PolicyReject,
  type PolicyRejectCode,
  type PolicyRejectLasts,
  policyReject,
  policyRejectTable,
} from "./policy-reject.ts";
export { feeRate, modifiedFeeRate, type PackageTotals, type PoolEntry } from "./pool-entry.ts";
export type { PoolWatch } from "./pool-graph.ts";
export type {
  Addition,
  AnyReject,
  Connection,
  Consideration,
  PoolChain,
  PoolTime,
  SelectedEntry,
  Wish,
  WishChoice,
} from "./verdicts.ts";
