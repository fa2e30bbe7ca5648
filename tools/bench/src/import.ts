/** `import`: the same blocks from a file, without network: what remains is checks and disk. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { FULL_SHAPE_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { type ImportFigures, importChain } from "./chain/import-chain.ts";
import { openChain } from "./chain/make-chain.ts";
import { median } from "./median.ts";
import { PEERS_FULL_BLOCKS, PEERS_NOTE } from "./peers-figures.ts";

const INPUTS_EACH = 2;

export const importBench: Bench = {
  name: "import",
  summary: "import-chain of the chain that `sync` uses, from its file: transactions a second, CPU, memory",
  options: [...FULL_SHAPE_LINES, "--runs N    measure N times and show the median; default: 1", ...WORK_LINES],
  async run(args, tell) {
    const {
      shape,
      work,
      program,
      nodeOptions,
      runs: count,
    } = readBenchOptions(args, {
      blocks: 200,
      transactions: 1_500,
      pool: 60_000,
    });
    const chain = await openChain(work, shape, tell);
    const command = program();
    const directory = join(chain.directory, "imported");
    const runs: ImportFigures[] = [];
    for (let run = 1; run <= count; run++) {
      tell(`Run ${run} of ${count}.`);
      rmSync(directory, { recursive: true, force: true });
      runs.push(await importChain(command, chain, directory, nodeOptions));
    }
    rmSync(directory, { recursive: true, force: true });
    const of = (pick: (figures: ImportFigures) => number): number => median(runs.map(pick));
    const transactions = shape.blocks * shape.transactions;
    const data = {
      shape,
      transactionsPerSecond: of(({ seconds }) => transactions / seconds),
      inputsPerCpuSecond: of(({ cpuSeconds }) => (transactions * INPUTS_EACH) / cpuSeconds),
      peakMb: of(({ peakResidentMb }) => peakResidentMb),
      runs,
    };
    const table = {
      title: `import-chain of ${shape.blocks} blocks x ${shape.transactions} transactions, pool of ${shape.pool} coins`,
      columns: ["", "Triad", "Bitcoin Core", "bcoin"],
      rows: [
        ["transactions a second", data.transactionsPerSecond, ...PEERS_FULL_BLOCKS.transactionsPerSecond],
        ["inputs a CPU second", data.inputsPerCpuSecond, ...PEERS_FULL_BLOCKS.inputsPerCpuSecond],
        ["peak memory, MB", data.peakMb, ...PEERS_FULL_BLOCKS.peakMb],
        ["seconds, from the process's start to its end", of(({ seconds }) => seconds), "", ""],
        ["CPU seconds", of(({ cpuSeconds }) => cpuSeconds), "", ""],
        ["of these on the main thread", of(({ mainThreadSeconds }) => mainThreadSeconds), "", ""],
      ],
      notes: [PEERS_NOTE, ...(runs.length > 1 ? [`Median of ${runs.length} runs.`] : [])],
    };
    return { tables: [table], data };
  },
};
