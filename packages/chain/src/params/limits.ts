/** Consensus limits that are the same on every network. Each one is a rule: changing it makes another chain. */

/** Base units in a coin, as in Bitcoin. */
export const COIN = 100_000_000;
/** No output, and no sum of outputs, is above this: 21 million coins, below 2^53 so that sums are exact numbers. */
export const AMOUNT_MAX = 2_100_000_000_000_000;
export const MEMO_BYTES_MAX = 256;
/** Room for height, extra nonces and the miner's text; at least 64, so that a coinbase is longer than an inner node. */
export const COINBASE_MEMO_BYTES_MIN = 64;
export const TRANSACTION_VERSION = 1;
/** From this many halvings on the subsidy is 0; 2^53 is above any subsidy, so it is the last shift that matters. */
export const HALVINGS_MAX = 53;
/** `maxFuture` is ten block times, but never more than ten minutes. */
export const FUTURE_SECONDS_MAX = 600;
/** A half-life is so many times `maxFuture` at least: a shorter one would let a miner gain from times ahead of the clock. */
export const HALF_LIFE_FUTURES_MIN = 6;
/** Of a genesis message: with the height it fits in a memo. */
export const GENESIS_MESSAGE_BYTES_MAX = 252;

/** `maxFuture`: seconds that a header's time may be ahead of the clock, with so many from block to block. */
export function maxFutureSeconds(spacing: number): number {
  return Math.min(FUTURE_SECONDS_MAX, 10 * spacing);
}
