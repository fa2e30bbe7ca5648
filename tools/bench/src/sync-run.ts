/** One initial synchronisation over loopback: an empty full node and one that has the whole chain, as real processes. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchOptions } from "./bench-options.ts";
import { heightOf } from "./chain/chain-shape.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { type MadeChain, openChain } from "./chain/make-chain.ts";
import { BenchNode, type InnerMeasures, type NodePlace } from "./node/bench-node.ts";
import { type Program, ROOT } from "./node/program.ts";

export interface SyncFigures extends InnerMeasures {
  /** From the process's start to the API's first answer; not part of `seconds`. */
  readonly readyMs: number;
  /** From the order to dial to the last block's height. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mainThreadSeconds: number;
  readonly servingCpuSeconds: number;
  readonly peakMb: number;
  /** Before it dials. */
  readonly idleMb: number;
  /** Of the ordered stop afterwards, with the last commit. */
  readonly stopMs: number;
}

export interface SyncResult {
  readonly chain: MadeChain;
  readonly runs: readonly SyncFigures[];
  /** Of the last run. */
  readonly profileFile: string | undefined;
}

/** Seldom enough to cost the node nothing that counts. */
const POLL_MS = 200;
/** Near the end, so that the end is seen on time. */
const POLL_END_MS = 20;
const END_SHARE = 0.9;
/** Without a single block. */
const STALL_MS = 60_000;

export async function runSyncs(options: BenchOptions, tell: (line: string) => void): Promise<SyncResult> {
  const program = options.program();
  const chain = await openChain(options.work, options.shape, tell);
  const served = await importedDirectory(program, chain, tell);
  const runs: SyncFigures[] = [];
  const place: NodePlace = {
    program,
    directory: join(chain.directory, "synced"),
    networkFile: chain.networkFile,
    options: options.nodeOptions,
    profile: options.profile,
  };
  let profileFile: string | undefined;
  for (let run = 1; run <= options.runs; run++) {
    rmSync(place.directory, { recursive: true, force: true });
    tell(`Run ${run} of ${options.runs}.`);
    const from = await BenchNode.start({ program, directory: served, networkFile: chain.networkFile });
    const node = await BenchNode.start(place);
    const figures = await measureSync(node, from, heightOf(options.shape));
    runs.push({ ...figures, stopMs: await node.stop() });
    await from.stop();
    if (options.profile) profileFile = node.profileFile;
  }
  if (options.verify) verify(program, chain, place.directory);
  rmSync(place.directory, { recursive: true, force: true });
  return { chain, runs, profileFile };
}

/** `pollMs`: between two looks at the height, until the end is near. */
export async function measureSync(
  node: BenchNode,
  from: BenchNode,
  height: number,
  pollMs = POLL_MS,
): Promise<Omit<SyncFigures, "stopMs">> {
  const before = node.figures();
  const servingBefore = from.figures();
  node.beginMeasuring();
  const startMs = performance.now();
  await node.connect(from);
  await untilHeight(node, height, pollMs);
  const seconds = (performance.now() - startMs) / 1000;
  const after = node.figures();
  const servingAfter = from.figures();
  const inner = await node.endMeasuring();
  return {
    readyMs: node.readyMs,
    seconds,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    mainThreadSeconds: after.mainThreadSeconds - before.mainThreadSeconds,
    servingCpuSeconds: servingAfter.cpuSeconds - servingBefore.cpuSeconds,
    peakMb: after.peakResidentMb,
    idleMb: before.residentMb,
    ...inner,
  };
}

/** Looks every `pollMs`, near the end more often. @throws Error where no block comes for a minute */
export async function untilHeight(node: BenchNode, height: number, pollMs: number): Promise<void> {
  let reached = 0;
  let movedMs = performance.now();
  for (;;) {
    const now = await node.height();
    if (now >= height) return;
    if (now > reached) movedMs = performance.now();
    reached = Math.max(reached, now);
    if (performance.now() - movedMs > STALL_MS) throw new Error(`the synchronisation stands still at block ${now}`);
    await sleep(reached > END_SHARE * height ? Math.min(POLL_END_MS, pollMs) : pollMs);
  }
}

function verify(program: Program, chain: MadeChain, directory: string): void {
  const line = ["verify-chain", "--network", chain.networkFile, "--datadir", directory];
  const { status, stderr } = spawnSync(process.execPath, [...program, ...line], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`verify-chain refuses what was synchronised: ${stderr}`);
}
