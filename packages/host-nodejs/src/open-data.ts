/** Opens everything in the data directory, in the order that keeps a second process from touching any of it. */
import { existsSync } from "node:fs";
import type { CommittingStore, Network } from "@triad/chain";
import { acquireDirectoryLock, openLmdbStore, StoreError } from "@triad/store-lmdb";
import { KEYS_RECORD, type KeySource } from "@triad/wallet";
import { type ChosenSchnorr, chooseSchnorr, type SchnorrWish } from "./choose-schnorr.ts";
import { writeCookie } from "./cookie.ts";
import { type DataPaths, prepareDataDirectory } from "./data-directory.ts";
import { FatalError } from "./fatal-error.ts";
import { openNodeKey } from "./node-key.ts";
import { systemRandomness } from "./randomness.ts";
import { openWalletFile, walletBirthday, walletModeFault } from "./wallet-file.ts";

export interface NodeData {
  readonly paths: DataPaths;
  readonly store: CommittingStore;
  readonly schnorr: ChosenSchnorr;
  readonly nodeSecretKey: Uint8Array;
  /** Of an encrypted wallet its account's public key. */
  readonly walletSeed: KeySource;
  /** Unix seconds; undefined: nobody knows. */
  readonly walletBirthday: number | undefined;
  /** What its owner should know of the file at each start. */
  readonly walletWarning: string | undefined;
  readonly cookie: string;
  /** After the store was closed. */
  releaseLock(): void;
}

/** @throws FatalError that says what to do: locked, another network's, damaged, not writable. */
export async function openData(directory: string, network: Network, signatures: SchnorrWish): Promise<NodeData> {
  const schnorr = chooseSchnorr(signatures);
  const paths = prepareDataDirectory(directory);
  const lock = acquireDirectoryLock(paths.directory);
  if (lock instanceof StoreError) throw fatal(lock);
  let store: CommittingStore | undefined;
  try {
    store = openLmdbStore({
      directory: paths.chain,
      networkName: network.params.name,
      chainId: network.chainId,
    });
    refuseLostWallet(paths, store);
    const nodeSecretKey = openNodeKey(paths.nodeKey, schnorr.backend, systemRandomness);
    const walletSeed = openWalletFile(paths.wallet, systemRandomness, Math.floor(Date.now() / 1000));
    const birthday = walletBirthday(paths.wallet);
    const cookie = writeCookie(paths.cookie, systemRandomness);
    return {
      paths,
      store,
      schnorr,
      nodeSecretKey,
      walletSeed,
      walletBirthday: birthday,
      walletWarning: walletModeFault(paths.wallet),
      cookie,
      releaseLock: () => lock.release(),
    };
  } catch (error) {
    await store?.close();
    lock.release();
    throw error instanceof StoreError ? fatal(error) : fileError(paths.directory, error);
  }
}

/** A wallet that was made beside the records of another one could not be used, and would be taken for the lost one. */
function refuseLostWallet({ wallet }: DataPaths, store: CommittingStore): void {
  if (existsSync(wallet) || store.record(KEYS_RECORD) === undefined) return;
  throw new FatalError(
    `The wallet ${wallet} is gone, and this directory has followed its payments. No other one was made. Put the file back; ` +
      "or bring it back by wallet restore FILE from a backup, or by wallet restore from its words. If it may be " +
      "forgotten, wallet create makes a new one.",
  );
}

function fatal(error: StoreError): FatalError {
  const hint = error.code === "locked" ? " The option is --datadir DIR." : "";
  return new FatalError(`${error.message}${hint}`);
}

/** An error of the file system gets a sentence; everything else is a bug and stays what it is. */
function fileError(directory: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof FatalError || !("syscall" in error)) return error;
  const isFull = "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  const advice = isFull ? "The disk is full: free some space, then start again." : "Check its owner and free space.";
  return new FatalError(`Can't use the data directory ${directory}: ${error.message}. ${advice}`);
}
