/** Tables and lists of facts that fit the terminal: first columns shrink, then the least important ones go. */
import { printable } from "./printable.ts";
import { shortenEnd, shortenMiddle, widthOf, wrap } from "./text-width.ts";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: "left" | "right";
  /** Cells may be cut down to this many characters; without it they are never cut. */
  readonly shrinkTo?: number;
  readonly shorten?: "end" | "middle";
  /** When even the cut table is too wide, the column with the highest rank is left out; one without always stays. */
  readonly dropRank?: number;
}

const GAP = "  ";

/** The titles, then a line for each row; none is longer than `width`. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): string[] {
  let kept = columns;
  let widths = fitWidths(rows, kept, width);
  for (let next = leastImportant(kept); totalOf(widths) > width && next !== undefined; next = leastImportant(kept)) {
    const dropped = next;
    kept = kept.filter((column) => column !== dropped);
    widths = fitWidths(rows, kept, width);
  }
  const titles = kept.map(({ title }) => title);
  const lines = [titles, ...rows.map((row) => kept.map((column) => printable(column.cell(row))))];
  return lines.map((cells) => {
    const padded = cells.map((cell, index) => padCell(cell, kept[index], widths[index] ?? 0));
    return shortenEnd(padded.join(GAP).trimEnd(), width);
  });
}

/**
 * `label  value` lines; a value that is too long goes on below itself. A hash or an address that only the whole width
 * has room for gets a line of its own, where it can be copied whole.
 */
export function formatFacts(facts: readonly (readonly [label: string, value: string])[], width: number): string[] {
  const labelWidth = Math.max(...facts.map(([label]) => label.length)) + GAP.length;
  return facts.flatMap(([label, value]) => {
    const parts = partsOf(printable(value), Math.max(width - labelWidth, 8), width);
    const lines = parts.flatMap(({ lines, isWide }) =>
      lines.map((line) => " ".repeat(isWide ? Math.min(GAP.length, width - widthOf(line)) : labelWidth) + line),
    );
    const [first = "", ...rest] = parts[0]?.isWide === true ? ["", ...lines] : lines;
    return [`${label.padEnd(labelWidth)}${first.slice(labelWidth)}`, ...rest].map((line) => line.trimEnd());
  });
}

/** Runs of words that are wrapped into `room` columns, and words between them that only `width` columns hold. */
function partsOf(value: string, room: number, width: number) {
  const parts: { readonly lines: readonly string[]; readonly isWide: boolean }[] = [];
  let run: string[] = [];
  const endRun = () => {
    if (run.length > 0) parts.push({ lines: wrap(run.join(" "), room), isWide: false });
    run = [];
  };
  for (const word of value.split(" ")) {
    if (widthOf(word) > room && widthOf(word) <= width) {
      endRun();
      parts.push({ lines: [word], isWide: true });
    } else run.push(word);
  }
  endRun();
  return parts;
}

function fitWidths<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): number[] {
  const widths = columns.map(({ title, cell }) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(cell(row))), widthOf(title)),
  );
  for (;;) {
    const excess = totalOf(widths) - width;
    const widest = widestShrinkable(columns, widths);
    if (excess <= 0 || widest === undefined) return widths;
    // Down to the next widest one at a time, so that two long columns share the loss.
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function widestShrinkable<Row>(columns: readonly Column<Row>[], widths: readonly number[]): number | undefined {
  let found: number | undefined;
  for (const [index, { shrinkTo, title }] of columns.entries()) {
    const own = widths[index] ?? 0;
    if (shrinkTo === undefined || own <= Math.max(shrinkTo, widthOf(title))) continue;
    if (found === undefined || own > (widths[found] ?? 0)) found = index;
  }
  return found;
}

function leastImportant<Row>(columns: readonly Column<Row>[]): Column<Row> | undefined {
  return columns
    .filter(({ dropRank }) => dropRank !== undefined)
    .toSorted((a, b) => (b.dropRank ?? 0) - (a.dropRank ?? 0))[0];
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP.length * Math.max(widths.length - 1, 0);
}

function padCell<Row>(cell: string, column: Column<Row> | undefined, width: number): string {
  const text = column?.shorten === "middle" ? shortenMiddle(cell, width) : shortenEnd(cell, width);
  const padding = " ".repeat(Math.max(width - widthOf(text), 0));
  return column?.align === "right" ? `${padding}${text}` : `${text}${padding}`;
}
