/**
 * When the worker threads of a pool that end by themselves are started again, and what is told of it.
 *
 * A thread that was of use is replaced soon. One that ends again and again without having been of any use, be it for
 * want of memory or of threads, is started ever more seldom: starting it keeps the machine busy and fills the log.
 */

/** Soon, and yet not so often that starting a thread that dies at once takes the machine's time. */
const RESTART_MS = 250;
/** Want of memory may pass: a minute later is soon enough then. */
const RESTART_MS_MAX = 60_000;
/** Failures in a row of which each is told; later ones are told once in RESTART_MS_MAX for the whole pool. */
const TOLD_FAILURES_MAX = 3;
/** A thread that has failed so often in a row, for half a minute, can't be started on this machine as it is. */
const FAILURES_MAX = 8;

export interface Restart {
  readonly afterMs: number;
  readonly isTold: boolean;
}

export class WorkerRestarts {
  /** In a row, by the number of the thread. */
  readonly #failures: number[];
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(threads: number) {
    this.#failures = Array.from({ length: threads }, () => 0);
  }

  wasOfUse(thread: number): void {
    this.#failures[thread] = 0;
  }

  /** The thread ended, or could not be started; `nowMs` is monotonic. */
  ended(thread: number, nowMs: number): Restart {
    const failures = (this.#failures[thread] ?? 0) + 1;
    this.#failures[thread] = failures;
    const afterMs = Math.min(RESTART_MS * 2 ** (failures - 1), RESTART_MS_MAX);
    const isTold = failures <= TOLD_FAILURES_MAX || nowMs >= this.#toldAtMs + RESTART_MS_MAX;
    if (isTold) this.#toldAtMs = nowMs;
    return { afterMs, isTold };
  }

  /** No thread of the pool can be started, as far as trying tells. */
  get allFail(): boolean {
    return this.#failures.every((failures) => failures >= FAILURES_MAX);
  }
}
