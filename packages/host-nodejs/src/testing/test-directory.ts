/** Data directories with a chain of test blocks, and subcommands run on them in this process. */
import { join } from "node:path";
import type { CommitBatch, Network } from "@triad/chain";
import { type BuiltBlock, openTestChain, settleChain } from "@triad/chain/testing";
import { openLmdbStore } from "@triad/store-lmdb";
import { withChain } from "../chain-commands/open-chain.ts";
import type { Progress } from "../chain-commands/progress.ts";
import type { Subcommand } from "../chain-commands/subcommand.ts";
import { SUBCOMMANDS } from "../chain-commands/subcommand-table.ts";
import { FatalError } from "../fatal-error.ts";

/** Commits the blocks without a look at their order; whether a batch follows is up to the test. */
export async function fillDirectory(
  directory: string,
  network: Network,
  blocks: readonly BuiltBlock[],
  after: readonly CommitBatch[] = [],
): Promise<void> {
  const { chainId, params } = network;
  const store = openLmdbStore({ directory: join(directory, "chain"), networkName: params.name, chainId });
  const chain = openTestChain(network, { store });
  for (const { bytes, header } of blocks) chain.acceptBlock(bytes, header.time);
  settleChain(chain);
  const batch = chain.takeCommit();
  for (const each of batch === undefined ? after : [batch, ...after]) await store.commit(each, true);
  await store.close();
}

export interface CommandOutcome {
  readonly isGood: boolean;
  /** All lines, and the message of the error that ended it. */
  readonly text: string;
}

export async function runOn(
  directory: string,
  network: Network,
  name: Subcommand["name"],
  file = "",
  progress: Progress = () => undefined,
): Promise<CommandOutcome> {
  const subcommand = SUBCOMMANDS.find((candidate) => candidate.name === name);
  if (subcommand === undefined) throw new Error(`no subcommand ${name}`);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  try {
    const isGood = await withChain(directory, network, { create: subcommand.createsChain }, (chain) =>
      subcommand.run(file, {
        ...chain,
        network,
        progress,
        signatures: "auto",
        coinCacheBytes: 4_000_000,
        tell: say,
        print: say,
      }),
    );
    return { isGood, text: lines.join("\n") };
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return { isGood: false, text: [...lines, error.message].join("\n") };
  }
}
