/** The figures of synchronisations as rows that every bench of them shows. */
import type { BenchReport, Table } from "./bench.ts";
import { median } from "./median.ts";
import { profileTables } from "./profile/profile-tables.ts";
import type { SyncFigures, SyncResult } from "./sync-run.ts";

type Row = readonly (string | number)[];

/** A figure of one run, by what the rows of a bench ask for. */
export type Pick = (figures: SyncFigures) => number;

/** `rows`: made with the median of each figure; `rates` join the data under their names. */
export function syncReport(
  { runs, profileFile, chain }: SyncResult,
  title: string,
  rates: Readonly<Record<string, Pick>>,
  rows: (of: (pick: Pick) => number) => readonly Row[],
  notes: readonly string[],
): BenchReport {
  const of = (pick: Pick): number => median(runs.map(pick));
  const table: Table = {
    title,
    columns: ["", "Triad", "Bitcoin Core", "bcoin"],
    rows: [...rows(of), ...commonRows(of)],
    notes: [...notes, ...(runs.length > 1 ? [`Median of ${runs.length} runs.`] : [])],
  };
  const data = {
    shape: chain.shape,
    ...Object.fromEntries(Object.entries(rates).map(([name, pick]) => [name, of(pick)])),
    runs,
  };
  return { tables: [table, ...(profileFile === undefined ? [] : profileTables(profileFile))], data };
}

function commonRows(of: (pick: Pick) => number): readonly Row[] {
  return [
    ["seconds", of((run) => run.seconds), "", ""],
    ["CPU seconds", of((run) => run.cpuSeconds), "", ""],
    ["of these on the main thread", of((run) => run.mainThreadSeconds), "", ""],
    ["CPU seconds of the serving node", of((run) => run.servingCpuSeconds), "", ""],
    ["memory before, MB", of((run) => run.idleMb), "", ""],
    ["of the peak: objects of the main thread, at most, MB", of((run) => run.memory.heapMb), "", ""],
    ["of the peak: buffers of the main thread, at most, MB", of((run) => run.memory.buffersMb), "", ""],
    ["event loop delay, median, ms", of((run) => run.delays.medianMs), "", ""],
    ["event loop delay, 99th percentile, ms", of((run) => run.delays.p99Ms), "", ""],
    ["event loop delay, worst, ms", of((run) => run.delays.worstMs), "", ""],
    ["process start to first answer, ms", of((run) => run.readyMs), "", ""],
    ["ordered stop with the last commit, ms", of((run) => run.stopMs), "", ""],
  ];
}
