/** `templates`: how long a block template takes with many transactions in the pool, and which part of it what. */
import { parseArgs } from "node:util";
import { type Coin, type Network, type OutpointKey, outpointKey } from "@triad/chain";
import { blockFilter, filterHash } from "@triad/chain/blocks";
import { drawFrom, testKey, testNetwork } from "@triad/chain/testing";
import { Mempool } from "@triad/mempool";
import { makeTemplate, transactionBudget } from "@triad/mining";
import { type Transaction, transactionFrom } from "@triad/protocol";
import { type Bench, UsageError } from "./bench.ts";
import { median } from "./median.ts";

const COUNT = 20_000;
const RUNS = 100;
const HEIGHT = 1_000;
const COIN_AMOUNT = 100_000_000;
/** Of the mixed pool: a chain of so many, each of which builds on the one before. */
const LINE = 25;
const NOW = { monotonicMs: 0 };
const SIGNATURE = new Uint8Array(64).fill(7);
const KEY = testKey(0).key;

interface Shape {
  readonly name: string;
  /** Of a transaction by its number: does it build on the one before it? */
  readonly buildsOnLast: (number: number) => boolean;
}

const SHAPES: readonly Shape[] = [
  { name: "each on its own", buildsOnLast: () => false },
  { name: "pairs, the child pays more", buildsOnLast: (number) => number % 2 === 1 },
  { name: `lines of ${LINE}`, buildsOnLast: (number) => number % LINE !== 0 },
];

interface Timed {
  readonly selectMs: readonly number[];
  readonly filterMs: readonly number[];
  readonly wholeMs: readonly number[];
  readonly transactions: number;
}

export const templatesBench: Bench = {
  name: "templates",
  summary: "time of a block template with a full pool: choice of transactions, filter, and all of it",
  options: [
    "--count N   transactions in the pool, up to 100,000; default: 20,000",
    "--runs N    templates; default: 100",
  ],
  run(args, tell) {
    const { values } = parseArgs({
      args: [...args],
      options: { count: { type: "string", default: String(COUNT) }, runs: { type: "string", default: String(RUNS) } },
    });
    const [count, runs] = [Number(values.count), Number(values.runs)];
    if (!(count >= 100 && count <= 100_000)) throw new UsageError(`--count must be from 100 to 100000`);
    if (!(runs >= 1 && runs <= 10_000)) throw new UsageError("--runs must be from 1 to 10000");
    const network = testNetwork({ maxBlockBytes: 1_000_000 });
    const results = SHAPES.map((shape) => {
      tell(shape.name);
      return { shape, timed: measure(network, fillPool(network, shape, count), runs) };
    });
    return Promise.resolve({
      tables: [
        {
          title: `Templates of 1 MB from a pool of ${count} transactions`,
          columns: ["pool", "transactions", "choice, ms", "filter, ms", "all, median ms", "all, worst ms"],
          rows: results.map(({ shape, timed }) => [
            shape.name,
            timed.transactions,
            median(timed.selectMs),
            median(timed.filterMs),
            median(timed.wholeMs),
            Math.max(...timed.wholeMs),
          ]),
          notes: [`${runs} templates each, the pool changed by one transaction before each`],
        },
      ],
      data: {
        count,
        pools: results.map(({ shape, timed }) => ({
          name: shape.name,
          medianMs: median(timed.wholeMs),
          worstMs: Math.max(...timed.wholeMs),
        })),
      },
    });
  },
};

interface FilledPool {
  readonly pool: Mempool;
  /** One more payment, of a coin of its own. */
  readonly addOne: () => void;
}

function fillPool(network: Network, { buildsOnLast }: Shape, count: number): FilledPool {
  const draw = drawFrom(1);
  const coins = new Map<OutpointKey, Coin>();
  const pool = new Mempool({ network, chain: { tipHeight: () => HEIGHT, coin: (key) => coins.get(key) } });
  let number = 0;
  let last: Transaction | undefined;
  const addOne = (buildsOn?: Transaction): void => {
    number += 1;
    const input = buildsOn === undefined ? fund(coins, number) : { txid: buildsOn.txid, index: 0 };
    const amount = buildsOn?.outputs[0]?.amount ?? COIN_AMOUNT;
    const fee = 300 + draw(buildsOn === undefined ? 2_000 : 8_000);
    last = pay(input, amount - fee, number);
    const added = pool.add(last, NOW);
    if (added.kind !== "added") throw new Error(`the pool refuses ${added.reject.code}`);
  };
  for (let at = 0; at < count; at++) addOne(buildsOnLast(at) ? last : undefined);
  return { pool, addOne: () => addOne() };
}

function fund(coins: Map<OutpointKey, Coin>, number: number): { readonly txid: Uint8Array; readonly index: number } {
  const txid = new Uint8Array(32);
  new DataView(txid.buffer).setUint32(0, number);
  coins.set(outpointKey(txid, 0), { amount: COIN_AMOUNT, key: KEY, height: 1, isCoinbase: false });
  return { txid, index: 0 };
}

/** The key differs for each, as it does for people. */
function pay(
  input: { readonly txid: Uint8Array; readonly index: number },
  amount: number,
  number: number,
): Transaction {
  const key = KEY.slice();
  new DataView(key.buffer).setUint32(0, number);
  return transactionFrom({
    version: 1,
    inputs: [input],
    outputs: [
      { amount: amount - 10_000, key },
      { amount: 10_000, key: KEY },
    ],
    lockHeight: 0,
    memo: new Uint8Array(0),
    signatures: SIGNATURE,
  });
}

function measure(network: Network, { pool, addOne }: FilledPool, runs: number): Timed {
  const [selectMs, filterMs, wholeMs]: [number[], number[], number[]] = [[], [], []];
  let transactions = 0;
  for (let run = 0; run < runs; run++) {
    addOne();
    const startMs = performance.now();
    const selected = pool.selectForBlock(transactionBudget(network));
    const selectedMs = performance.now();
    let ownFilterMs = 0;
    const template = makeTemplate({
      network,
      parent: { hash: new Uint8Array(32), height: HEIGHT, time: network.genesis.header.time },
      firstTime: network.genesis.header.time,
      unixSeconds: network.genesis.header.time + run,
      transactions: selected.map(({ entry }) => entry),
      payTo: KEY,
      historyRoot: new Uint8Array(32),
      filterHash: (all, prev) => {
        const beginMs = performance.now();
        const hash = filterHash(blockFilter(all, prev));
        ownFilterMs = performance.now() - beginMs;
        return hash;
      },
      coinbaseText: new Uint8Array(0),
      extraNonce: run,
    });
    wholeMs.push(performance.now() - startMs);
    selectMs.push(selectedMs - startMs);
    filterMs.push(ownFilterMs);
    transactions = template.transactionCount;
  }
  return { selectMs, filterMs, wholeMs, transactions };
}
