import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notice } from "@triad/roles";
import { describe, expect, it } from "vitest";
import { openLogFile } from "./log-file.ts";
import { openLogger } from "./logger.ts";
import { createNoticeLimits, NOTICE_RATE } from "./notice-limits.ts";

function notice(code: string, more: Partial<Notice> = {}): Notice {
  return { level: "info", area: "peers", code, text: "Somebody did something.", facts: { peer: 1 }, ...more };
}

const testDirectory = () => mkdtempSync(join(tmpdir(), "triad-log-"));

const bytesIn = (directory: string) =>
  readdirSync(directory).reduce((sum, file) => sum + statSync(join(directory, file)).size, 0);

describe("notices that strangers cause", () => {
  it("are logged up to a burst of their code and level, and then at its rate, with how many were left out", () => {
    let nowMs = 0;
    const limit = createNoticeLimits(() => nowMs);
    for (let count = 0; count < NOTICE_RATE.burst; count++) expect(limit(notice("peer-closed"))).toBeDefined();
    expect(limit(notice("peer-closed"))).toBeUndefined();
    expect(limit(notice("peer-closed"))).toBeUndefined();
    expect(limit(notice("peer-closed", { level: "debug" }))).toBeDefined();
    expect(limit(notice("peer-ready"))).toBeDefined();
    nowMs = 1000 / NOTICE_RATE.perSecond;
    expect(limit(notice("peer-closed"))?.facts).toEqual({ peer: 1, leftOut: 2 });
    nowMs *= 2;
    expect(limit(notice("peer-closed"))?.facts).toEqual({ peer: 1 });
  });

  it("do not keep the node's own out of the log", () => {
    const limit = createNoticeLimits(() => 0);
    for (let count = 0; count < 10 * NOTICE_RATE.burst; count++) {
      limit(notice("block-refused", { area: "chain", level: "warn" }));
      expect(limit(notice("tip-changed", { area: "chain" }))).toBeDefined();
    }
    expect(limit(notice("block-refused", { area: "chain", level: "warn" }))).toBeUndefined();
  });

  it("count among them requests for access, which cost a key each", () => {
    const limit = createNoticeLimits(() => 0);
    const asked = notice("access-asked", { area: "sync" });
    for (let count = 0; count < NOTICE_RATE.burst; count++) expect(limit(asked)).toBeDefined();
    expect(limit(asked)).toBeUndefined();
  });

  it("a million of them in a moment leave a log of some kilobytes, and what came before stays in it", () => {
    const directory = testDirectory();
    const path = join(directory, "debug.log");
    const logger = openLogger({
      path,
      levels: { level: "debug", areas: new Map() },
      format: "pretty",
      terminal: undefined,
    });
    logger.notice(notice("wallet-opened", { area: "wallet" }));
    const refused = notice("block-refused", { area: "chain", level: "warn", text: "A block broke a rule." });
    const closed = notice("peer-closed");
    for (let count = 0; count < 500_000; count++) {
      logger.notice(refused);
      logger.notice(closed);
    }
    logger.close();
    expect(bytesIn(directory)).toBeLessThan(100_000);
    expect(readFileSync(path, "utf8")).toContain("wallet-opened");
  });
});

it("a log file takes no more than its bound and one line, twice, however much is written", () => {
  const directory = testDirectory();
  const bytesMax = 10_000;
  const line = `${"x".repeat(99)}\n`;
  const file = openLogFile(join(directory, "debug.log"), bytesMax);
  for (let count = 0; count < 5_000; count++) file.write(line);
  file.close();
  expect(bytesIn(directory)).toBeLessThanOrEqual(2 * (bytesMax + line.length));
});
