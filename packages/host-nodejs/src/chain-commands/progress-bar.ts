/** A bar for work whose end is known, and a terminal's last line that is drawn anew while it moves. */
import { wrapFor } from "../wrap-words.ts";

const BAR_COLUMNS_MAX = 24;
/** Shorter ones say less than the percentage beside them. */
const BAR_COLUMNS_MIN = 6;

/** `████░░░░  50 %  Verified …`; in less room without the bar, and then cut. `share` is from 0 to 1. */
export function withBar(line: string, share: number | undefined, columns: number): string {
  if (share === undefined) return line.slice(0, columns);
  const done = Math.min(Math.max(share, 0), 1);
  const text = `${String(Math.floor(done * 100)).padStart(3)} %  ${line}`;
  const room = Math.min(columns - text.length - 1, BAR_COLUMNS_MAX);
  if (room < BAR_COLUMNS_MIN) return text.slice(0, columns);
  const full = Math.floor(done * room);
  return `${"█".repeat(full)}${"░".repeat(room - full)} ${text}`;
}

/** What is written to: `process.stderr`, or a test's. */
export interface LineOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface WorkLines {
  /** Whether bars move in their place. */
  readonly moves: boolean;
  /** Takes away a bar, for what others write. */
  readonly clear: () => void;
  /** A line that stays. */
  readonly tell: (line: string) => void;
  /** On a terminal it gives way to the next line of either kind; elsewhere it is a line without a bar. */
  readonly tellProgress: (line: string, share: number | undefined) => void;
}

const COLUMNS_UNTOLD = 80;
/** Back to the first column, and everything to the right gone (ECMA-48: CR, EL). */
const CLEAR_LINE = "\r\u001b[K";

export function openWorkLines(output: LineOutput, env: Readonly<Record<string, string | undefined>>): WorkLines {
  const moves = output.isTTY === true && env.TERM !== "dumb";
  let isBarShown = false;
  const clear = () => {
    if (isBarShown) output.write(CLEAR_LINE);
    isBarShown = false;
  };
  return {
    moves,
    clear,
    tell(line) {
      clear();
      output.write(`${wrapFor(output, line)}\n`);
    },
    tellProgress(line, share) {
      if (!moves) {
        output.write(`${line}\n`);
        return;
      }
      clear();
      // the last column stays free: some terminals wrap there at once
      output.write(withBar(line, share, (output.columns || COLUMNS_UNTOLD) - 1));
      isBarShown = true;
    },
  };
}
