/** `empty`: initial synchronisation of empty blocks, which shows what a block costs without its payments. */
import type { Bench } from "./bench.ts";
import { EMPTY_SHAPE_LINES, RUN_LINES, readBenchOptions, WORK_LINES } from "./bench-options.ts";
import { PEERS_EMPTY_BLOCKS, PEERS_NOTE } from "./peers-figures.ts";
import { type Pick, syncReport } from "./sync-report.ts";
import { runSyncs } from "./sync-run.ts";

export const emptyBench: Bench = {
  name: "empty",
  summary: "initial sync of empty blocks over loopback (20,000 unless told): blocks a second, CPU, memory",
  options: [...EMPTY_SHAPE_LINES, ...RUN_LINES, ...WORK_LINES],
  async run(args, tell) {
    const options = readBenchOptions(args, { blocks: 20_000, transactions: 0, pool: 0 });
    const { blocks } = options.shape;
    const blocksPerSecond: Pick = ({ seconds }) => blocks / seconds;
    const blocksPerCpuSecond: Pick = ({ cpuSeconds }) => blocks / cpuSeconds;
    const peakMb: Pick = (run) => run.peakMb;
    return syncReport(
      await runSyncs(options, tell),
      `Initial sync of ${blocks} empty blocks`,
      { blocksPerSecond, blocksPerCpuSecond, peakMb },
      (of) => [
        ["blocks a second", of(blocksPerSecond), ...PEERS_EMPTY_BLOCKS.blocksPerSecond],
        ["blocks a CPU second", of(blocksPerCpuSecond), "", ""],
        ["peak memory, MB", of(peakMb), "", ""],
      ],
      [PEERS_NOTE],
    );
  },
};
