/** A subcommand on the wallet as a program: the directory held, the work done, the exit code. */
import { existsSync } from "node:fs";
import { acquireDirectoryLock, openLmdbStore, StoreError } from "@triad/store-lmdb";
import { dataPaths, defaultDataDirectory, prepareDataDirectory } from "../data-directory.ts";
import { EXIT, FatalError } from "../fatal-error.ts";
import type { NodeOptions } from "../option-table.ts";
import type { Prompt } from "../prompt.ts";
import { openNetwork } from "../role-network.ts";
import type { RoleName } from "../role-options.ts";
import { SCRYPT_COSTS } from "../wallet-cipher.ts";
import { removeWalletLeftovers } from "../wallet-file.ts";
import { WalletFault } from "../wallet-secrets.ts";
import type { WalletLine } from "./read-wallet-command.ts";
import type { WalletRun } from "./wallet-command.ts";

/** Where lines go, and how dear a passphrase is to guess. */
export type WalletSurroundings = Pick<WalletRun, "tell" | "print" | "costs">;

const OF_THE_PROCESS: WalletSurroundings = {
  costs: SCRYPT_COSTS,
  tell: (line) => void process.stderr.write(`${line}\n`),
  print: (line) => void process.stdout.write(`${line}\n`),
};

/** Resolves with the exit code; closes the prompt. @throws FatalError */
export async function runWalletCommand(
  role: RoleName,
  { command, file, birthday, remove }: WalletLine,
  options: Pick<NodeOptions, "network" | "dataDirectory">,
  home: string | undefined,
  prompt: Prompt,
  surroundings: WalletSurroundings = OF_THE_PROCESS,
): Promise<number> {
  try {
    const network = openNetwork(options.network);
    const directory = options.dataDirectory ?? defaultDataDirectory(role, network.params.name, home);
    const paths = command.createsDirectory ? prepareDataDirectory(directory) : dataPaths(directory);
    if (!existsSync(paths.wallet) && !command.createsDirectory) {
      throw new FatalError(
        `There is no wallet ${paths.wallet}. Name the node's directory with --datadir, or its --network.`,
      );
    }
    const lock = acquireDirectoryLock(paths.directory);
    if (lock instanceof StoreError) {
      const hint = "The console of a running node has the words passphrase, words and backup.";
      throw new FatalError(`${lock.message} ${hint}`);
    }
    const withStore: WalletRun["withStore"] = async (use) => {
      if (!existsSync(paths.chain)) return;
      const { chainId, params } = network;
      const store = openLmdbStore({ directory: paths.chain, networkName: params.name, chainId, create: false });
      try {
        await use(store);
      } finally {
        await store.close();
      }
    };
    try {
      removeWalletLeftovers(paths.wallet);
      await command.run({ role, network, paths, prompt, file, birthday, remove, withStore, ...surroundings });
    } finally {
      lock.release();
    }
    return EXIT.ok;
  } catch (error) {
    if (error instanceof StoreError || error instanceof WalletFault) throw new FatalError(error.message);
    // a full or read-only disk, a name that leads nowhere: nobody's bug
    if (error instanceof Error && "syscall" in error) throw new FatalError(`It was not done: ${error.message}.`);
    throw error;
  } finally {
    prompt.close();
  }
}
