/** What a hunt's process is told, and what it says: a line of JSON for each run. */
import type { Mutation } from "./mutation.ts";

export interface HuntRun {
  readonly scenario: string;
  readonly seed: string;
  /** Simulated. */
  readonly hours: number;
}

export interface HuntOrder {
  readonly nodes: number;
  readonly runs: readonly HuntRun[];
}

export interface RunReport extends HuntRun {
  /** Simulated, until the violation or the end. */
  readonly nodeHours: number;
  readonly found: { readonly by: string; readonly text: string } | undefined;
}

/** First seeds in short runs, since most bugs show themselves soon; later ones get more time. */
const HOURS_OF_SEED = [0.5, 0.5, 1, 1];
const HOURS_MAX = 2;

/** Each scenario with seed 1, then each with seed 2, and so on. */
export function runsOf(
  { scenarios, hours: all }: Pick<Mutation, "scenarios" | "hours">,
  runsMax: number,
): readonly HuntRun[] {
  const runs: HuntRun[] = [];
  for (let seed = 1; runs.length < runsMax; seed++) {
    const hours = all ?? HOURS_OF_SEED[seed - 1] ?? HOURS_MAX;
    runs.push(...scenarios.map((scenario) => ({ scenario, seed: String(seed), hours })));
  }
  return runs.slice(0, runsMax);
}
