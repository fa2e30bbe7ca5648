/** What an operator sees of the pool: plain JSON, amounts in base units. */

export interface PoolView {
  readonly transactions: number;
  readonly bytes: number;
  readonly fees: number;
  /** Base units a byte that a transaction must pay now to get in. It rises when the pool is full. */
  readonly feeRateMin: number;
  readonly nextBlock: NextBlockView;
  readonly entries: readonly PoolEntryView[];
}

export interface PoolSummaryView {
  readonly transactions: number;
  readonly bytes: number;
  readonly fees: number;
  readonly feeRateMin: number;
  /** What pays how much, highest rate first; each step's rate is the lowest in it, base units a byte. */
  readonly feeHistogram: readonly FeeStepView[];
}

export interface FeeStepView {
  readonly feeRate: number;
  readonly bytes: number;
}

export interface RecentTransactionView {
  readonly txid: string;
  readonly fee: number;
  readonly bytes: number;
  /** Of all outputs together, base units. */
  readonly amount: number;
}

/** As it would be now. Without the coinbase. */
export interface NextBlockView {
  readonly transactions: number;
  readonly bytes: number;
  /** What a block has for transactions. */
  readonly bytesMax: number;
  /** Base units. */
  readonly fees: number;
  /** What a choice by fees alone would bring more: the price of the operator's wishes. */
  readonly feesGivenUp: number;
}

/** What a wish changed, before anything is mined. */
export interface WishView {
  readonly txid: string;
  readonly wish: "include" | "exclude" | "none";
  readonly feeDelta: number;
  /** False: it counts when the transaction comes. */
  readonly inPool: boolean;
  readonly before: NextBlockView;
  readonly after: NextBlockView;
  /** Brought into the next block by this wish, and pushed out of it; the first 50 of each. */
  readonly entered: readonly WishChangeView[];
  readonly left: readonly WishChangeView[];
}

export interface WishChangeView {
  readonly txid: string;
  readonly fee: number;
  readonly bytes: number;
}

export interface PoolEntryView {
  readonly txid: string;
  readonly wtxid: string;
  readonly bytes: number;
  readonly fee: number;
  /** Base units a byte. */
  readonly feeRate: number;
  readonly ageSeconds: number;
  readonly dependsOn: readonly string[];
  readonly wish: "include" | "exclude" | "none";
  readonly feeDelta: number;
  /** Place in the next block, from 1; null when it isn't in it. */
  readonly place: number | null;
  /**
   * Why it isn't: kept out by the operator; builds on such a one; the block is full of what pays more for its bytes.
   */
  readonly held: "excluded" | "after-excluded" | "block-full" | null;
}

/** Rates in base units a byte. */
export interface FeesView {
  /** What a transaction must pay now to get into the pool. */
  readonly feeRateMin: number;
  /** Shortest wait first; targets of which too little is known are missing. */
  readonly estimates: readonly FeeEstimateView[];
  /** What the wallet pays unless it is told a rate. */
  readonly chosen: FeeEstimateView;
}

export interface FeeEstimateView {
  /** Confirmed within so many blocks. */
  readonly blocks: number;
  readonly feeRate: number;
}
