/**
 * How much is logged, of each area: `info,peers=debug,sync=warn`. One grammar for the option, the config file, the
 * console and the API.
 */
import { nearestWord } from "./edit-distance.ts";

/** From everything to nearly nothing; a level takes in those after it. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Those of the roles' notices, and the host's own. */
export const LOG_AREAS = [
  "chain",
  "peers",
  "sync",
  "pool",
  "mining",
  "wallet",
  "store",
  "node",
  "api",
  "console",
] as const;
export type LogArea = (typeof LOG_AREAS)[number];

export interface LogLevels {
  /** Of every area that has none of its own. */
  readonly level: LogLevel;
  readonly areas: ReadonlyMap<LogArea, LogLevel>;
}

export const LOG_LEVELS_BY_DEFAULT: LogLevels = { level: "info", areas: new Map() };

/**
 * Reads `LEVEL[,AREA=LEVEL…]`. A level without an area begins anew: it is meant for all areas but those that follow.
 * Areas alone change only themselves. `wrong`: a sentence that says which part, and what instead.
 */
export function changeLogLevels(before: LogLevels, text: string): LogLevels | { readonly wrong: string } {
  let { level } = before;
  let areas = new Map(before.areas);
  for (const part of text.split(",").map((word) => word.trim())) {
    const [name = "", value, ...more] = part.split("=").map((word) => word.trim().toLowerCase());
    if (value === undefined) {
      if (!isLevel(name)) return { wrong: wrongWord(name, "level", LOG_LEVELS) };
      level = name;
      areas = new Map();
    } else {
      if (more.length > 0) return { wrong: `"${part}" has more than one "=".` };
      if (!isArea(name)) return { wrong: wrongWord(name, "area", LOG_AREAS) };
      if (!isLevel(value)) return { wrong: wrongWord(value, "level", LOG_LEVELS) };
      areas.set(name, value);
    }
  }
  return { level, areas };
}

/** As `changeLogLevels` reads it. */
export function formatLogLevels({ level, areas }: LogLevels): string {
  return [level, ...[...areas].map(([area, own]) => `${area}=${own}`)].join(",");
}

export function isLogged(levels: LogLevels, level: LogLevel, area: string): boolean {
  const least = (isArea(area) ? levels.areas.get(area) : undefined) ?? levels.level;
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
}

function isLevel(word: string): word is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(word);
}

function isArea(word: string): word is LogArea {
  return (LOG_AREAS as readonly string[]).includes(word);
}

function wrongWord(word: string, kind: "level" | "area", words: readonly string[]): string {
  const near = nearestWord(word, words);
  const hint = near === undefined ? `It is one of ${words.join(", ")}.` : `Did you mean ${near}?`;
  return `"${word}" is no ${kind} of the log. ${hint}`;
}
