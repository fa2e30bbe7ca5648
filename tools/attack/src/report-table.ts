/** The results for people, as a table of Markdown: it goes into docs/security.md as it is. */
import type { AttackResult } from "./measure-attack.ts";

const COLUMNS = [
  "attack",
  "sent",
  "resident memory MB: start, peak, end",
  "kept after collection MB: start, end",
  "honest blocks ms, median (worst): before, during",
  "log kB",
  "how connections ended",
  "verdict",
];

export function reportTable(results: readonly AttackResult[]): string {
  const rows = results.map((result) => rowOf(result));
  return [COLUMNS, COLUMNS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf(result: AttackResult): readonly string[] {
  const { sent, resident, kept, blocksBefore, blocksDuring } = result;
  const times = [blocksBefore, blocksDuring].map(({ medianMs, worstMs }) => `${whole(medianMs)} (${whole(worstMs)})`);
  const ends = result.ends.map(([code, count]) => `${code} ${grouped(count)}`).join(", ");
  return [
    `\`${result.attack}\``,
    `${grouped(sent.connections)} connections, ${grouped(sent.frames)} frames, ${megabytes(sent.bytes)} MB in ${whole(result.seconds)} s`,
    [resident.start, resident.peak, resident.end].map(megabytes).join(", "),
    [kept.start, kept.end].map(megabytes).join(", "),
    times.join(", "),
    whole(result.logBytes / 1000),
    ends === "" ? "–" : ends,
    result.problems.length === 0 ? "ok" : `FAILED: ${result.problems.join("; ")}`,
  ];
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined || Number.isNaN(bytes) ? "?" : whole(bytes / 1e6);
}

function whole(value: number): string {
  return value.toFixed(0);
}

function grouped(count: number): string {
  return count.toLocaleString("en-GB");
}
