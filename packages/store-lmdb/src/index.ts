/**
 * @triad/store-lmdb: the chain store on LMDB.
 *
 * Responsible for: committing batches to disk whole and in order, synchronous reads of what is committed, refusing
 * data that is not ours to open, and one process per data directory.
 * Depends on: chain (the store's contract), lmdb.
 */
export { acquireDirectoryLock, type DirectoryLock } from "./directory-lock.ts";
export type { LmdbStore } from "./lmdb-store.ts";
export { type OpenStoreOptions, openLmdbStore } from "./open-store.ts";
export { StoreError, type StoreErrorCode } from "./store-error.ts";
