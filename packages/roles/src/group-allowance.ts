/**
 * How often strangers may do something: a bucket of tokens for each network group that they come from, and one for all
 * groups together. Connections and node keys cost nothing, addresses of many groups do: so neither is counted here.
 *
 * Invariants: at most GROUPS_MAX groups are remembered; a group that is forgotten begins again with a full bucket, but
 * the bucket of all does not, so whoever comes from ever new groups gains nothing beyond that one.
 */
import type { Now } from "./seam.ts";

/** Bounds the memory, some 100 bytes each: more groups than a node has places for connections. */
export const GROUPS_MAX = 1_024;

export interface Allowance {
  /** Of a full bucket. */
  readonly tokens: number;
  /** How long one more takes. */
  readonly tokenMs: number;
}

interface Bucket {
  tokens: number;
  sinceMs: number;
}

export class GroupAllowance {
  readonly #each: Allowance;
  readonly #all: Allowance;
  readonly #bucketOfAll: Bucket;
  /** Longest unused first. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(each: Allowance, all: Allowance) {
    this.#each = each;
    this.#all = all;
    this.#bucketOfAll = { tokens: all.tokens, sinceMs: 0 };
  }

  /** Takes a token of the group's and of the common bucket; false, and nothing is taken, when one is empty. */
  take(group: string, now: Now): boolean {
    const bucket = this.#buckets.get(group) ?? { tokens: this.#each.tokens, sinceMs: now.monotonicMs };
    this.#buckets.delete(group);
    this.#buckets.set(group, bucket);
    this.#forgetOldest();
    refill(bucket, this.#each, now);
    refill(this.#bucketOfAll, this.#all, now);
    if (bucket.tokens < 1 || this.#bucketOfAll.tokens < 1) return false;
    bucket.tokens -= 1;
    this.#bucketOfAll.tokens -= 1;
    return true;
  }

  #forgetOldest(): void {
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= GROUPS_MAX) break;
      this.#buckets.delete(oldest);
    }
  }
}

function refill(bucket: Bucket, { tokens, tokenMs }: Allowance, { monotonicMs }: Now): void {
  bucket.tokens = Math.min(tokens, bucket.tokens + Math.max(0, monotonicMs - bucket.sinceMs) / tokenMs);
  bucket.sinceMs = monotonicMs;
}
