import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notice } from "@triad/roles";
import { expect, it } from "vitest";
import { changeLogLevels, formatLogLevels, isLogged, LOG_LEVELS_BY_DEFAULT, type LogLevels } from "./log-levels.ts";
import { openLogger } from "./logger.ts";

function levels(text: string, before = LOG_LEVELS_BY_DEFAULT): LogLevels {
  const read = changeLogLevels(before, text);
  if ("wrong" in read) throw new Error(read.wrong);
  return read;
}

it("an area is logged from its own level on, the others from the common one", () => {
  const read = levels("warn,peers=debug");
  expect(isLogged(read, "debug", "peers")).toBe(true);
  expect(isLogged(read, "trace", "peers")).toBe(false);
  expect(isLogged(read, "warn", "chain")).toBe(true);
  expect(isLogged(read, "info", "chain")).toBe(false);
});

it("areas alone change only themselves, a level alone is for all", () => {
  const before = levels("warn, peers=debug");
  expect(formatLogLevels(levels("sync=TRACE", before))).toBe("warn,peers=debug,sync=trace");
  expect(formatLogLevels(levels("error", before))).toBe("error");
  expect(formatLogLevels(levels("error,sync=info", before))).toBe("error,sync=info");
  expect(formatLogLevels(levels(formatLogLevels(before)))).toBe(formatLogLevels(before));
});

it.each([
  ["loud", '"loud" is no level of the log. It is one of trace, debug, info, warn, error.'],
  ["debg", "Did you mean debug?"],
  ["", '"" is no level'],
  ["info,per=debug", '"per" is no area of the log.'],
  ["peer=debug", "Did you mean peers?"],
  ["peers=", '"" is no level'],
  ["peers=info=debug", 'more than one "="'],
])("%j is refused in words", (text, wrong) => {
  expect(changeLogLevels(LOG_LEVELS_BY_DEFAULT, text)).toEqual({ wrong: expect.stringContaining(wrong) });
});

it("a running log changes its levels from the next line on", () => {
  const path = join(mkdtempSync(join(tmpdir(), "triad-log-")), "debug.log");
  const logger = openLogger({ path, levels: levels("warn"), format: "json", terminal: undefined });
  const notice: Notice = { level: "debug", area: "sync", code: "c", text: "Told.", facts: {} };
  const lines = () => readFileSync(path, "utf8").split("\n").filter(Boolean).length;
  logger.notice(notice);
  logger.log("info", "node", "Not told.");
  expect(lines()).toBe(0);
  logger.setLevels(levels("sync=debug", logger.levels));
  logger.notice(notice);
  logger.notice({ ...notice, area: "peers" });
  expect(lines()).toBe(1);
  logger.close();
});
