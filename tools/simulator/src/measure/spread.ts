/** How many values lie: median, worst, and the time at which a part of the nodes had something. */

/** Undefined when there are none. Of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  return atPart(values, 0.5);
}

/** The least value that at least this part of them does not exceed. `part`: above 0, at most 1. */
export function atPart(values: readonly number[], part: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

export function worst(values: readonly number[]): number | undefined {
  return atPart(values, 1);
}

export interface Spread {
  readonly median: number;
  readonly worst: number;
}

/** Undefined when there are none. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const [middle, last] = [median(values), worst(values)];
  return middle === undefined || last === undefined ? undefined : { median: middle, worst: last };
}
