/** The node's log: pino, as JSON or as lines for people; to the log file always, to the terminal when asked. */
import type { Notice } from "@triad/roles";
import { type Level, multistream, pino } from "pino";
import { type LogFile, openLogFile } from "./log-file.ts";
import { createNoticeLimits } from "./notice-limits.ts";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFormat = "pretty" | "json";

export interface Logger {
  log(level: LogLevel, area: string, text: string, facts?: Readonly<Record<string, unknown>>): void;
  notice(notice: Notice): void;
  close(): void;
}

export interface LoggerOptions {
  readonly path: string;
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Undefined: nothing is printed. */
  readonly terminal: ((line: string) => void) | undefined;
}

export function openLogger({ path, level, format, terminal }: LoggerOptions): Logger {
  const file: LogFile = openLogFile(path);
  const write = (line: string) => {
    const shown = format === "json" ? line : prettyLine(line);
    file.write(shown);
    terminal?.(shown);
  };
  const streams = multistream([{ level: level as Level, stream: { write } }]);
  const limit = createNoticeLimits();
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, streams);

  function writeNotice({ level: lineLevel, area, code, text, facts }: Notice): void {
    logger[lineLevel]({ area, code, facts }, text);
  }

  return {
    log: (lineLevel, area, text, facts = {}) => logger[lineLevel]({ area, ...facts }, text),
    notice(told) {
      const notice = limit(told);
      if (notice !== undefined) writeNotice(notice);
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

/** `12:00:01.250 info  chain    New tip 5. (tip-changed height=5)` */
export function prettyLine(json: string): string {
  const { level, time, area, code, msg, facts, ...others } = JSON.parse(json);
  const details = Object.entries({ ...facts, ...others }).map(([name, value]) => `${name}=${factText(value)}`);
  const tail = [...(code === undefined ? [] : [code]), ...details].join(" ");
  const clock = String(time).slice(11, 23);
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
