/** The figures of a run: how even its blocks came, and how soon it was itself again after a change. */
import type { Run } from "./simulate.ts";

export interface SpacingFigures {
  /** Seconds, all of them. */
  readonly mean: number;
  readonly deviation: number;
  readonly percentile99: number;
  readonly longest: number;
}

export function spacingFigures({ spacing }: Pick<Run, "spacing">): SpacingFigures {
  return {
    mean: meanOf(spacing),
    deviation: deviationOf(spacing),
    percentile99: percentileOf(spacing, 99),
    longest: percentileOf(spacing, 100),
  };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the population, not of a sample. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

/** The nearest rank: the smallest value that at least so many percent of all do not exceed. */
export function percentileOf(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError("a percentile of nothing");
  return value;
}

export interface Recovery {
  readonly blocks: number;
  readonly seconds: number;
}

/** How near to the spacing the expectation must be again; one block's own time is chance and says nothing. */
const NEAR = 0.1;

/**
 * From the first block sought under a changed hash rate to the first whose expected time is within a tenth of the
 * spacing. Undefined when no block of the run is.
 */
export function recoveryAfter(
  run: Pick<Run, "spacing" | "expected">,
  changedAt: number,
  spacing: number,
): Recovery | undefined {
  let seconds = 0;
  for (let index = changedAt - 1; index < run.expected.length; index++) {
    const expected = run.expected[index] ?? 0;
    if (Math.abs(expected - spacing) <= spacing * NEAR) return { blocks: index - (changedAt - 1), seconds };
    seconds += run.spacing[index] ?? 0;
  }
  return undefined;
}
