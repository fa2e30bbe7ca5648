/** Figures as a person reads them, in tables of Markdown. */

export function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const UNITS = [
  { seconds: 86_400, name: "d", from: 172_800 },
  { seconds: 3600, name: "h", from: 7200 },
  { seconds: 60, name: "min", from: 300 },
];

/** Three digits, in the largest unit of which there are a few. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const unit = UNITS.find(({ from }) => Math.abs(seconds) >= from) ?? { seconds: 1, name: "s" };
  return `${formatNumber(seconds / unit.seconds)} ${unit.name}`;
}

export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/** With as many digits behind the point as asked for. */
export function formatPercent(fraction: number, digits: number): string {
  return `${(100 * fraction).toFixed(digits)} %`;
}
