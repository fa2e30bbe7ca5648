/**
 * How long transactions of each fee rate waited, remembered with weights that fall from block to block.
 *
 * Rates are gathered in buckets. For each bucket and each period it is known how many were confirmed within so many
 * blocks, and how many had left the pool unconfirmed after waiting for longer. All are sums of weights, and each weight
 * is multiplied by `decay` with every block: what is long ago counts little, and nothing has to be kept of it.
 */

/** Lowest rates of the buckets, base units a byte: a tenth apart. Above the last one nobody has to be told apart. */
const BUCKET_RATIO = 1.1;
const BUCKETS = 98;
/** Weights of fewer transactions say nothing about the next one. */
const ENOUGH = 10;
/** Of the transactions of a rate, so many must have been in time (Bitcoin Core's threshold for an economical estimate). */
const IN_TIME = 0.85;
/** What of a sum is too little to be kept apart from nothing. */
const NOTHING = 1e-6;

const LOWEST = Array.from({ length: BUCKETS }, (_, bucket) => BUCKET_RATIO ** bucket);

/** Of a rate of at least 1. */
export function bucketOf(feeRate: number): number {
  let low = 0;
  let high = BUCKETS - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (feeRate >= (LOWEST[middle] as number)) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface TrackShape {
  readonly blocksPerPeriod: number;
  readonly periods: number;
  readonly decay: number;
}

/** Of transactions that wait now: how many of this bucket have waited for at least so many blocks. */
export type WaitingCount = (bucket: number, blocks: number) => number;

export class FeeTrack {
  readonly shape: TrackShape;
  /** Numbers in all, for saving. */
  readonly length: number;
  /** total, then sums of rates, of each bucket; then confirmed in time and failed, of each period and bucket. */
  readonly #sums: Float64Array;
  /** Blocks whose decay is still to be done: a node that catches up connects thousands, and asks nothing meanwhile. */
  #owedBlocks = 0;

  constructor(shape: TrackShape) {
    this.shape = shape;
    this.length = BUCKETS * (2 + 2 * shape.periods);
    this.#sums = new Float64Array(this.length);
  }

  decay(blocks: number): void {
    this.#owedBlocks += blocks;
  }

  confirmed(feeRate: number, waitedBlocks: number): void {
    this.#decayNow();
    const bucket = bucketOf(feeRate);
    this.#add(bucket, 1);
    this.#add(BUCKETS + bucket, feeRate);
    const { blocksPerPeriod, periods } = this.shape;
    for (let period = Math.ceil(waitedBlocks / blocksPerPeriod) - 1; period < periods; period++) {
      this.#add(this.#confirmedAt(period, bucket), 1);
    }
  }

  /** Left the pool, and into no block. Speaks against its rate for every wait that it had been through. */
  failed(feeRate: number, waitedBlocks: number): void {
    this.#decayNow();
    const bucket = bucketOf(feeRate);
    const { blocksPerPeriod, periods } = this.shape;
    const through = Math.min(periods, Math.floor(waitedBlocks / blocksPerPeriod));
    for (let period = 0; period < through; period++) this.#add(this.#failedAt(period, bucket), 1);
  }

  /**
   * The lowest rate for which enough were in time: from the highest bucket downwards, buckets are put together until
   * they hold enough, and it ends where such a group was not in time. Undefined: too little is known.
   */
  estimate(blocks: number, waiting: WaitingCount): number | undefined {
    this.#decayNow();
    const period = Math.ceil(blocks / this.shape.blocksPerPeriod) - 1;
    let best: readonly number[] | undefined;
    let group: number[] = [];
    let [total, inTime, late] = [0, 0, 0];
    for (let bucket = BUCKETS - 1; bucket >= 0; bucket--) {
      group.push(bucket);
      total += this.#at(bucket);
      inTime += this.#at(this.#confirmedAt(period, bucket));
      late += this.#at(this.#failedAt(period, bucket)) + waiting(bucket, blocks);
      if (total + late < ENOUGH) continue;
      if (inTime / (total + late) < IN_TIME) break;
      best = group;
      group = [];
      [total, inTime, late] = [0, 0, 0];
    }
    return best && this.#medianRate(best);
  }

  save(): Float64Array {
    this.#decayNow();
    return this.#sums.slice();
  }

  /** False, and nothing is changed: these are not of such a track. */
  restore(sums: Float64Array): boolean {
    if (sums.length !== this.length || sums.some((sum) => !(sum >= 0 && sum < 1e15))) return false;
    this.#sums.set(sums);
    this.#owedBlocks = 0;
    return true;
  }

  #decayNow(): void {
    if (this.#owedBlocks === 0) return;
    const kept = this.shape.decay ** this.#owedBlocks;
    this.#owedBlocks = 0;
    for (let at = 0; at < this.length; at++) {
      const sum = this.#at(at) * kept;
      this.#sums[at] = sum < NOTHING ? 0 : sum;
    }
  }

  /** The mean rate of the bucket in which the group's middle transaction is. */
  #medianRate(group: readonly number[]): number | undefined {
    const all = group.reduce((sum, bucket) => sum + this.#at(bucket), 0);
    let seen = 0;
    for (const bucket of group) {
      const own = this.#at(bucket);
      seen += own;
      if (own > 0 && seen >= all / 2) return this.#at(BUCKETS + bucket) / own;
    }
    return undefined;
  }

  #confirmedAt(period: number, bucket: number): number {
    return BUCKETS * (2 + period) + bucket;
  }

  #failedAt(period: number, bucket: number): number {
    return BUCKETS * (2 + this.shape.periods + period) + bucket;
  }

  #at(index: number): number {
    return this.#sums[index] ?? 0;
  }

  #add(index: number, by: number): void {
    this.#sums[index] = this.#at(index) + by;
  }
}
