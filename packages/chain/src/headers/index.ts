/**
 * @triad/chain/headers: what can be known from headers alone: work, difficulty, time, which chain has most work; and
 * what can be proven to whoever has them. A light node needs no more of consensus than this.
 */

export { filterKey, matchesFilter, outpointElement } from "../filter/block-filter.ts";
export { matchesAny } from "../filter/golomb-coded-set.ts";
export { HistoryFold } from "../history/history-fold.ts";
export type { HistoryTop } from "../history/history-tree.ts";
export { verifyBlockBody } from "../proof/block-body.ts";
export { checkCommitmentsOpening } from "../proof/commitments-opening.ts";
export { FILTER_BYTES_MAX, type FilterProof, verifyFilterProof } from "../proof/filter-proof.ts";
export {
  type HistoryPrefixProof,
  type ProvenPrefix,
  verifyHistoryPrefixProof,
} from "../proof/history-prefix-proof.ts";
export { type HistoryProof, type ProvenAncestor, verifyHistoryProof } from "../proof/history-proof.ts";
export { ProofRefusal, type ProofRefusalCode, proofRefusalCodes } from "../proof/proof-refusal.ts";
export { type TransactionProof, verifyTransactionProof } from "../proof/transaction-proof.ts";
export { acceptHeader, bitsAfter, checkHeader, type HeaderContext, type ParentPlace, placeOf } from "./check-header.ts";
export { type AsertInput, asertBits, type DifficultyInput, requiredBits } from "./difficulty.ts";
export type { HeaderEntry } from "./header-entry.ts";
export { ancestorAt, firstBlockTime, forkOf, HeaderIndex, isAncestor } from "./header-index.ts";
export { headersAfter, locatorOf } from "./locator.ts";
export { bitsOfTarget, hashAsNumber, meetsBits, targetOfBits, workOfTarget } from "./target.ts";
