/**
 * `light`: a light node from nothing to a verified tip, and on to a wallet that has looked at every block by its filter;
 * then the same node started again, which has to fetch nothing of it a second time.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench.ts";
import { EMPTY_SHAPE_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { openChain } from "./chain/make-chain.ts";
import { BenchNode, type NodePlace } from "./node/bench-node.ts";
import { untilHeight } from "./sync-run.ts";

/** BIP-39's example. */
const WORDS = `${"abandon ".repeat(11)}about`;
const POLL_MS = 10;
/** Without a block that the wallet has looked at. */
const STALL_MS = 60_000;
/** What a connection costs without anything that is asked for. */
const SETTLE_MS = 2_000;

export const lightBench: Bench = {
  name: "light",
  summary:
    "a light node over loopback (10,000 empty blocks unless told): verified tip, proven wallet, bytes, disk, memory",
  options: [...EMPTY_SHAPE_LINES, ...WORK_LINES],
  async run(args, tell) {
    const { shape, work, program, nodeOptions } = readBenchOptions(args, { blocks: 10_000, transactions: 0, pool: 0 });
    const chain = await openChain(work, shape, tell);
    const served = await importedDirectory(program("full-node"), chain, tell);
    const directory = join(chain.directory, "light");
    const place: NodePlace = {
      program: program("light-node"),
      directory,
      networkFile: chain.networkFile,
      options: nodeOptions,
    };
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    // words from elsewhere: nobody knows how old they are, so every block is looked at
    writeFileSync(join(directory, "wallet"), JSON.stringify({ version: 1, mnemonic: WORDS }), { mode: 0o600 });
    const from = await BenchNode.start({
      program: program("full-node"),
      directory: served,
      networkFile: chain.networkFile,
    });
    tell("From nothing.");
    const first = await BenchNode.start(place);
    const idleMb = first.figures().residentMb;
    const startMs = performance.now();
    await first.connect(from);
    await untilHeight(first, shape.blocks, POLL_MS);
    const tipSeconds = (performance.now() - startMs) / 1000;
    const tipBytes = await first.bytesReceived();
    await untilProven(first, shape.blocks);
    const provenSeconds = (performance.now() - startMs) / 1000;
    const provenBytes = await first.bytesReceived();
    const { residentMb, peakResidentMb, cpuSeconds } = first.figures();
    await first.stop();
    const diskBytes = bytesOnDisk(join(directory, "chain"));
    tell("Started again.");
    const again = await BenchNode.start(place);
    await again.connect(from);
    await untilProven(again, shape.blocks);
    await sleep(SETTLE_MS);
    const bytesAgain = await again.bytesReceived();
    const readyAgainMs = again.readyMs;
    const residentAgainMb = again.figures().residentMb;
    await again.stop();
    await from.stop();
    rmSync(directory, { recursive: true, force: true });
    const data = {
      shape,
      tipSeconds,
      tipBytes,
      provenSeconds,
      provenBytes,
      filterBytesPerBlock: (provenBytes - tipBytes) / shape.blocks,
      diskBytesPerHeader: diskBytes / shape.blocks,
      idleMb,
      residentMb,
      peakResidentMb,
      cpuSeconds,
      readyAgainMs,
      bytesAgain,
      residentAgainMb,
    };
    const rows: (readonly (string | number)[])[] = [
      ["seconds to the verified tip", tipSeconds],
      ["bytes received until then", tipBytes],
      ["seconds to a proven balance", provenSeconds],
      ["bytes received until then, filters included", provenBytes],
      ["filters with what opens the headers' roots, bytes a block", data.filterBytesPerBlock],
      ["on disk, bytes a header", data.diskBytesPerHeader],
      ["memory before, MB", idleMb],
      ["memory afterwards, MB", residentMb],
      ["memory at most, MB", peakResidentMb],
      ["CPU seconds, start contained", cpuSeconds],
      ["started again: process start to first answer, ms", readyAgainMs],
      ["started again: bytes received", bytesAgain],
      ["started again: memory, MB", residentAgainMb],
    ];
    const title = `A light node and ${shape.blocks} empty blocks`;
    return { tables: [{ title, columns: ["", "Triad"], rows }], data };
  },
};

async function untilProven(node: BenchNode, height: number): Promise<void> {
  let scanned = 0;
  let movedMs = performance.now();
  for (;;) {
    const { scannedHeight, isProven } = await node.wallet();
    if (isProven && scannedHeight === height) return;
    if ((scannedHeight ?? 0) > scanned) movedMs = performance.now();
    scanned = scannedHeight ?? 0;
    if (performance.now() - movedMs > STALL_MS) throw new Error(`the wallet stands still at block ${scanned}`);
    await sleep(POLL_MS);
  }
}

/** What the files take up, not how long they say that they are. */
function bytesOnDisk(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).blocks * 512, 0);
}
