/** `sync`: initial synchronisation of full blocks over loopback, all checks done. */
import type { Bench } from "./bench.ts";
import { FULL_SHAPE_LINES, RUN_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { PEERS_FULL_BLOCKS, PEERS_NOTE } from "./peers-figures.ts";
import { type Pick, syncReport } from "./sync-report.ts";
import { runSyncs } from "./sync-run.ts";

const INPUTS_EACH = 2;

export const syncBench: Bench = {
  name: "sync",
  summary: "initial sync of full blocks over loopback: transactions a second, CPU, memory, event loop delay",
  options: [
    ...FULL_SHAPE_LINES,
    ...RUN_LINES,
    "--index address  let the node that is measured keep an index of addresses",
    ...WORK_LINES,
  ],
  async run(args, tell) {
    const options = readBenchOptions(args, { blocks: 200, transactions: 1_500, pool: 60_000 });
    const { blocks, transactions, pool } = options.shape;
    const count = blocks * transactions;
    const transactionsPerSecond: Pick = ({ seconds }) => count / seconds;
    const inputsPerSecond: Pick = ({ seconds }) => (count * INPUTS_EACH) / seconds;
    const inputsPerCpuSecond: Pick = ({ cpuSeconds }) => (count * INPUTS_EACH) / cpuSeconds;
    const peakMb: Pick = (run) => run.peakMb;
    return syncReport(
      await runSyncs(options, tell),
      `Initial sync of ${blocks} blocks x ${transactions} transactions, pool of ${pool} coins`,
      { transactionsPerSecond, inputsPerSecond, inputsPerCpuSecond, peakMb },
      (of) => [
        ["transactions a second", of(transactionsPerSecond), ...PEERS_FULL_BLOCKS.transactionsPerSecond],
        ["inputs a second", of(inputsPerSecond), "", ""],
        ["inputs a CPU second", of(inputsPerCpuSecond), ...PEERS_FULL_BLOCKS.inputsPerCpuSecond],
        ["peak memory, MB", of(peakMb), ...PEERS_FULL_BLOCKS.peakMb],
      ],
      [PEERS_NOTE, "The time of the blocks that create the pool is counted, their transactions and outputs are not."],
    );
  },
};
