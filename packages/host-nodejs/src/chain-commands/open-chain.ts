/** Opens the chain of a data directory, and nothing else in it, for as long as a subcommand needs it. */
import { existsSync } from "node:fs";
import type { CommittingStore, Network } from "@triad/chain";
import { acquireDirectoryLock, openLmdbStore, StoreError } from "@triad/store-lmdb";
import { type DataPaths, dataPaths, prepareDataDirectory } from "../data-directory.ts";
import { FatalError } from "../fatal-error.ts";

export interface OpenedChain {
  readonly paths: DataPaths;
  readonly store: CommittingStore;
}

/**
 * No node may run on the directory meanwhile. `create`: begin a new chain where there is none.
 * @throws FatalError that says what to do; what the store throws while it is used becomes one too.
 */
export async function withChain<T>(
  directory: string,
  network: Network,
  { create }: { readonly create: boolean },
  use: (chain: OpenedChain) => Promise<T>,
): Promise<T> {
  const paths = create ? prepareDataDirectory(directory) : dataPaths(directory);
  if (!create && !existsSync(paths.chain)) {
    throw new FatalError(`${directory} holds no chain. Name the node's directory with --datadir, or its --network.`);
  }
  const lock = acquireDirectoryLock(paths.directory);
  if (lock instanceof StoreError) throw new FatalError(lock.message);
  let store: CommittingStore | undefined;
  try {
    const { chainId, params } = network;
    store = openLmdbStore({ directory: paths.chain, networkName: params.name, chainId, create });
    return await use({ paths, store });
  } catch (error) {
    throw error instanceof StoreError ? new FatalError(error.message) : error;
  } finally {
    await store?.close();
    lock.release();
  }
}
