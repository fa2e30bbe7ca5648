/** Options of `npm run simulate -- --measure NAME`. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export const MEASURES = ["propagation", "eclipse", "partition"] as const;
export type MeasureName = (typeof MEASURES)[number];

export interface MeasureOptions {
  readonly measure: MeasureName;
  readonly seed: number;
  readonly seeds: number;
  /** Of networks to be measured one after the other. */
  readonly nodes: readonly number[];
  readonly blocks: number;
  readonly payments: number;
  /** Payments before each block. */
  readonly pool: number;
  readonly jobs: number;
  readonly json: boolean;
}

export const MEASURE_HELP = `npm run simulate -- --measure propagation [--nodes 100,300,1000] [--blocks 24] [--payments 100] [--pool 100] [--seed 1]
npm run simulate -- --measure eclipse [--seeds 20] [--seed 1] [--jobs 2]
npm run simulate -- --measure partition [--seeds 20] [--seed 1] [--nodes 24] [--jobs 2]

Prints tables in Markdown, or with --json one line of JSON for each run.`;

/** The smallest network in which places for eight connections mean something. */
const NODES_MIN = 24;
const NODES_MAX = 5_000;

const DEFAULT_NODES: Readonly<Record<MeasureName, string>> = { propagation: "100", eclipse: "24", partition: "24" };

/** The options, or what is wrong with them in one sentence. */
export function readMeasureOptions(args: readonly string[]): MeasureOptions | string {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        measure: { type: "string" },
        nodes: { type: "string" },
        seed: { type: "string", default: "1" },
        seeds: { type: "string", default: "20" },
        blocks: { type: "string", default: "24" },
        payments: { type: "string", default: "100" },
        pool: { type: "string", default: "100" },
        jobs: { type: "string", default: String(availableParallelism()) },
        json: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const measure = MEASURES.find((name) => name === values.measure);
  if (measure === undefined) return `--measure is one of ${MEASURES.join(", ")}.`;
  const nodes = String(values.nodes ?? DEFAULT_NODES[measure])
    .split(",")
    .map(Number);
  if (nodes.some((count) => !Number.isSafeInteger(count) || count < NODES_MIN || count > NODES_MAX)) {
    return `--nodes are whole numbers from ${NODES_MIN} to ${NODES_MAX}, with commas between them.`;
  }
  const numbers = { seed: 0, seeds: 1, blocks: 1, payments: 1, pool: 0, jobs: 1 };
  for (const [name, least] of Object.entries(numbers)) {
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < least) return `--${name} is a whole number from ${least}.`;
  }
  return {
    measure,
    nodes,
    seed: Number(values.seed),
    seeds: Number(values.seeds),
    blocks: Number(values.blocks),
    payments: Number(values.payments),
    pool: Number(values.pool),
    jobs: Number(values.jobs),
    json: values.json === true,
  };
}
