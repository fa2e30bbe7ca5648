/** What a command works with: the node, the screen, and what is remembered between commands. */
import type { NodeHandle } from "@triad/host-nodejs";
import type { Look } from "./look.ts";
import type { Paint } from "./paint.ts";
import type { Screen } from "./screen.ts";
import type { SeenIds } from "./seen-ids.ts";
import type { GenerateOrder } from "./watch-generate.ts";

export interface Session {
  readonly node: NodeHandle;
  readonly screen: Screen;
  readonly paint: Paint;
  readonly seen: SeenIds;
  /** Unix time in milliseconds. */
  readonly nowMs: () => number;
  /** Whether notices are printed; `log on|off`. */
  noticesOn: boolean;
  /** What the bar of `generate` counts. */
  ordered: GenerateOrder | undefined;
  /** The last word might have asked for a secret: a line that is no word may be one, and is not repeated. */
  isWary: boolean;
  /** The last sentence that was printed of itself since a command began. */
  noticed: string | undefined;
}

/** Lines of the terminal that are not table rows: titles, the question below, the line typed. */
const ROWS_BESIDE_TABLE = 6;
const PAGE_ROWS_MIN = 5;
/** More than anybody reads at once, and a reply of a bounded size. */
const PAGE_ROWS_MAX = 60;

export function lookOf({ screen, paint, nowMs }: Session): Look {
  const pageRows = Math.min(Math.max(screen.rows - ROWS_BESIDE_TABLE, PAGE_ROWS_MIN), PAGE_ROWS_MAX);
  // One column stays free: in the last one some terminals wrap at once.
  return { width: Math.max(screen.columns - 1, 20), pageRows, paint, nowMs: nowMs() };
}
