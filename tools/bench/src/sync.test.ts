/** The benches with real processes, on chains so small that nothing is measured but that they run. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { bodiesBench } from "./bodies.ts";
import { emptyBench } from "./empty.ts";
import { headersBench } from "./headers.ts";
import { startBench } from "./start.ts";
import { syncBench } from "./sync.ts";

const work = mkdtempSync(join(tmpdir(), "triad-bench-test-"));
const common = ["--sources", "--work", work];
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A dozen processes one after the other, on a machine that may be busy. */
const TIMEOUT_MS = 180_000;
// they read the processes' figures from there
const hasFigures = existsSync("/proc/self/status");
if (!hasFigures) console.warn("benches with processes are skipped: this system has no /proc");

it.skipIf(!hasFigures)("a tiny chain is synchronised, verified and profiled", { timeout: TIMEOUT_MS }, async () => {
  const chain = ["--blocks", "2", "--transactions", "3", "--pool", "10"];
  const { tables, data } = await syncBench.run([...common, ...chain, "--profile", "--verify"], () => undefined);
  expect(data["transactionsPerSecond"]).toBeGreaterThan(0);
  expect(data["peakMb"]).toBeGreaterThan(10);
  expect(tables.map(({ title }) => title)).toContain("By file, own time");
});

it.skipIf(!hasFigures)(
  "a few empty blocks are synchronised, and a node with them started",
  { timeout: TIMEOUT_MS },
  async () => {
    const { data } = await emptyBench.run([...common, "--blocks", "5"], () => undefined);
    expect(data["blocksPerSecond"]).toBeGreaterThan(0);
    const start = await startBench.run([...common, "--blocks", "5"], () => undefined);
    expect(start.data["constructRoleMs"]).toBeGreaterThan(0);
  },
);

it.skipIf(!hasFigures)(
  "headers alone are synchronised, also those that are looked at twice",
  { timeout: TIMEOUT_MS },
  async () => {
    const { data } = await headersBench.run([...common, "--blocks", "5"], () => undefined);
    expect(data["headersPerSecond"]).toBeGreaterThan(0);
    const twice = await headersBench.run([...common, "--blocks", "5", "--presync"], () => undefined);
    expect(twice.data["headersPerSecond"]).toBeGreaterThan(0);
  },
);

it.skipIf(!hasFigures)("bodies come although a peer gives none", { timeout: TIMEOUT_MS }, async () => {
  const company = ["--peers", "2", "--mute", "1", "--rtt", "2"];
  const { data } = await bodiesBench.run([...common, "--blocks", "5", ...company], () => undefined);
  expect(data["rows"]).toMatchObject([
    { peers: 2, mute: 0 },
    { peers: 2, mute: 1 },
  ]);
});
