/**
 * The disk of a full node becomes full while it synchronises over loopback, and gets space again. The disk is a small
 * file system in memory, and a file on it takes and gives the space.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataPaths } from "@triad/host-nodejs";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { waitUntil } from "../wait-until.ts";
import { type DrillChain, makeWideChain, type WideSizes } from "./drill-chains.ts";
import { DirectoryAudit, type DirectoryState } from "./killed-directory.ts";
import { type LogLine, readLog } from "./node-log.ts";
import { buildProgram } from "./program-bundle.ts";
import { type ServingNode, serveChain } from "./serving-node.ts";
import { PAGE_BYTES, SmallDisk } from "./small-disk.ts";
import { Victim } from "./victim.ts";

const MB = 1024 * 1024;
/** Room for the chain twice over. */
const DISK_BYTES = 192 * MB;
/** Enough for a part of the chain. */
const PART_BYTES = 6 * MB;
/** A third of that, for a directory that has a part already. */
const REST_BYTES = 2 * MB;
/** Beyond what a node holds when its disk becomes full: 256 bodies of this chain are some 3 MB. */
const GROWTH_BYTES_MAX = 192 * MB;
/** Bodies that a node fetches beyond its tip, at most (BLOCK_DOWNLOAD_WINDOW), and what was under way. */
const BODIES_MAX = 256 + 16;
/** Blocks whose signatures were being checked when the commit failed (UNVERIFIED_BLOCKS_MAX). */
const CONNECTED_MAX = 16;
const ANSWER_MS = 2_000;
const EVENT_MS = 90_000;
/** A start on a full disk ends or answers within this. */
const START_MS = 30_000;

export interface DiskSizes {
  readonly chain: WideSizes;
  /** Several attempts to write should fall into it. */
  readonly fullForMs: number;
  /** Pages that are left free when a node starts: files of a start take one each. */
  readonly freePages: readonly number[];
}

/** More blocks than a node fetches ahead of its tip, so that it is seen to stop there. */
export const FULL_DISK_SIZES: DiskSizes = {
  chain: { blocks: 500, fanOut: 250 },
  fullForMs: 16_000,
  freePages: [0, 1, 2, 3, 4, 6, 8, 16, 64],
};

interface DiskDrill {
  readonly run: DrillRun;
  readonly sizes: DiskSizes;
  readonly chain: DrillChain;
  readonly networkFile: string;
  readonly peer: ServingNode;
  readonly audit: DirectoryAudit;
  readonly disk: SmallDisk;
  readonly program: string;
  readonly logs: string;
  readonly numbers: string[];
  readonly problems: string[];
}

export async function drillDiskFull(run: DrillRun, sizes: DiskSizes): Promise<Verdict> {
  const directory = mkdtempSync(join(tmpdir(), "triad-drill-"));
  run.directory = directory;
  const disk = SmallDisk.mount(join(directory, "disk"), DISK_BYTES);
  if ("refused" in disk) {
    return { numbers: [], problems: [], skipped: `a small file system can't be mounted here: ${disk.refused}` };
  }
  let peer: ServingNode | undefined;
  try {
    const program = buildProgram("full-node", directory);
    const { chain, networkFile } = await makeWideChain(directory, sizes.chain);
    peer = await serveChain(chain);
    const audit = new DirectoryAudit(chain.network, undefined, join(directory, "copy"));
    const drill: DiskDrill = {
      ...{ run, sizes, chain, networkFile, peer, audit, disk, program, logs: directory },
      ...{ numbers: [], problems: [] },
    };
    await fullWhileSynchronising(drill);
    await stoppedWhileFull(drill);
    await startedWhenFull(drill);
    return drill;
  } finally {
    await peer?.stop();
    disk.unmount();
  }
}

function spawnNode({ disk, networkFile, program, peer, logs }: DiskDrill, name: string): Promise<Victim> {
  const directory = join(disk.path, name);
  mkdirSync(directory, { recursive: true });
  const options = ["--coin-cache", "4", "--connect", peer.address];
  return Victim.start({ program, directory, networkFile, logFile: join(logs, `${name}.out`), options });
}

