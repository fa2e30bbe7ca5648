import { existsSync } from "node:fs";
import { join } from "node:path";
import { equalBytes } from "@triad/crypto";
import { open, type RootDatabase } from "lmdb";
import { checkDataFile, type DataFileState } from "./data-file.ts";
import { acquireDirectoryLock } from "./directory-lock.ts";
import { LmdbStore } from "./lmdb-store.ts";
import { checkSpaceToBegin, diskFull, StoreError, writeFailure } from "./store-error.ts";
import { asciiBytes, FORMAT_VERSION, META_KEYS, openTables, readCopy, TABLE_NAMES, type Tables } from "./tables.ts";

export interface OpenStoreOptions {
  /** Belongs to the store alone; created if it is not there. */
  readonly directory: string;
  /** For the operator, when another network's data is found. */
  readonly networkName: string;
  /** The genesis block's hash: data of another chain is refused. */
  readonly chainId: Uint8Array;
  /** Default true. False refuses to begin a new store. */
  readonly create?: boolean;
  /** Address space to begin with; LMDB maps more when the data grow beyond it. */
  readonly mapSizeBytes?: number;
}

/** Only reserves addresses; large enough that most stores never have to be mapped a second time. */
const MAP_BYTES_DEFAULT = 4 * 1024 ** 3;

/**
 * Opens the store, or throws a StoreError: `not-found`, `not-writable`, `locked`, `corrupt`, `other-network`,
 * `newer-format`, `disk-full`, `io-error`. The store holds the directory's lock until it is closed.
 */
export function openLmdbStore(options: OpenStoreOptions): LmdbStore {
  const { directory, create = true } = options;
  if (!create && !existsSync(join(directory, "data.mdb"))) throw notFound(directory);
  const lock = acquireDirectoryLock(directory);
  if (lock instanceof StoreError) throw lock;
  let root: RootDatabase<Uint8Array, Uint8Array> | undefined;
  try {
    checkState(directory, create, checkDataFile(join(directory, "data.mdb")));
    if (!existsSync(join(directory, "lock.mdb"))) checkSpaceToBegin(directory);
    root = openRoot(options);
    const tables = openTables(root);
    checkMeta(options, root, tables);
    return new LmdbStore({ directory, root, tables, lock });
  } catch (error) {
    // Nothing was queued, so that closing needs no waiting.
    void root?.close();
    lock.release();
    throw openFailure(directory, error);
  }
}

function checkState(directory: string, create: boolean, state: DataFileState): void {
  switch (state) {
    case "sound":
      return;
    case "absent":
      if (!create) throw notFound(directory);
      return;
    case "corrupt":
      throw corrupt(directory);
    case "newer-lmdb":
      throw newerFormat(directory);
    default:
      state satisfies never;
  }
}

function openRoot({ directory, mapSizeBytes = MAP_BYTES_DEFAULT }: OpenStoreOptions) {
  return open<Uint8Array, Uint8Array>({
    path: directory,
    noSubdir: false,
    encoding: "binary",
    keyEncoding: "binary",
    maxDbs: TABLE_NAMES.length,
    mapSize: mapSizeBytes,
    // See the header of lmdb-store.ts.
    overlappingSync: false,
    // Each commit is a batch of its own. Gathering the writes of a turn would add a promise that nobody can wait for,
    // and its rejection would end the process.
    eventTurnBatching: false,
  });
}

/** A new store has no meta yet: all of it is written in one transaction, so that it is there whole or not at all. */
function checkMeta(options: OpenStoreOptions, root: RootDatabase<Uint8Array, Uint8Array>, { meta }: Tables): void {
  const { directory, networkName, chainId, create = true } = options;
  const version = readCopy(meta, META_KEYS.formatVersion)?.[0];
  if (version === undefined) {
    if (!create) throw notFound(directory);
    root.transactionSync(() => {
      meta.putSync(META_KEYS.formatVersion, Uint8Array.of(FORMAT_VERSION));
      meta.putSync(META_KEYS.chainId, Uint8Array.from(chainId));
      meta.putSync(META_KEYS.networkName, asciiBytes(networkName));
    });
    return;
  }
  if (version > FORMAT_VERSION) throw newerFormat(directory);
  const storedId = readCopy(meta, META_KEYS.chainId);
  if (storedId && equalBytes(storedId, chainId)) return;
  const name = String.fromCharCode(...(readCopy(meta, META_KEYS.networkName) ?? []));
  const whose = name === networkName ? `another chain named ${name}` : `the network ${name}`;
  throw new StoreError(
    "other-network",
    `${directory} holds ${whose}, not this ${networkName}. Choose another data directory, or the network it belongs to.`,
  );
}

function openFailure(directory: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EROFS" || code === "EPERM" || /permission denied|read-only/i.test(message)) {
    return new StoreError("not-writable", `The files in ${directory} can't be written: ${message}. Check their owner.`);
  }
  if (/MDB_(INVALID|CORRUPTED|PAGE_NOTFOUND|VERSION_MISMATCH|PANIC|INCOMPATIBLE|BAD)/.test(message)) {
    return corrupt(directory, error);
  }
  const failure = writeFailure(directory, error);
  return failure.code === "disk-full" ? diskFull(directory, error) : failure;
}

function notFound(directory: string): StoreError {
  return new StoreError("not-found", `${directory} holds no chain. Check the path of the data directory.`);
}

function newerFormat(directory: string): StoreError {
  return new StoreError(
    "newer-format",
    `${directory} was written by a newer version. Start that version, or a newer one.`,
  );
}

function corrupt(directory: string, cause?: unknown): StoreError {
  const advice = "Move the directory away and start again: the chain is fetched from peers.";
  return new StoreError("corrupt", `The chain data in ${directory} are damaged. ${advice}`, cause);
}
