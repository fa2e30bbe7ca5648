/** The node's log: pino, as JSON or as lines for people; to the log file always, to the terminal when asked. */
import type { Notice } from "@triad/roles";
import { pino } from "pino";
import { type LogFile, openLogFile } from "./log-file.ts";
import { isLogged, type LogLevel, type LogLevels } from "./log-levels.ts";
import { createNoticeLimits } from "./notice-limits.ts";

export type LogFormat = "pretty" | "json";

export interface Logger {
  log(level: LogLevel, area: string, text: string, facts?: Readonly<Record<string, unknown>>): void;
  notice(notice: Notice): void;
  readonly levels: LogLevels;
  /** From the next line on. */
  setLevels(levels: LogLevels): void;
  close(): void;
}

export interface LoggerOptions {
  readonly path: string;
  readonly levels: LogLevels;
  readonly format: LogFormat;
  /** Undefined: nothing is printed. */
  readonly terminal: ((line: string) => void) | undefined;
}

export function openLogger({ path, levels: levelsAtStart, format, terminal }: LoggerOptions): Logger {
  let levels = levelsAtStart;
  const file: LogFile = openLogFile(path);
  const write = (line: string) => {
    const shown = format === "json" ? line : prettyLine(line);
    file.write(shown);
    terminal?.(shown);
  };
  const limit = createNoticeLimits();
  // The levels of the areas decide, before anything is made of a line.
  const logger = pino({ level: "trace", base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });

  return {
    log(level, area, text, facts = {}) {
      if (isLogged(levels, level, area)) logger[level]({ area, ...facts }, text);
    },
    notice(told) {
      if (!isLogged(levels, told.level, told.area)) return;
      const notice = limit(told);
      if (notice === undefined) return;
      const { level, area, code, text, facts } = notice;
      logger[level]({ area, code, facts }, text);
    },
    get levels() {
      return levels;
    },
    setLevels(wanted) {
      levels = wanted;
    },
    close: () => file.close(),
  };
}

const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info ",
  40: "WARN ",
  50: "ERROR",
};

/** `2026-01-02 12:00:01.250Z info  chain    New tip 5. (tip-changed height=5)`; UTC, as everywhere on the network. */
export function prettyLine(json: string): string {
  const { level, time, area, code, msg, facts, ...others } = JSON.parse(json);
  const details = Object.entries({ ...facts, ...others }).map(([name, value]) => `${name}=${factText(value)}`);
  const tail = [...(code === undefined ? [] : [code]), ...details].join(" ");
  const clock = String(time).replace("T", " ");
  const head = `${clock} ${LEVEL_NAMES[level] ?? level} ${String(area ?? "").padEnd(8)} ${oneLine(String(msg ?? ""))}`;
  return tail === "" ? `${head}\n` : `${head} (${oneLine(tail)})\n`;
}

function factText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What peers sent may be part of a text; it must not forge lines or move the terminal's cursor. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => (character === "\n" ? " | " : " "));
}
