/** `nonce`: how fast nonces are tried, how soon on a new tip, and how soon no more. */
import { parseArgs } from "node:util";
import { type Bench, UsageError } from "./bench.ts";
import { median } from "./median.ts";
import { measureKernels, measureThreads } from "./mining/hash-rates.ts";
import { LoneMiner } from "./mining/lone-miner.ts";

const TIPS = 1_000;
const POOL = 5_000;
/** Before those that count: code is compiled, and slices have found their length. */
const WARM_UP = 50;

interface Delays {
  readonly tipMs: readonly number[];
  readonly bestMs: readonly number[];
  readonly stopMs: readonly number[];
}

export const nonceBench: Bench = {
  name: "nonce",
  summary:
    "nonces a CPU second by our kernels, node:crypto and noble; one and two threads; new tip to first nonce, stop to silence",
  options: [
    "--ms N     how long each measure of speed runs, in each of five turns; default: 500",
    "--tips N   new tips, and stops; default: 1,000",
    "--pool N   transactions that wait meanwhile; default: 5,000",
  ],
  async run(args, tell) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ms: { type: "string", default: "500" },
        tips: { type: "string", default: String(TIPS) },
        pool: { type: "string", default: String(POOL) },
      },
    });
    const [ms, tips, pool] = [Number(values.ms), Number(values.tips), Number(values.pool)];
    if (!(ms >= 1 && ms <= 60_000)) throw new UsageError("--ms must be from 1 to 60000");
    if (!(tips >= 1 && tips <= 100_000)) throw new UsageError("--tips must be from 1 to 100000");
    if (!(pool >= 0 && pool <= 15_000)) throw new UsageError("--pool must be from 0 to 15000");
    tell("Kernels.");
    const rates = measureKernels(ms);
    tell("One thread and two.");
    const [one, two] = [await measureThreads(1, ms), await measureThreads(2, ms)];
    const pools = [0, pool];
    const delays: Delays[] = [];
    for (const size of pools) {
      tell(`${tips} new tips with ${size} transactions in the pool.`);
      delays.push(await measureDelays(tips, size));
    }
    const noble = rates.find(({ name }) => name.startsWith("@noble"))?.perCpuSecond ?? Number.NaN;
    return {
      tables: [
        {
          title: "SHA-256d of a header in one thread",
          columns: ["by", "hashes a CPU second", "times noble"],
          rows: rates.map(({ name, perCpuSecond }) => [name, Math.round(perCpuSecond), perCpuSecond / noble]),
        },
        {
          title: "Nonce threads, hashes a second in real time",
          columns: ["threads", "hashes a second", "times one"],
          rows: [
            ["1", Math.round(one), 1],
            ["2", Math.round(two), two / one],
          ],
        },
        {
          title: `A miner in this process, one nonce thread, ${tips} times each`,
          columns: ["from, to", "transactions in the pool", "median ms", "99 of 100, ms", "worst ms"],
          rows: pools.flatMap((size, at) => rowsOf(size, delays[at] ?? NONE)),
          notes: [
            "the block is checked in full before its tip is searched on; its signatures count as valid, as it has none",
          ],
        },
      ],
      data: {
        hashesPerCpuSecond: Object.fromEntries(rates.map(({ name, perCpuSecond }) => [name, perCpuSecond])),
        threads: { one, two },
        delays: pools.map((transactions, at) => ({
          transactions,
          ...summary(delays[at] ?? NONE),
        })),
      },
    };
  },
};

const NONE: Delays = { tipMs: [], bestMs: [], stopMs: [] };

function rowsOf(pool: number, { tipMs, bestMs, stopMs }: Delays): readonly (readonly (string | number)[])[] {
  const row = (name: string, values: readonly number[]): readonly (string | number)[] => {
    return [name, pool, median(values), percentile(values, 0.99), Math.max(...values)];
  };
  return [
    row("block handed in, first nonce on it", tipMs),
    row("block handed in, first nonce on the best template", bestMs),
    row("order to stop, silence", stopMs),
  ];
}

async function measureDelays(tips: number, pool: number): Promise<Delays> {
  const miner = new LoneMiner(1, pool);
  await miner.untilSearching();
  miner.takeBlock(miner.nextBlock());
  miner.fillPool(pool);
  const tipMs: number[] = [];
  const bestMs: number[] = [];
  const stopMs: number[] = [];
  for (let tip = 0; tip < tips + WARM_UP; tip++) {
    const block = miner.nextBlock();
    const { firstMs, bestMs: ms } = miner.takeBlock(block);
    if (tip < WARM_UP) continue;
    tipMs.push(firstMs);
    bestMs.push(ms);
  }
  for (let stop = 0; stop < tips + WARM_UP; stop++) {
    miner.resume();
    const ms = miner.silence();
    if (stop >= WARM_UP) stopMs.push(ms);
  }
  await miner.stop();
  return { tipMs, bestMs, stopMs };
}

function summary({ tipMs, bestMs, stopMs }: Delays) {
  return {
    bestMs: { median: median(bestMs), worst: Math.max(...bestMs) },
    tipMs: { median: median(tipMs), worst: Math.max(...tipMs) },
    stopMs: { median: median(stopMs), worst: Math.max(...stopMs) },
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
