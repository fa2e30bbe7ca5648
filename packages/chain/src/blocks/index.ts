/**
 * @triad/chain/blocks: the whole chain with its coins. Read in this order: block-alone, transaction-alone,
 * block-intake, transaction-in-context, connect-block, coin-layers, block-chain.
 */

export { IndexFollower } from "../address-index/index-follower.ts";
export type {
  IndexedTransaction,
  IndexTip,
  OwnerCoin,
  OwnerPayment,
  OwnerTotals,
} from "../address-index/index-rows.ts";
export { indexTip, ownerCoins, ownerPayments, ownerTotals, placeOfTransaction } from "../address-index/read-index.ts";
export { readIndexedTransactions } from "../address-index/read-transactions.ts";
export { blockFilter, filterHash, filterKey, outpointElement } from "../filter/block-filter.ts";
export { isSameFilterRow, readFilterRow, writeFilterRow } from "../filter/filter-row.ts";
export { matchesAny, readGolombCodedSet, writeGolombCodedSet } from "../filter/golomb-coded-set.ts";
export type { HistoryNodes } from "../history/history-tree.ts";
export { historyNodesOf } from "../history/stored-history.ts";
export { openCommitments } from "../proof/commitments-opening.ts";
export { makeFilterProof } from "../proof/filter-proof.ts";
export { makeHistoryPrefixProof } from "../proof/history-prefix-proof.ts";
export { makeHistoryProof } from "../proof/history-proof.ts";
export { makeTransactionProof } from "../proof/transaction-proof.ts";
export type { CommitContents } from "../store/store-overlay.ts";
export { type BlockAlone, type BlockBody, checkBlockAlone, isCommittedTo, readBlockBody } from "./block-alone.ts";
export {
  BlockChain,
  UNVERIFIED_BLOCKS_MAX,
} from "./block-chain.ts";
export type { BlockOutcome } from "./block-intake.ts";
export type { ChainEvent } from "./chain-event.ts";
export { LAYER_LIMITS, type LayerLimits } from "./coin-layers.ts";
export { type Commitments, coinbaseHeight, coinbaseMemo, commitmentsRoot } from "./coinbase.ts";
export type { ConnectedBlock, ConnectedTransaction } from "./connected-block.ts";
export { signatureChecks, signatureHash, signingKeys } from "./signature-hash.ts";
export { subsidyAt } from "./subsidy.ts";
export { checkTransactionAlone, isCoinbase } from "./transaction-alone.ts";
export {
  checkTransactionInContext,
  type TransactionContext,
  type TransactionSpend,
} from "./transaction-in-context.ts";
