/** `api`: questions to a full node's HTTP API, while it synchronises a long chain and when it has it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Bench, Table } from "./bench.ts";
import { readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { heightOf } from "./chain/chain-shape.ts";
import { type Draw, drawsFrom } from "./chain/draws.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { openChain } from "./chain/make-chain.ts";
import { type ApiSample, sampleChain } from "./node/api-sample.ts";
import { BenchNode, type NodePlace } from "./node/bench-node.ts";
import { Load, type LoadFigures } from "./node/http-load.ts";
import { untilHeight } from "./sync-run.ts";

const CALLERS = 10;
const SAMPLES = 1_000;
/** Of each question, when the chain is there. */
const AT_REST_SECONDS = 5;
/** Of each question in turn, while the node synchronises: all of them see all of the synchronisation. */
const SLICE_SECONDS = 0.5;
/** Seldom enough to cost the node nothing that counts. */
const POLL_MS = 200;

interface Question {
  readonly name: string;
  readonly path: (sample: ApiSample) => string;
}

const QUESTIONS: readonly Question[] = [
  { name: "tip", path: () => "/api/blocks/tip/hash" },
  { name: "block", path: ({ hash }) => `/api/block/${hash}` },
  { name: "transaction", path: ({ txid }) => `/api/tx/${txid}` },
  { name: "address", path: ({ address }) => `/api/address/${address}` },
];

/** By the question's name. */
type Figures = Readonly<Record<string, LoadFigures>>;

export const apiBench: Bench = {
  name: "api",
  summary: "questions to the HTTP API about a chain of 100,000 blocks, at rest and while the node synchronises it",
  options: ["--blocks N  --transactions N  --pool N  --seed N  the chain; default: 100000 blocks of 1", ...WORK_LINES],
  async run(args, tell) {
    const options = readBenchOptions(args, { blocks: 100_000, transactions: 1, pool: 20_000 });
    const program = options.program();
    const chain = await openChain(options.work, options.shape, tell);
    const served = await importedDirectory(program, chain, tell);
    const directory = join(chain.directory, "asked");
    rmSync(directory, { recursive: true, force: true });
    const place: NodePlace = {
      program,
      directory,
      networkFile: chain.networkFile,
      options: ["--index", "address", ...options.nodeOptions],
    };
    const height = heightOf(options.shape);
    const draw = drawsFrom(options.shape.seed);
    const from = await BenchNode.start({ program, directory: served, networkFile: chain.networkFile });
    const samples = await sampleChain(from, SAMPLES, height, draw);

    tell("A synchronisation that nobody asks about.");
    const alone = await BenchNode.start(place);
    const aloneSeconds = await synchronise(alone, from, height);
    await alone.stop();
    rmSync(directory, { recursive: true, force: true });

    tell(`The same with ${CALLERS} callers.`);
    const node = await BenchNode.start(place);
    const asking = askWhileSynchronising(node, samples, draw);
    const askedSeconds = await synchronise(node, from, height);
    const synchronising = await asking.end();
    await from.stop();

    tell("The same questions when the chain is there.");
    const { atRest, residentMb } = await askAtRest(node, samples, draw);
    await node.stop();
    rmSync(directory, { recursive: true, force: true });
    return {
      tables: [
        tableOf(`The HTTP API, ${CALLERS} callers, while the node synchronises ${height} blocks`, synchronising, [
          `The synchronisation took ${aloneSeconds.toFixed(1)} s without callers and ${askedSeconds.toFixed(1)} s with them.`,
          "The node, the one that serves it and the callers share this machine's cores.",
        ]),
        tableOf(`The HTTP API, ${CALLERS} callers, at rest with ${height} blocks`, atRest, [
          `The node has ${residentMb.toFixed(0)} MB afterwards. Each caller asks again as soon as it is answered.`,
        ]),
      ],
      data: { shape: options.shape, aloneSeconds, askedSeconds, synchronising, atRest, residentMb },
    };
  },
};

async function synchronise(node: BenchNode, from: BenchNode, height: number): Promise<number> {
  const startMs = performance.now();
  await node.connect(from);
  await untilHeight(node, height, POLL_MS);
  return (performance.now() - startMs) / 1000;
}

/** About what the node has at that moment; in turns, until `end`. */
function askWhileSynchronising(
  node: BenchNode,
  samples: readonly ApiSample[],
  draw: Draw,
): { end(): Promise<Figures> } {
  const loads = new Map(QUESTIONS.map((question) => [question, new Load()]));
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      for (const [question, load] of loads) {
        const reached = await node.height();
        const known = samples.filter((sample) => sample.height <= reached);
        if (known.length > 0) await load.run(CALLERS, SLICE_SECONDS, () => urlOf(node, question, known, draw));
      }
    }
  })();
  // told by `end`, however early it comes
  asking.catch(() => {});
  return {
    async end() {
      isOver = true;
      await asking;
      return Object.fromEntries([...loads].map(([{ name }, load]) => [name, load.figures()]));
    },
  };
}

async function askAtRest(
  node: BenchNode,
  samples: readonly ApiSample[],
  draw: Draw,
): Promise<{ readonly atRest: Figures; readonly residentMb: number }> {
  const figures: Record<string, LoadFigures> = {};
  for (const question of QUESTIONS) {
    const load = new Load();
    await load.run(CALLERS, AT_REST_SECONDS, () => urlOf(node, question, samples, draw));
    figures[question.name] = load.figures();
  }
  return { atRest: figures, residentMb: node.figures().residentMb };
}

function urlOf(node: BenchNode, { path }: Question, samples: readonly ApiSample[], draw: Draw): string {
  const sample = samples[draw(samples.length)];
  if (sample === undefined) throw new RangeError("there is nothing to ask about");
  return node.apiUrl + path(sample);
}

function tableOf(title: string, figures: Figures, notes: readonly string[]): Table {
  return {
    title,
    columns: ["", "answers a second", "median, ms", "99th percentile, ms", "worst, ms"],
    rows: Object.entries(figures).map(([name, { perSecond, medianMs, p99Ms, worstMs }]) => [
      name,
      perSecond,
      medianMs,
      p99Ms,
      worstMs,
    ]),
    notes,
  };
}
