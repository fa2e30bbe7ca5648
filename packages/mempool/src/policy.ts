/**
 * Every number of the pool's policy. None of them is consensus: a block may hold what this pool refuses, and
 * nodes with other numbers stay on the same chain.
 */
import { AMOUNT_MAX, assert } from "@triad/chain";

/** Of one transaction: a tenth of a block, so that one transaction cannot crowd out a block nor hold up a check. */
export const TRANSACTION_BYTES_MAX = 100_000;
/** Signatures of one transaction: about 30 ms of checking, which is what one announcement may cost before it is known to be good. */
export const DISTINCT_KEYS_MAX = 500;
const SIGNATURE_BYTES = 64;
/** The signatures of a transaction with the most keys. */
export const SIGNATURES_BYTES_MAX = DISTINCT_KEYS_MAX * SIGNATURE_BYTES;
/** Base units of an output. Below ten times what it costs to spend it at the lowest rate, it would stay unspent for ever. */
export const DUST_AMOUNT_MIN = 1_000;
/** Base units a byte, the least that is relayed: what makes a flood cost something. */
export const FEE_RATE_MIN = 1;
/** Base units a byte above the rate of what was evicted: whoever pushes out pays again for the relay that was wasted. */
export const FEE_RATE_INCREMENT = FEE_RATE_MIN;
/** Time in which a risen minimum fee halves: about as long as it takes blocks of 1 MB to drain a full pool at one a minute. */
export const FEE_FLOOR_HALF_LIFE_MS = 3_600_000;

/** Encoded transactions in the pool; in memory they take about three times as much. */
export const POOL_BYTES_MAX = 50_000_000;
/** Entries in the pool: what small transactions take apart from their bytes (maps, sets) is bounded by their number. */
export const POOL_TRANSACTIONS_MAX = 100_000;
/** A transaction and all that it builds on in the pool. Bounds each walk through the graph of transactions. */
export const ANCESTORS_MAX = 25;
/** A transaction and all that builds on it in the pool. Bounds each walk, and what one eviction throws out. */
export const DESCENDANTS_MAX = 25;
/**
 * Of all that builds on one transaction together. Who replaces it pays for them, so this bounds what somebody else can
 * make that cost by children that pay little (pinning). BIP 431 lets a child have 1,000 bytes; so much for each of 25.
 */
export const DESCENDANTS_BYTES_MAX = 25_000;
/** Transactions that one may replace, their descendants counted: BIP 125's number. Bounds the work of judging one. */
export const REPLACED_MAX = 100;
/** After two weeks its sender has signed something else, or forgotten it. */
export const POOL_EXPIRY_MS = 14 * 24 * 3_600_000;

/** Transactions that wait for a parent. They are unpaid and unverified, so few. */
export const ORPHANS_MAX = 100;
/** Of all orphans together; at least one of the largest must fit. */
export const ORPHANS_BYTES_MAX = 2_000_000;
/** A parent that did not come within this time was not going to come: it is asked for from every announcer before. */
export const ORPHAN_EXPIRY_MS = 20 * 60_000;

/** Transactions that came before the block which makes them valid: what a block's delay lets through, not what spammers send. */
export const EARLY_MAX = 100;
/** Of all of these together; at least one of the largest must fit. */
export const EARLY_BYTES_MAX = 2_000_000;
/** New tips at which each is tried again: its sender is ahead by one block, seldom by two or three. */
export const EARLY_TIPS_MAX = 3;

/** Wtxids that were refused, each kind (for good, and until the next tip): what they save is asking and checking again. */
export const RECENT_REJECTS_MAX = 20_000;
/**
 * Wtxids whose signatures were verified and that are not in the pool, for a reorganisation of many blocks: two full pools,
 * of which the last one is remembered for certain.
 */
export const VERIFIED_MAX = 2 * POOL_TRANSACTIONS_MAX;

/** Transactions for which the operator has a wish: kept until confirmed, or until others need the place. */
export const WISHES_MAX = 1_000;
/** Base units that the operator may add to or take from a fee. Sums of the largest packages stay exact numbers. */
export const FEE_DELTA_MAX = 100_000_000_000_000;

/** What a pool may be given other numbers for: a small device, a test. */
export interface PoolLimits {
  readonly poolBytesMax: number;
  readonly poolTransactionsMax: number;
  readonly ancestorsMax: number;
  readonly descendantsMax: number;
  readonly descendantsBytesMax: number;
  readonly replacedMax: number;
  readonly orphansMax: number;
  readonly orphansBytesMax: number;
  readonly earlyMax: number;
  readonly earlyBytesMax: number;
  readonly earlyTipsMax: number;
  readonly recentRejectsMax: number;
  readonly verifiedMax: number;
  readonly wishesMax: number;
}

export const POOL_LIMITS: PoolLimits = {
  poolBytesMax: POOL_BYTES_MAX,
  poolTransactionsMax: POOL_TRANSACTIONS_MAX,
  ancestorsMax: ANCESTORS_MAX,
  descendantsMax: DESCENDANTS_MAX,
  descendantsBytesMax: DESCENDANTS_BYTES_MAX,
  replacedMax: REPLACED_MAX,
  orphansMax: ORPHANS_MAX,
  orphansBytesMax: ORPHANS_BYTES_MAX,
  earlyMax: EARLY_MAX,
  earlyBytesMax: EARLY_BYTES_MAX,
  earlyTipsMax: EARLY_TIPS_MAX,
  recentRejectsMax: RECENT_REJECTS_MAX,
  verifiedMax: VERIFIED_MAX,
  wishesMax: WISHES_MAX,
};

/** The relations between the numbers above; broken ones are a mistake of whoever set the limits. */
export function assertLimitsFit(limits: PoolLimits): void {
  assert(SIGNATURES_BYTES_MAX < TRANSACTION_BYTES_MAX, "a transaction with the most keys must be within its size");
  assert(limits.poolBytesMax >= TRANSACTION_BYTES_MAX, "the largest transaction must fit in an empty pool");
  assert(limits.orphansBytesMax >= TRANSACTION_BYTES_MAX, "the largest transaction must fit among the orphans");
  assert(limits.earlyBytesMax >= TRANSACTION_BYTES_MAX, "the largest transaction must fit among the early ones");
  for (const [name, value] of Object.entries(limits)) {
    assert(Number.isSafeInteger(value) && value >= 1, `${name} must allow at least one`);
  }
  // fees of a package come out of coins, all of which together are at most AMOUNT_MAX
  const packageMax = Math.max(limits.ancestorsMax, limits.descendantsMax);
  assert(
    packageMax * FEE_DELTA_MAX + AMOUNT_MAX <= Number.MAX_SAFE_INTEGER,
    "a package's fees must be an exact number",
  );
}
