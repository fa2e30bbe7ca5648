/** What the killed processes are doing: lives of directories, each a row of acts that go on from each other. */
import type { DrillChain, DrillChains } from "./drill-chains.ts";
import type { Phase } from "./kill-tally.ts";

export interface Act {
  readonly phase: Phase;
  readonly program: "full-node" | "miner";
  /** A subcommand that ends by itself; undefined: a node that synchronises from a peer. */
  readonly subcommand: readonly string[] | undefined;
  /** Whose chain the node's peer has. */
  readonly from: DrillChain | undefined;
  readonly options: readonly string[];
  /** Where the directory's chain is once the act has finished. */
  readonly goal: DrillChain;
}

/** The fewest blocks that a node may keep. */
const KEEP_BLOCKS = "2880";
const SMALL_CACHE = ["--coin-cache", "4"];

export function livesOf({ first, second, third, long }: DrillChains, hasReindex: boolean): readonly (readonly Act[])[] {
  const reindexed = hasReindex ? [reindex(third)] : [];
  return [
    [importOf("import", first), importOf("reorganisation", second), importOf("reorganisation", third), ...reindexed],
    ...(long === undefined ? [] : [[prunedMiner(long)]]),
    [
      synchronise("coin cache", first, SMALL_CACHE),
      synchronise("reorganisation", second, SMALL_CACHE),
      ...(hasReindex ? [reindex(second)] : []),
    ],
    [synchronise("synchronising", first), synchronise("reorganisation", third), ...reindexed],
  ];
}

function importOf(phase: Phase, goal: DrillChain): Act {
  const subcommand = ["import-chain", goal.chainFile];
  return { phase, program: "full-node", subcommand, from: undefined, options: [], goal };
}

function reindex(goal: DrillChain): Act {
  return { phase: "reindex", program: "full-node", subcommand: ["reindex"], from: undefined, options: [], goal };
}

function synchronise(phase: Phase, goal: DrillChain, options: readonly string[] = []): Act {
  return { phase, program: "full-node", subcommand: undefined, from: goal, options, goal };
}

function prunedMiner(goal: DrillChain): Act {
  const options = ["--prune", KEEP_BLOCKS, "--mine", "off", "--threads", "1", ...SMALL_CACHE];
  return { phase: "pruning", program: "miner", subcommand: undefined, from: goal, options, goal };
}
