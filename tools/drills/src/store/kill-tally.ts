/** What the kills of a drill hit and what they left, as a table. */
import { worst } from "../wait-until.ts";

/** What the process was doing that was killed. */
export const PHASES = [
  "start",
  "import",
  "synchronising",
  "coin cache",
  "reorganisation",
  "reindex",
  "pruning",
  "stopping",
] as const;

export type Phase = (typeof PHASES)[number];

export interface KillResult {
  readonly phase: Phase;
  readonly isSound: boolean;
  /** Bodies were stored whose coins were not. */
  readonly bodiesAhead: number;
  /** Blocks that the process had told of and the directory lacks; undefined where it told nothing. */
  readonly blocksLost: number | undefined;
}

export class KillTally {
  readonly results: KillResult[] = [];
  /** From a process's start to its first answer. */
  readonly restartMs: number[] = [];

  add(result: KillResult): void {
    this.results.push(result);
  }

  /** A line for each phase that was hit, and one for all. */
  table(): readonly string[] {
    const rows = PHASES.flatMap((phase) => {
      const of = this.results.filter((result) => result.phase === phase);
      return of.length === 0 ? [] : [row(phase, of)];
    });
    return [
      "killed while     | kills | sound | bodies ahead of coins | blocks lost: all | worst",
      ...rows,
      row("all", this.results),
    ];
  }
}

function row(name: string, results: readonly KillResult[]): string {
  const lost = results.flatMap(({ blocksLost }) => (blocksLost === undefined ? [] : [blocksLost]));
  const cells = [
    name.padEnd(16),
    String(results.length).padStart(5),
    String(results.filter(({ isSound }) => isSound).length).padStart(5),
    String(results.filter(({ bodiesAhead }) => bodiesAhead > 0).length).padStart(21),
    (lost.length === 0 ? "-" : String(lost.reduce((sum, n) => sum + n, 0))).padStart(16),
    (lost.length === 0 ? "-" : String(worst(lost))).padStart(5),
  ];
  return cells.join(" | ");
}