async function fullWhileSynchronising(drill: DiskDrill): Promise<void> {
  const { disk, peer, run, sizes, numbers, problems, chain, logs } = drill;
  disk.leave(PART_BYTES);
  const node = await spawnNode(drill, "first");
  const log = join(logs, "first.out");
  const [failure] = await untilLogged(node, log, "commit-failed");
  run.report.event("full", `what the operator reads: ${failure?.text}`);
  if (!/full/.test(failure?.text ?? "") || !/free/i.test(failure?.text ?? "")) {
    problems.push(`the notice does not say what to do: ${failure?.text}`);
  }
  await node.tip();
  const at = { height: node.height ?? 0, rss: residentBytes(node), bodies: peer.blocksSent };
  let slowestMs = 0;
  for (const begin = Date.now(); Date.now() - begin < sizes.fullForMs; await sleep(200)) {
    const asked = Date.now();
    if (node.hasExited || (await node.tip()) === undefined)
      throw new Error(`the node ended on a full disk; see ${log}`);
    slowestMs = Math.max(slowestMs, Date.now() - asked);
  }
  const connected = (node.height ?? 0) - at.height;
  const grown = residentBytes(node) - at.rss;
  const bodies = peer.blocksSent - at.bodies;
  if (slowestMs > ANSWER_MS) problems.push(`the API took ${slowestMs} ms to answer on a full disk`);
  if (connected > CONNECTED_MAX) problems.push(`${connected} blocks were connected on a full disk`);
  if (bodies > BODIES_MAX) problems.push(`${bodies} bodies were fetched on a full disk`);
  if (grown > GROWTH_BYTES_MAX) problems.push(`memory grew by ${megabytes(grown)} on a full disk`);
  const failures = readLog(log).filter(({ code }) => code === "commit-failed").length;
  numbers.push(
    `full at height ${at.height} of ${chain.height}, for ${sizes.fullForMs / 1000} s: told ${failures} times; ${connected} more ` +
      `blocks connected, ${bodies} more bodies fetched, memory ${megabytes(at.rss)} and ${megabytes(grown)} more, ` +
      `slowest answer of the API ${slowestMs} ms`,
  );
  disk.empty();
  const begin = Date.now();
  const [resumed] = await untilLogged(node, log, "commit-resumed");
  run.report.event("space", `what the operator reads: ${resumed?.text}`);
  await untilTip(drill, node);
  numbers.push(`with space again it had the whole chain by itself after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  await stop(drill, node, "first");
  await auditAt(drill, "first", chain.height);
}

/** What was on disk before stays, whatever a stop on a full disk can't write. */
async function stoppedWhileFull(drill: DiskDrill): Promise<void> {
  const { disk, chain, logs, run, numbers, problems } = drill;
  disk.leave(PART_BYTES);
  const first = await spawnNode(drill, "second");
  const isOnItsWay = async (): Promise<boolean> => {
    await first.tip();
    return (first.height ?? 0) > chain.height / 10;
  };
  await waitUntil(isOnItsWay, { withinMs: EVENT_MS, what: "the second node is on its way", pollMs: 20 });
  await stop(drill, first, "second");
  const before = await auditAt(drill, "second", undefined);
  disk.leave(REST_BYTES);
  const node = await spawnNode(drill, "second");
  const log = join(logs, "second.out");
  await untilLogged(node, log, "commit-failed");
  const begin = Date.now();
  node.terminate();
  await node.untilExit();
  const stopMs = Date.now() - begin;
  const last = readLog(log).slice(-3);
  for (const { text } of last) run.report.event("stop", `its last lines: ${text}`);
  const after = await auditAt(drill, "second", undefined);
  if (after.height < before.height) {
    problems.push(`a stop on a full disk lost blocks: ${before.height} before, ${after.height} after`);
  }
  numbers.push(
    `stopped on a full disk within ${stopMs} ms, exit code ${node.exitCode}: height ${before.height} was on disk before, ` +
      `${after.height} is after`,
  );
  disk.empty();
  const again = await spawnNode(drill, "second");
  await untilTip(drill, again);
  await stop(drill, again, "second");
  await auditAt(drill, "second", chain.height);
}

/** Refused in words, or at work; never a crash, and never damage. */
async function startedWhenFull(drill: DiskDrill): Promise<void> {
  const { disk, numbers, problems, chain, run, logs } = drill;
  const { freePages } = drill.sizes;
  const outcomes = new Map<string, number>();
  for (const [name, isNew] of [
    ["first", false],
    ["fresh", true],
  ] as const) {
    for (const pages of freePages) {
      const directory = isNew ? `${name}-${pages}` : name;
      mkdirSync(join(disk.path, directory), { recursive: true });
      disk.leave(pages * PAGE_BYTES);
      const outcome = await startOutcome(drill, directory);
      const text = `${isNew ? "new" : "old"} directory, ${pages} pages free: ${outcome}`;
      run.report.event("start", text);
      if (outcome.startsWith("PROBLEM")) problems.push(`${text}; see ${join(logs, directory)}.out`);
      const [kind = ""] = outcome.split(":");
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
      disk.empty();
      if (isNew) await auditAt(drill, directory, undefined);
    }
  }
  await auditAt(drill, "first", chain.height);
  const counts = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  numbers.push(`${2 * freePages.length} starts with 0 to ${freePages.at(-1)} pages free: ${counts}`);
  const node = await spawnNode(drill, "fresh-0");
  await untilTip(drill, node);
  await stop(drill, node, "fresh-0");
  await auditAt(drill, "fresh-0", chain.height);
}

async function startOutcome(drill: DiskDrill, name: string): Promise<string> {
  const log = join(drill.logs, `${name}.out`);
  const linesBefore = existsSync(log) ? readLog(log).length : 0;
  const node = await spawnNode(drill, name);
  while (!node.hasExited && node.aliveMs < START_MS && (await node.tip()) === undefined) await sleep(50);
  if (!node.hasExited) {
    if (node.readyMs === undefined) {
      await node.kill();
      return "PROBLEM: it neither answers nor ends";
    }
    node.terminate();
    await node.untilExit();
    return node.exitCode === 0 ? "works: and stops in order" : `PROBLEM: it stopped with ${node.exitCode}`;
  }
  const said = readLog(log).slice(linesBefore).at(-1)?.text ?? "";
  const isInWords = node.exitCode === 1 && /space|full/.test(said);
  return isInWords ? `refused: ${said}` : `PROBLEM: it ended with ${node.exitCode ?? "a signal"}, saying "${said}"`;
}

async function untilLogged(node: Victim, log: string, wanted: string): Promise<readonly LogLine[]> {
  let found: readonly LogLine[] = [];
  await waitUntil(
    () => {
      if (node.hasExited) throw new Error(`a node ended by itself; see ${log}`);
      found = readLog(log).filter(({ code }) => code === wanted);
      return found.length > 0;
    },
    { withinMs: EVENT_MS, what: `the node tells ${wanted}` },
  );
  return found;
}

async function untilTip({ chain }: DiskDrill, node: Victim): Promise<void> {
  await waitUntil(async () => (await node.tip()) === chain.tip, { withinMs: EVENT_MS, what: "the node has the chain" });
}

async function stop({ problems }: DiskDrill, node: Victim, name: string): Promise<void> {
  node.terminate();
  await node.untilExit();
  if (node.exitCode !== 0) problems.push(`the node "${name}" stopped with ${node.exitCode}`);
}

/** `height`: where it must end. */
async function auditAt(drill: DiskDrill, name: string, height: number | undefined): Promise<DirectoryState> {
  const state = await drill.audit.audit(dataPaths(join(drill.disk.path, name)).chain);
  drill.problems.push(...state.problems.map((problem) => `the directory "${name}": ${problem}`));
  if (height !== undefined && state.height !== height) {
    drill.problems.push(`the directory "${name}" ends at height ${state.height}, not ${height}`);
  }
  return state;
}

function residentBytes({ pid }: Victim): number {
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`;
}
