/** How something is shown: the room there is, the colours, and the clock that ages are told by. */
import type { Paint } from "./paint.ts";

export interface Look {
  /** Columns. */
  readonly width: number;
  /** Table rows on one page. */
  readonly pageRows: number;
  readonly paint: Paint;
  readonly nowMs: number;
}

/** The titles of a table stand back from its rows. */
export function dimTitles(lines: readonly string[], { paint }: Look): readonly string[] {
  return lines.map((line, index) => (index === 0 ? paint.dim(line) : line));
}
