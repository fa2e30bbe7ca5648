import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { DrillRun } from "../run-drill.ts";
import { drillDiskFull } from "./disk-full.ts";
import { PAGE_BYTES, SmallDisk } from "./small-disk.ts";

const SMALL_SIZES = { chain: { blocks: 200, fanOut: 250 }, fullForMs: 2_000, freePages: [6] };

function whyNoMount(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), "triad-mount-"));
  const disk = SmallDisk.mount(join(directory, "disk"), 16 * PAGE_BYTES);
  if (!("refused" in disk)) disk.unmount();
  rmSync(directory, { recursive: true, force: true });
  return "refused" in disk ? disk.refused : undefined;
}

const refused = whyNoMount();
const run: DrillRun = { directory: undefined, report: { event: () => undefined, summary: () => undefined } };
afterEach(() => {
  if (run.directory !== undefined) rmSync(run.directory, { recursive: true, force: true });
});

describe("a node whose disk becomes full", () => {
  it.skipIf(refused !== undefined)(
    `says what to do, stays alive and goes on when there is space${refused === undefined ? "" : ` (skipped: ${refused})`}`,
    { timeout: 240_000 },
    async () => {
      const { problems } = await drillDiskFull(run, SMALL_SIZES);
      expect(problems).toEqual([]);
    },
  );
});
