/**
 * `bodies`: initial synchronisation from one or several peers, some of which are mute: they greet, answer headers and
 * grant the chain, and never give a body. What counts is the time with a mute peer beside that without one.
 */
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { encodeMessage } from "@triad/protocol";
import { type Bench, UsageError } from "./bench.ts";
import { EMPTY_SHAPE_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { heightOf } from "./chain/chain-shape.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { type MadeChain, openChain } from "./chain/make-chain.ts";
import { median } from "./median.ts";
import { BenchNode } from "./node/bench-node.ts";
import { freePorts } from "./node/free-ports.ts";
import { PeerRelay } from "./node/peer-relay.ts";
import type { Program } from "./node/program.ts";
import { untilHeight } from "./sync-run.ts";

/** Peers, and how many of them are mute. */
type Company = readonly [peers: number, mute: number];

const COMPANIES: readonly Company[] = [
  [1, 0],
  [2, 0],
  [2, 1],
  [8, 0],
  [8, 1],
];
const POLL_MS = 50;
const PEERS_MAX = 8;

export const bodiesBench: Bench = {
  name: "bodies",
  summary: "initial sync from 1, 2 and 8 peers, with and without a mute one: seconds, blocks a second",
  options: [
    "--peers N --mute M  only N peers, of which M are mute, beside as many of which none is; at most 8",
    "--rtt MS    give the line to each peer a round trip; default: 0",
    "--full      40 blocks of 1,500 transactions instead of 20,000 empty ones",
    ...EMPTY_SHAPE_LINES,
    "--runs N    measure N times and show the median; default: 1",
    ...WORK_LINES,
  ],
  async run(args, tell) {
    const { values, rest } = readOwnOptions(args);
    const options = readBenchOptions(
      rest,
      values.full ? { blocks: 40, transactions: 1_500, pool: 10_000 } : { blocks: 20_000, transactions: 0, pool: 0 },
    );
    const program = options.program();
    const chain = await openChain(options.work, options.shape, tell);
    const served = await importedDirectory(program, chain, tell);
    const rows = [];
    for (const [peers, mute] of values.companies) {
      const runs: number[] = [];
      for (let run = 1; run <= options.runs; run++) {
        tell(`${peers} peers, of which ${mute} mute: run ${run} of ${options.runs}.`);
        runs.push(await syncFrom({ program, chain, served, peers, mute, rttMs: values.rttMs }));
      }
      const seconds = median(runs);
      rows.push({ peers, mute, seconds, blocksPerSecond: heightOf(options.shape) / seconds, runs });
    }
    const table = {
      title: `Initial sync of ${describe(chain)}, round trip ${values.rttMs} ms`,
      columns: ["peers", "of these mute", "seconds", "blocks a second"],
      rows: rows.map((row) => [String(row.peers), row.mute, row.seconds, row.blocksPerSecond]),
      notes: [
        "All run on this machine and share its cores: more peers make nothing quicker where there is no round trip.",
        "Mute peers are dialled first. From the first order to dial until the API tells the last height.",
        ...(options.runs > 1 ? [`Median of ${options.runs} runs.`] : []),
      ],
    };
    return { tables: [table], data: { shape: options.shape, rttMs: values.rttMs, rows } };
  },
};

interface SyncPlan {
  readonly program: Program;
  readonly chain: MadeChain;
  readonly served: string;
  readonly peers: number;
  readonly mute: number;
  readonly rttMs: number;
}

async function syncFrom({ program, chain, served, peers, mute, rttMs }: SyncPlan): Promise<number> {
  const directory = join(chain.directory, "bodies");
  rmSync(directory, { recursive: true, force: true });
  const { networkFile } = chain;
  const nodes: BenchNode[] = [];
  const relays: PeerRelay[] = [];
  for (let number = 1; number <= peers; number++) {
    nodes.push(await BenchNode.start({ program, directory: servedCopy(served, number), networkFile }));
  }
  for (const [number, node] of nodes.entries()) {
    const [port = 0] = await freePorts(1);
    const muted = number < mute ? startOfBlockReply() : undefined;
    relays.push(await PeerRelay.start({ to: node.peerAddress, port, muted, delayMs: rttMs / 2 }));
  }
  const node = await BenchNode.start({ program, directory, networkFile });
  const startMs = performance.now();
  for (const [number, relay] of relays.entries()) {
    // without a round trip, nothing stands between the node and a peer that is not mute
    const isDirect = rttMs === 0 && number >= mute;
    await node.connect(isDirect ? (nodes[number] ?? relay) : relay);
  }
  await untilHeight(node, heightOf(chain.shape), POLL_MS);
  const seconds = (performance.now() - startMs) / 1000;
  await node.stop();
  for (const relay of relays) relay.stop();
  for (const each of nodes) await each.stop();
  rmSync(directory, { recursive: true, force: true });
  return seconds;
}

/** Each node needs a directory, and a key, of its own. */
function servedCopy(served: string, number: number): string {
  const copy = `${served}-${number}`;
  if (!existsSync(copy)) cpSync(served, copy, { recursive: true });
  rmSync(join(copy, "node-key"), { force: true });
  return copy;
}

/** The kind of a message stands in its first two bytes, as its field's number (protocol/src/frame.ts). */
function startOfBlockReply(): Uint8Array {
  return encodeMessage({ kind: "block-reply", block: new Uint8Array(1) }).subarray(0, 2);
}

function describe({ shape }: MadeChain): string {
  const { blocks, transactions } = shape;
  return transactions === 0 ? `${blocks} empty blocks` : `${blocks} blocks x ${transactions} transactions`;
}

function readOwnOptions(args: readonly string[]) {
  const { values, tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: {
      peers: { type: "string" },
      mute: { type: "string", default: "0" },
      rtt: { type: "string", default: "0" },
      full: { type: "boolean", default: false },
    },
  });
  const own = new Set(["peers", "mute", "rtt", "full"]);
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== "option" || !own.has(token.name)) continue;
    taken.add(token.index);
    if (token.value !== undefined && !token.inlineValue) taken.add(token.index + 1);
  }
  const rest = args.filter((_, index) => !taken.has(index));
  const rttMs = readWhole("rtt", values.rtt, 0, 10_000);
  const full = values.full === true;
  if (values.peers === undefined) return { values: { companies: COMPANIES, rttMs, full }, rest };
  const peers = readWhole("peers", values.peers, 1, PEERS_MAX);
  const mute = readWhole("mute", values.mute, 0, peers - 1);
  const alone: Company = [peers, 0];
  const companies: readonly Company[] = mute === 0 ? [alone] : [alone, [peers, mute]];
  return { values: { companies, rttMs, full }, rest };
}

function readWhole(name: string, text: string | boolean | undefined, least: number, most: number): number {
  const number = Number(text);
  if (typeof text === "string" && /^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
}
