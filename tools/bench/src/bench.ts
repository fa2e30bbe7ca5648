/** What a bench is. A new one is a file that exports a `Bench`, and a row in all-benches.ts. */

export interface Bench {
  /** As on the command line. */
  readonly name: string;
  /** What it measures, in a line. */
  readonly summary: string;
  /** Its own options, a line each, as `--help` shows them; `--json` and `--help` belong to every bench. */
  readonly options: readonly string[];
  /**
   * Measures. `args`: what followed the name, without `--json`. `tell`: progress, for a person who waits.
   * @throws UsageError where `args` are wrong
   */
  run(args: readonly string[], tell: (line: string) => void): Promise<BenchReport>;
}

export interface BenchReport {
  /** For people. */
  readonly tables: readonly Table[];
  /** The same as plain values with units in their names, for `--json`. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells as columns; numbers are printed with a thousands separator and at most one digit after the point. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Below the table: what a reader must know to trust or repeat it. */
  readonly notes?: readonly string[];
}

/** The message says what is wrong on the command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
