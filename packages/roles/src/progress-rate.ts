/**
 * How quickly something comes along: the average of the last RATE_WINDOW_MS, so that one slow batch or one quick second
 * doesn't throw the estimate about. There is no rate before RATE_GROUND_MS, and none while nothing moves: what is left
 * is unknown then, and said to be.
 */

/** Long enough to smooth what comes in batches, short enough to follow a peer that became slow. */
const RATE_WINDOW_MS = 60_000;
/** Less than this is no ground for an estimate. */
const RATE_GROUND_MS = 5_000;
const SAMPLE_EVERY_MS = 1_000;

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

export class ProgressRate {
  /** Oldest first, at most one for each SAMPLE_EVERY_MS of the window. */
  #samples: Sample[] = [];

  /** What was done before belongs to something else. */
  clear(): void {
    this.#samples = [];
  }

  note(done: number, atMs: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && atMs - last.atMs < SAMPLE_EVERY_MS) return;
    this.#samples.push({ atMs, done });
    const tooOld = this.#samples.findIndex((sample) => atMs - sample.atMs <= RATE_WINDOW_MS);
    if (tooOld > 0) this.#samples.splice(0, tooOld);
  }

  /** Undefined: there is no ground to say. */
  perSecond(done: number, atMs: number): number | undefined {
    const [first] = this.#samples;
    if (first === undefined || atMs - first.atMs < RATE_GROUND_MS || done <= first.done) return undefined;
    return ((done - first.done) * 1_000) / (atMs - first.atMs);
  }
}
