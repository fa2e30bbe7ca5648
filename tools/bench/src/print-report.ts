/** A report as text: columns in line, numbers to the right, so that two runs can be compared by eye. */
import type { BenchReport, Table } from "./bench.ts";

/** Above this a digit after the point says nothing. */
const WHOLE_FROM = 100;

export function printReport({ tables }: BenchReport): string {
  return tables.map(printTable).join("\n");
}

function printTable({ title, columns, rows, notes = [] }: Table): string {
  const cells = rows.map((row) => row.map(printCell));
  const widths = columns.map((column, i) => Math.max(column.length, ...cells.map((row) => (row[i] ?? "").length)));
  const isNumber = columns.map((_, i) => i > 0 && rows.some((row) => typeof row[i] === "number"));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (isNumber[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return `${[title, "", line(columns), rule, ...cells.map(line), ...notes.map((note) => `  ${note}`)].join("\n")}\n`;
}

export function printCell(value: string | number): string {
  if (typeof value === "string") return value;
  const digits = Number.isInteger(value) || Math.abs(value) >= WHOLE_FROM ? 0 : Math.abs(value) < 1 ? 3 : 1;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}
