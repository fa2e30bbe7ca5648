/** Options that several benches share: which chain, which program, where. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "./bench.ts";
import type { ChainShape } from "./chain/chain-shape.ts";
import { bundledProgram, type Program, type ProgramName, sourceProgram } from "./node/program.ts";

export interface BenchOptions {
  readonly shape: ChainShape;
  readonly work: string;
  readonly program: (name?: ProgramName) => Program;
  /** For the node that is measured. */
  readonly nodeOptions: readonly string[];
  readonly runs: number;
  readonly profile: boolean;
  readonly verify: boolean;
}

export const WORK_LINES: readonly string[] = [
  "--work DIR  keep chains and data directories there; default: triad-bench in the folder for temporary files",
  "--sources   run the node from its sources; default: from a bundle, built for the run",
  "--signatures NAME  given to the node: which code checks signatures",
];

export const FULL_SHAPE_LINES: readonly string[] = [
  "--blocks N  --transactions N  --pool N  --seed N  the chain; default: 200 blocks of 1500, a pool of 60000, seed 1",
];

export const EMPTY_SHAPE_LINES: readonly string[] = ["--blocks N  --seed N  the chain"];

export const RUN_LINES: readonly string[] = [
  "--runs N    measure N times and show the median; default: 1",
  "--profile   show where the main thread's time goes; implies --sources, and costs some speed",
  "--verify    let verify-chain check afterwards what was written",
];

/** `defaults`: of the chain. @throws UsageError, and what parseArgs throws */
export function readBenchOptions(args: readonly string[], defaults: Omit<ChainShape, "seed">): BenchOptions {
  const isEmpty = defaults.transactions === 0;
  const { values } = parseArgs({
    args: [...args],
    options: {
      blocks: { type: "string", default: String(defaults.blocks) },
      transactions: { type: "string", default: String(defaults.transactions) },
      pool: { type: "string", default: String(defaults.pool) },
      seed: { type: "string", default: "1" },
      work: { type: "string", default: join(tmpdir(), "triad-bench") },
      sources: { type: "boolean", default: false },
      signatures: { type: "string" },
      index: { type: "string" },
      runs: { type: "string", default: "1" },
      profile: { type: "boolean", default: false },
      verify: { type: "boolean", default: false },
    },
  });
  const shape: ChainShape = {
    seed: readWhole("seed", values.seed, 0, 0xffff_ffff),
    blocks: readWhole("blocks", values.blocks, 1, 1_000_000),
    // a block of network messages holds no more
    transactions: isEmpty ? 0 : readWhole("transactions", values.transactions, 1, 12_000),
    pool: isEmpty ? 0 : readWhole("pool", values.pool, 2, 10_000_000),
  };
  if (shape.pool < 2 * shape.transactions) {
    throw new UsageError(`--pool must be at least ${2 * shape.transactions}: each transaction spends two coins`);
  }
  return {
    shape,
    work: values.work,
    program: values.sources || values.profile ? sourceProgram : bundledProgram,
    nodeOptions: [...given("signatures", values.signatures), ...given("index", values.index)],
    runs: readWhole("runs", values.runs, 1, 100),
    profile: values.profile,
    verify: values.verify,
  };
}

function given(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, value];
}

function readWhole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
}
