/** What happens to the node, as lines between commands: time, area, sentence. */
import type { Notice } from "@triad/roles";
import type { Look } from "./look.ts";
import { printable } from "./printable.ts";
import { shortenMiddle, wrap } from "./text-width.ts";

/** `debug` is for the log file. An own block is told as found, and not as a new tip besides. */
export function isShown({ level, code, facts }: Notice): boolean {
  return level !== "debug" && !(code === "tip-changed" && facts.foundHere === true);
}

/** Of a chain that grows only the newest block stays on a terminal, so that a page that is being read stands still. */
export function supersededBy({ code }: Notice): string | undefined {
  return code === "tip-changed" || code === "block-found" ? "block" : undefined;
}

const AREA_WIDTH = 6;
const IDS = /\b[0-9a-f]{64}\b/g;
/** As long as tells hashes apart; `block 12ab…89ef` takes it as it stands there. */
const SHORT_ID_WIDTH = 17;

/** Hashes in the sentence. */
export function idsIn({ text }: Notice): readonly string[] {
  return text.match(IDS) ?? [];
}

export function formatNotice(notice: Notice, look: Look, terminal: boolean): string {
  const head = `${timeOfDay(look.nowMs)} ${notice.area.padEnd(AREA_WIDTH)} `;
  const level = notice.level === "warn" ? "warning: " : notice.level === "error" ? "error: " : "";
  const text = printable(`${level}${notice.text}`);
  // A line of a file or a pipe stays whole, so that it can be searched.
  const lines = terminal ? wrap(shortenIds(text), Math.max(look.width - head.length, 20)) : [text];
  return lines
    .map(
      (line, index) =>
        `${look.paint.dim(index === 0 ? head : " ".repeat(head.length))}${paintLevel(line, notice, look)}`,
    )
    .join("\n");
}

function shortenIds(text: string): string {
  return text.replace(IDS, (id) => shortenMiddle(id, SHORT_ID_WIDTH));
}

function paintLevel(line: string, { level }: Notice, { paint }: Look): string {
  switch (level) {
    case "debug":
    case "info":
      return line;
    case "warn":
      return paint.warning(line);
    case "error":
      return paint.bad(line);
    default:
      return level satisfies never;
  }
}

/** Local time, as on the clock in the corner of the screen. */
function timeOfDay(unixMs: number): string {
  const time = new Date(unixMs);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}
