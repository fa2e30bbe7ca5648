/**
 * What fee rate gets a transaction into a block in time, learned from what was confirmed.
 *
 * The method is that of Bitcoin Core's CBlockPolicyEstimator (src/policy/fees, written down by Alex Morcos in
 * https://gist.github.com/morcos/d3637f015bc4e607e1fd10d8351e9f41), with two horizons instead of three: each
 * transaction that entered the pool is followed until a block holds it or it leaves; the answer for n blocks is the
 * lowest rate of which nearly all were confirmed within n. Only transactions that were seen waiting count: what a miner
 * puts into its own blocks unseen says nothing, so nobody can raise the estimates without paying these fees.
 *
 * Not followed: what builds on an unconfirmed transaction, or is confirmed together with a child that may have paid
 * for it; its own rate was not what counted. Bounded by the pool's size and by two tables of fixed size.
 */
import type { HashKey } from "@triad/chain";
import { bucketOf, FeeTrack } from "./fee-track.ts";

/** Targets of the answer, in blocks: those of Esplora's `fee-estimates`. */
export const FEE_TARGETS: readonly number[] = [...Array.from({ length: 25 }, (_, index) => index + 1), 144, 504, 1008];
/** Half of the weight is of the last 69 blocks: about an hour of one-minute blocks. */
const SHORT = { blocksPerPeriod: 1, periods: 25, decay: 0.99 };
/** Half of the weight is of the last 1,386 blocks: about a day. */
const LONG = { blocksPerPeriod: 72, periods: 14, decay: 0.9995 };
const FORMAT = 1;
/** Format and height. */
const HEAD_BYTES = 5;

interface Followed {
  readonly feeRate: number;
  readonly bucket: number;
  /** Of the tip when it came. */
  readonly height: number;
}

export interface FeeEstimate {
  readonly blocks: number;
  /** Base units a byte. */
  readonly feeRate: number;
}

export class FeeEstimator {
  readonly #short = new FeeTrack(SHORT);
  readonly #long = new FeeTrack(LONG);
  readonly #followed = new Map<HashKey, Followed>();
  #height = 0;
  #answer: { readonly height: number; readonly estimates: readonly FeeEstimate[] } | undefined;

  /** It entered the pool, on its own merits, while the tip was the network's; `height`: of that tip. */
  added(txid: HashKey, feeRate: number, height: number): void {
    if (feeRate > 0) this.#followed.set(txid, { feeRate, bucket: bucketOf(feeRate), height });
  }

  /** It left the pool, and not into a block. */
  removed(txid: HashKey): void {
    const left = this.#followed.get(txid);
    if (left === undefined) return;
    this.#followed.delete(txid);
    const waited = Math.max(0, this.#height - left.height);
    this.#short.failed(left.feeRate, waited);
    this.#long.failed(left.feeRate, waited);
  }

  /** `helped`: was it confirmed together with one that builds on it? */
  blockConnected(height: number, confirmed: readonly { readonly txid: HashKey; readonly helped: boolean }[]): void {
    const isNew = height > this.#height;
    if (isNew) {
      const blocks = this.#height === 0 ? 1 : height - this.#height;
      this.#short.decay(blocks);
      this.#long.decay(blocks);
      this.#height = height;
    }
    for (const { txid, helped } of confirmed) {
      const { feeRate, height: since } = this.#followed.get(txid) ?? { feeRate: 0, height: 0 };
      // blocks of a reorganisation come for the second time: how long these had waited is no measure
      const waited = this.#followed.delete(txid) && isNew && !helped ? height - since : 0;
      if (waited <= 0) continue;
      this.#short.confirmed(feeRate, waited);
      this.#long.confirmed(feeRate, waited);
    }
  }

  /** Forgets who left without a word, as some do in a reorganisation. O(followed): for once in some blocks. */
  keepOnly(isHere: (txid: HashKey) => boolean): void {
    for (const txid of this.#followed.keys()) if (!isHere(txid)) this.#followed.delete(txid);
  }

  /** For those of FEE_TARGETS of which enough is known; no rate is above that of a shorter wait. */
  estimates(): readonly FeeEstimate[] {
    if (this.#answer?.height !== this.#height) {
      this.#answer = { height: this.#height, estimates: this.#estimateAll() };
    }
    return this.#answer.estimates;
  }

  /** Within so many blocks; undefined: too little is known. */
  estimate(blocks: number): number | undefined {
    return this.estimates().findLast((each) => each.blocks <= blocks)?.feeRate;
  }

  get followedCount(): number {
    return this.#followed.size;
  }

  /** What was learned. Transactions that wait are not part of it: how long a program stood still is no measure. */
  save(): Uint8Array {
    const sums = [...this.#short.save(), ...this.#long.save()];
    const bytes = new Uint8Array(HEAD_BYTES + 4 * sums.length);
    const view = new DataView(bytes.buffer);
    view.setUint8(0, FORMAT);
    view.setUint32(1, this.#height, true);
    for (const [at, sum] of sums.entries()) view.setFloat32(HEAD_BYTES + 4 * at, sum, true);
    return bytes;
  }

  /** False, and nothing is known: these bytes are not what `save` made. */
  restore(bytes: Uint8Array): boolean {
    const { length } = this.#short;
    if (bytes.length !== HEAD_BYTES + 4 * (length + this.#long.length) || bytes[0] !== FORMAT) return false;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const sums = new Float64Array((bytes.length - HEAD_BYTES) / 4);
    for (const at of sums.keys()) sums[at] = view.getFloat32(HEAD_BYTES + 4 * at, true);
    if (!this.#short.restore(sums.subarray(0, length)) || !this.#long.restore(sums.subarray(length))) return false;
    this.#height = view.getUint32(1, true);
    return true;
  }

  #estimateAll(): readonly FeeEstimate[] {
    const waits = this.#waitsByBucket();
    const waiting = (bucket: number, blocks: number): number =>
      (waits.get(bucket) ?? []).filter((waited) => waited >= blocks).length;
    const estimates: FeeEstimate[] = [];
    let last: number | undefined;
    for (const blocks of FEE_TARGETS) {
      const track = blocks <= SHORT.periods ? this.#short : this.#long;
      const own = track.estimate(blocks, waiting);
      // what is quick enough for a shorter wait is so for a longer one
      last = Math.min(own ?? Number.POSITIVE_INFINITY, last ?? Number.POSITIVE_INFINITY);
      if (!Number.isFinite(last)) last = undefined;
      else estimates.push({ blocks, feeRate: last });
    }
    return estimates;
  }

  /** Of those that wait now. Gathered once a block. */
  #waitsByBucket(): ReadonlyMap<number, readonly number[]> {
    const waits = new Map<number, number[]>();
    for (const { bucket, height } of this.#followed.values()) {
      const waited = this.#height - height;
      const own = waits.get(bucket);
      if (own === undefined) waits.set(bucket, [waited]);
      else own.push(waited);
    }
    return waits;
  }
}
