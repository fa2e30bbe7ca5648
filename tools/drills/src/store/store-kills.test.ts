import { rmSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { DrillRun } from "../run-drill.ts";
import { drillStoreKills } from "./store-kills.ts";

/** More for a long run by hand: `npm run drill -- store-kills`. */
const KILLS = 4;
/** A chain that is imported in some tenths of a second; no pruning, which needs 2,880 blocks. */
const SMALL_SIZES = { blocks: 60, payments: 6, fanOut: 300, longBlocks: 0 };

const run: DrillRun = { directory: undefined, report: { event: () => undefined, summary: () => undefined } };
afterEach(() => {
  if (run.directory !== undefined) rmSync(run.directory, { recursive: true, force: true });
});

describe("programs killed while they work on a directory", () => {
  it("leave coins that are those of a replay, and the next program goes on to the end", {
    timeout: 120_000,
  }, async () => {
    const { problems, numbers } = await drillStoreKills(run, KILLS, SMALL_SIZES);
    expect(problems).toEqual([]);
    expect(numbers.join("\n")).toMatch(new RegExp(`all +\\| +${KILLS} \\| +${KILLS} `));
  });
});
