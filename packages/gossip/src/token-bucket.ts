/**
 * A bound on how often something may happen: so often at once, and so often a second in the long run.
 *
 * State: the tokens left, and when they were last counted. Events: take, give back (by time alone).
 * Invariant: within any span of t seconds at most `burst + t × perSecond` are taken.
 */

export interface Rate {
  /** Taken at once when nothing was taken for long. */
  readonly burst: number;
  readonly perSecond: number;
}

export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #countedMs: number;

  /** Full. `nowMs`: monotonic. */
  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#countedMs = nowMs;
  }

  /** False: there were not so many left, and none is taken. */
  take(count: number, nowMs: number): boolean {
    this.#count(nowMs);
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }

  /** Nothing was taken for so long that a new bucket would be no different. */
  isFull(nowMs: number): boolean {
    this.#count(nowMs);
    return this.#tokens >= this.#rate.burst;
  }

  #count(nowMs: number): void {
    const { burst, perSecond } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#countedMs) / 1000) * perSecond);
    this.#countedMs = nowMs;
  }
}
