/**
 * How many bytes of the pool pay at least which rate: what explorers draw, and what wallets read to choose a fee.
 *
 * Steps are those of Esplora (electrs, `make_fee_histogram`): from the highest rate down, each is closed as soon as it
 * holds more than FEE_STEP_BYTES and the rate changes. So there are at most as many as the pool has bytes for.
 */
import type { PoolEntry } from "./pool-entry.ts";

/** A twentieth of a block of 1 MB: fine enough to see where the next block ends. Esplora's VSIZE_BIN_WIDTH. */
export const FEE_STEP_BYTES = 50_000;

export interface FeeStep {
  /** The lowest in it, base units a byte; the highest step has no upper bound. */
  readonly feeRate: number;
  readonly bytes: number;
}

/** Of a pool, computed when it is asked for, and again only after a change. */
export class FeeHistogram {
  readonly #pool: HistogramSource;
  #revision = -1;
  #steps: readonly FeeStep[] = [];

  constructor(pool: HistogramSource) {
    this.#pool = pool;
  }

  steps(): readonly FeeStep[] {
    if (this.#revision !== this.#pool.revision) {
      this.#steps = feeHistogram(this.#pool.entries());
      this.#revision = this.#pool.revision;
    }
    return this.#steps;
  }
}

interface HistogramSource {
  readonly revision: number;
  entries(): Iterable<PoolEntry>;
}

/** Of fees as they are paid, whatever the operator wishes. O(n log n) for n entries. */
export function feeHistogram(entries: Iterable<PoolEntry>): readonly FeeStep[] {
  const rates = Array.from(entries, ({ fee, bytes }) => ({ feeRate: fee / bytes, bytes }));
  rates.sort((a, b) => b.feeRate - a.feeRate);
  const steps: FeeStep[] = [];
  let step: FeeStep | undefined;
  for (const { feeRate, bytes } of rates) {
    if (step !== undefined && step.bytes > FEE_STEP_BYTES && step.feeRate !== feeRate) {
      steps.push(step);
      step = undefined;
    }
    step = { feeRate, bytes: (step?.bytes ?? 0) + bytes };
  }
  return step === undefined ? steps : [...steps, step];
}
