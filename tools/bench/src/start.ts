/** `start`: how long a full node needs until it answers, with a long chain of empty blocks and with none. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bench } from "./bench.ts";
import { EMPTY_SHAPE_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { importedDirectory } from "./chain/import-chain.ts";
import { type MadeChain, openChain } from "./chain/make-chain.ts";
import { median } from "./median.ts";
import { BenchNode, type NodePlace } from "./node/bench-node.ts";
import { ROOT } from "./node/program.ts";
import type { StartPhases } from "./start-phases-main.ts";

interface Start {
  readonly readyMs: number;
  readonly residentMb: number;
}

export const startBench: Bench = {
  name: "start",
  summary:
    "start of a full node with a long chain (100,000 empty blocks unless told): time to its first answer, memory",
  options: [...EMPTY_SHAPE_LINES, "--runs N    measure N times and show the median; default: 1", ...WORK_LINES],
  async run(args, tell) {
    const options = readBenchOptions(args, { blocks: 100_000, transactions: 0, pool: 0 });
    const program = options.program();
    const chain = await openChain(options.work, options.shape, tell);
    const full = await importedDirectory(program, chain, tell);
    const empty = join(chain.directory, "empty");
    const place = { program, networkFile: chain.networkFile, options: options.nodeOptions };
    const long: Start[] = [];
    const none: Start[] = [];
    const phases: StartPhases[] = [];
    for (let run = 1; run <= options.runs; run++) {
      tell(`Run ${run} of ${options.runs}.`);
      none.push(await startOnce({ ...place, directory: empty }));
      long.push(await startOnce({ ...place, directory: full }));
      phases.push(startPhases(chain, full));
    }
    rmSync(empty, { recursive: true, force: true });
    const data = {
      blocks: options.shape.blocks,
      readyMs: median(long.map(({ readyMs }) => readyMs)),
      readyWithoutChainMs: median(none.map(({ readyMs }) => readyMs)),
      residentMb: median(long.map(({ residentMb }) => residentMb)),
      residentWithoutChainMb: median(none.map(({ residentMb }) => residentMb)),
      openStoreMs: median(phases.map(({ openStoreMs }) => openStoreMs)),
      constructRoleMs: median(phases.map(({ constructRoleMs }) => constructRoleMs)),
      runs: { long, none, phases },
    };
    const table = {
      title: `Start of a full node with ${options.shape.blocks} blocks`,
      columns: ["", "this chain", "no chain yet"],
      rows: [
        ["process start to the API's first answer, ms", data.readyMs, data.readyWithoutChainMs],
        ["memory then, MB", data.residentMb, data.residentWithoutChainMb],
        ["of the start: opening the store, ms", data.openStoreMs, ""],
        ["of the start: making the role, with all headers, ms", data.constructRoleMs, ""],
      ],
      notes: [
        "The two steps are measured in a process of their own, from the sources.",
        ...(options.runs > 1 ? [`Median of ${options.runs} runs.`] : []),
      ],
    };
    return { tables: [table], data };
  },
};

async function startOnce(place: NodePlace): Promise<Start> {
  const node = await BenchNode.start(place);
  const { residentMb } = node.figures();
  await node.stop();
  return { readyMs: node.readyMs, residentMb };
}

function startPhases(chain: MadeChain, directory: string): StartPhases {
  const main = fileURLToPath(new URL("./start-phases-main.ts", import.meta.url));
  const line = ["--import", "tsx", main, chain.networkFile, directory];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the steps of a start can't be measured: ${stderr}`);
  return JSON.parse(stdout) as StartPhases;
}
