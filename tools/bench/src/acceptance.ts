/** `acceptance`: transactions a second that a real full node takes into its pool, by HTTP and from a peer. */
import { cpSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { bytesToHex } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { type Bench, UsageError } from "./bench.ts";
import { WORK_LINES } from "./bench-options.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { openChain } from "./chain/make-chain.ts";
import { coinsOnly, makePayments } from "./chain/payments.ts";
import { BenchNode, type InnerMeasures } from "./node/bench-node.ts";
import { PayerPeer } from "./node/payer-peer.ts";
import { bundledProgram, sourceProgram } from "./node/program.ts";

const COUNT = 20_000;
/** Requests under way at one time, in the second of the ways. */
const AT_ONCE = 16;
const POLL_MS = 20;
const STALL_MS = 30_000;

interface Way {
  readonly name: string;
  readonly give: (node: BenchNode, payments: readonly Transaction[]) => Promise<void>;
}

interface Accepted extends InnerMeasures {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mainThreadSeconds: number;
}

const WAYS: readonly Way[] = [
  { name: "HTTP, one at a time", give: giveOneByOne },
  { name: `HTTP, ${AT_ONCE} at a time`, give: giveAtOnce },
  { name: "a peer", give: giveByPeer },
];

export const acceptanceBench: Bench = {
  name: "acceptance",
  summary: "payments a second that a full node takes into its pool: by HTTP one at a time and several, and from a peer",
  options: ["--count N    payments, 1,000 to 50,000; default: 20,000", ...WORK_LINES],
  async run(args, tell) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        count: { type: "string", default: String(COUNT) },
        work: { type: "string", default: join(tmpdir(), "triad-bench") },
        sources: { type: "boolean", default: false },
        signatures: { type: "string" },
      },
    });
    const count = Number(values.count);
    if (!Number.isInteger(count) || count < 1_000 || count > 50_000) {
      throw new UsageError(`--count must be from 1000 to 50000, not "${values.count}"`);
    }
    const program = (values.sources ? sourceProgram : bundledProgram)();
    const chain = await openChain(values.work, coinsOnly(count, 1), tell);
    const served = await importedDirectory(program, chain, tell);
    tell(`Signing ${count} payments.`);
    const payments = await makePayments(chain);
    const directory = join(chain.directory, "acceptance");
    const options = values.signatures === undefined ? [] : ["--signatures", values.signatures];
    const results: Accepted[] = [];
    for (const way of WAYS) {
      tell(way.name);
      rmSync(directory, { recursive: true, force: true });
      cpSync(served, directory, { recursive: true });
      const node = await BenchNode.start({ program, directory, networkFile: chain.networkFile, options });
      results.push({ name: way.name, ...(await measure(node, way, payments)) });
      await node.stop();
    }
    rmSync(directory, { recursive: true, force: true });
    const bytes = payments.reduce((sum, tx) => sum + tx.bytes.length, 0) / payments.length;
    return {
      tables: [
        {
          title: `${count} payments into the pool of a full node`,
          columns: [
            "from",
            "payments a second",
            "a CPU second",
            "of it main thread, %",
            "loop delay p99, ms",
            "worst, ms",
          ],
          rows: results.map(({ name, seconds, cpuSeconds, mainThreadSeconds, delays }) => [
            name,
            Math.round(count / seconds),
            Math.round(count / cpuSeconds),
            Math.round((100 * mainThreadSeconds) / cpuSeconds),
            delays.p99Ms,
            delays.worstMs,
          ]),
          notes: [
            `each spends one coin and makes two, ${Math.round(bytes)} bytes; signatures checked; until all are in the pool`,
            "Bitcoin Core, elsewhere on this kind of machine: 1,150 one at a time, 3,000 to 4,500 in batches",
          ],
        },
      ],
      data: {
        count,
        ways: results.map(({ name, seconds, cpuSeconds }) => ({
          name,
          seconds,
          cpuSeconds,
          perSecond: count / seconds,
        })),
      },
    };
  },
};

async function measure(
  node: BenchNode,
  { give }: Way,
  payments: readonly Transaction[],
): Promise<Omit<Accepted, "name">> {
  const before = node.figures();
  node.beginMeasuring();
  const startMs = performance.now();
  await give(node, payments);
  const seconds = (performance.now() - startMs) / 1000;
  const after = node.figures();
  return {
    seconds,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    mainThreadSeconds: after.mainThreadSeconds - before.mainThreadSeconds,
    ...(await node.endMeasuring()),
  };
}

async function giveOneByOne(node: BenchNode, payments: readonly Transaction[]): Promise<void> {
  for (const tx of payments) await node.broadcast(bytesToHex(tx.bytes));
}

async function giveAtOnce(node: BenchNode, payments: readonly Transaction[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let tx = payments[next++]; tx !== undefined; tx = payments[next++]) await node.broadcast(bytesToHex(tx.bytes));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function giveByPeer(node: BenchNode, payments: readonly Transaction[]): Promise<void> {
  let failed: Error | undefined;
  const peer = await PayerPeer.connect(node.peerAddress, payments, (why) => {
    failed = why;
  });
  peer.start();
  let [seen, movedMs] = [0, performance.now()];
  while (seen < payments.length) {
    await sleep(POLL_MS);
    const now = await node.poolTransactions();
    if (now > seen) movedMs = performance.now();
    seen = now;
    if (failed !== undefined) throw failed;
    if (performance.now() - movedMs > STALL_MS) throw new Error(`the pool stands still at ${seen} payments`);
  }
  failed = undefined;
  peer.close();
}
