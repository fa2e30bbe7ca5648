/** A table of Markdown; columns whose cells are all numbers, alone or with a unit, are set to the right. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = (column: number): boolean => rows.every((row) => /^[\d-]/.test(row[column] ?? ""));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = line(heads.map((_, column) => (isNumber(column) ? "---:" : "---")));
  return [line(heads), rule, ...rows.map(line)].join("\n");
}
