/** What healing came to, as a table: a row for each size and length. */
import { tableOf } from "./markdown-table.ts";
import type { PartitionCase, PartitionResult } from "./partition.ts";
import { spreadOf } from "./spread.ts";

/** A minute leaves connections as they are; ten end them all; after thirty, dials are at their longest distance. */
const MINUTES = [1, 3, 10, 30] as const;

export function partitionCases(nodes: readonly number[]): readonly PartitionCase[] {
  return nodes.flatMap((count) => MINUTES.map((minutes) => ({ nodes: count, minutes })));
}

export interface PartitionRun {
  readonly of: PartitionCase;
  readonly result: PartitionResult;
}

export function partitionTables(runs: readonly PartitionRun[]): readonly string[] {
  const cases = [...new Map(runs.map(({ of }) => [`${of.nodes} ${of.minutes}`, of])).values()];
  const rows = cases.map(({ nodes, minutes }) => {
    const results = runs.filter(({ of }) => of.nodes === nodes && of.minutes === minutes).map(({ result }) => result);
    const times = results.flatMap(({ healedMs }) => healedMs ?? []);
    const spread = spreadOf(times);
    const lost = spreadOf(results.map(({ blocksLost }) => blocksLost));
    return [
      String(nodes),
      `${minutes} min`,
      `${times.length} of ${results.length}`,
      spread === undefined ? "-" : `${(spread.median / 1000).toFixed(1)} s`,
      spread === undefined ? "-" : `${(spread.worst / 1000).toFixed(1)} s`,
      lost === undefined ? "-" : `${lost.median}, ${lost.worst}`,
    ];
  });
  const heads = ["Nodes", "Apart", "One tip within an hour", "Median", "Worst", "Blocks given up, median and worst"];
  return ["From the moment at which the network is whole until all have one tip:", tableOf(heads, rows)];
}
