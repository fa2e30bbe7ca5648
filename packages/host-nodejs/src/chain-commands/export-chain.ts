/** The subcommand export-chain: the best chain of a data directory as one file. */
import type { ChainStore, Network } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { FatalError } from "../fatal-error.ts";
import { bestChain } from "./best-chain.ts";
import { chainFileChunks, writeToStream, writeWholeFile } from "./chain-file-writer.ts";
import type { Progress } from "./progress.ts";
import type { CommandRun } from "./subcommand.ts";
import { refuseUnfinished } from "./unfinished-chain.ts";

export async function exportChain(file: string, { network, store, progress, tell }: CommandRun): Promise<boolean> {
  refuseUnfinished({ store }, "export-chain");
  const { tip } = new BlockChain({ network, store, isVerified: () => false, newJob: () => 0 });
  const chunks = chunksOf(network, store, tip, progress);
  await (file === "-" ? writeToStream(process.stdout, chunks) : writeWholeFile(file, chunks));
  tell(`Wrote ${tip.height} blocks to ${file === "-" ? "the standard output" : file}.`);
  return true;
}

function chunksOf(network: Network, store: ChainStore, tip: HeaderEntry, progress: Progress): Iterable<Uint8Array> {
  return chainFileChunks(network, bodiesUpTo(tip, store, progress));
}

function* bodiesUpTo(tip: HeaderEntry, store: ChainStore, progress: Progress): Iterable<Uint8Array> {
  for (const { hash, height } of bestChain(tip).slice(1)) {
    const body = store.body(hash);
    if (body === undefined) {
      throw new FatalError(
        `Block ${height} is not kept here, so the chain can't be exported (--prune). While the node runs, "export FILE" in ` +
          "its console gets such blocks from a full node that grants access.",
      );
    }
    yield body;
    progress(height, tip.height);
  }
}
