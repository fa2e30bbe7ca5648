/**
 * `headers`: synchronisation of headers alone over loopback. A light node keeps headers and nothing else, and takes them
 * through the same code as a full node, so its tip is the last header that it has checked: no body disturbs the figure.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Network, writeNetworkFile } from "@triad/chain";
import { targetOfBits, workOfTarget } from "@triad/chain/headers";
import type { Bench } from "./bench.ts";
import { type BenchOptions, EMPTY_SHAPE_LINES, RUN_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { type MadeChain, openChain } from "./chain/make-chain.ts";
import { BenchNode, type NodePlace } from "./node/bench-node.ts";
import { PEERS_HEADERS, PEERS_NOTE } from "./peers-figures.ts";
import { type Pick, syncReport } from "./sync-report.ts";
import { measureSync, type SyncFigures, type SyncResult } from "./sync-run.ts";

/** The whole run takes a second or two, and the end must be seen on time. */
const POLL_MS = 10;
/** Of the chain's blocks: with so many the node believes in the chain, and takes the rest without looking twice. */
const PRESYNC_SHARE = 0.95;
const PRESYNC = "--presync";

export const headersBench: Bench = {
  name: "headers",
  summary: "sync of headers alone over loopback, to a light node (100,000 unless told): headers a second, CPU, memory",
  options: [
    ...EMPTY_SHAPE_LINES,
    `${PRESYNC}   the node asks for work that ${PRESYNC_SHARE * 100} % of the chain has, so it looks at those headers twice`,
    ...RUN_LINES.filter((line) => !line.startsWith("--verify")),
    ...WORK_LINES,
  ],
  async run(args, tell) {
    const isPresync = args.includes(PRESYNC);
    const rest = args.filter((arg) => arg !== PRESYNC);
    const options = readBenchOptions(rest, { blocks: 100_000, transactions: 0, pool: 0 });
    const { blocks } = options.shape;
    const headersPerSecond: Pick = ({ seconds }) => blocks / seconds;
    const headersPerCpuSecond: Pick = ({ cpuSeconds }) => blocks / cpuSeconds;
    const peakMb: Pick = (run) => run.peakMb;
    return syncReport(
      await runHeaderSyncs(options, isPresync, tell),
      `Synchronisation of ${blocks} headers${isPresync ? ", of them most twice (presync)" : ""}`,
      { headersPerSecond, headersPerCpuSecond, peakMb },
      (of) => [
        ["headers a second", of(headersPerSecond), ...PEERS_HEADERS.headersPerSecond],
        ["headers a CPU second", of(headersPerCpuSecond), "", ""],
        ["peak memory, MB", of(peakMb), "", ""],
      ],
      [
        PEERS_NOTE,
        "From the order to dial until the API tells the last height: connecting and greeting are contained.",
      ],
    );
  },
};

async function runHeaderSyncs(
  options: BenchOptions,
  isPresync: boolean,
  tell: (line: string) => void,
): Promise<SyncResult> {
  const fullNode = options.program("full-node");
  const chain = await openChain(options.work, options.shape, tell);
  const served = await importedDirectory(fullNode, chain, tell);
  const place: NodePlace = {
    program: options.program("light-node"),
    directory: join(chain.directory, "headers"),
    networkFile: isPresync ? writePresyncNetwork(chain) : chain.networkFile,
    options: options.nodeOptions,
    profile: options.profile,
  };
  const runs: SyncFigures[] = [];
  let profileFile: string | undefined;
  for (let run = 1; run <= options.runs; run++) {
    rmSync(place.directory, { recursive: true, force: true });
    tell(`Run ${run} of ${options.runs}.`);
    const from = await BenchNode.start({ program: fullNode, directory: served, networkFile: chain.networkFile });
    const node = await BenchNode.start(place);
    const figures = await measureSync(node, from, options.shape.blocks, POLL_MS);
    runs.push({ ...figures, stopMs: await node.stop() });
    await from.stop();
    if (options.profile) profileFile = node.profileFile;
  }
  rmSync(place.directory, { recursive: true, force: true });
  return { chain, runs, profileFile };
}

/** The same network, but for the work below which a node stores no branch: that is policy, not a rule of the chain. */
function writePresyncNetwork({ network, shape, directory }: MadeChain): string {
  const file = join(directory, "network-presync.json");
  const blocks = BigInt(Math.ceil(shape.blocks * PRESYNC_SHARE));
  writeFileSync(file, writeNetworkFile({ ...network.params, minimumChainWork: blocks * easiestBlockWork(network) }));
  return file;
}

function easiestBlockWork({ params }: Network): bigint {
  const target = targetOfBits(params.consensus.easiestBits);
  if (target === undefined) throw new RangeError("a network's easiest bits stand for a target");
  return workOfTarget(target);
}
