/**
 * The chain store on LMDB: reads are synchronous and see what is committed; a commit is one LMDB transaction, written
 * by a thread of lmdb's so that the event loop goes on.
 *
 * Durability. The environment is opened with LMDB's own defaults: no `noSync`, no `noMetaSync`, no `useWritemap`, and
 * lmdb-js's `overlappingSync` off. So each commit writes its new pages, syncs them, then writes the meta page that
 * makes them count, and syncs that, before its promise resolves. A loss of power costs the batch in flight and nothing
 * else: each batch is durable, which is more than `durable: false` asks for.
 * Why not `overlappingSync`: it makes a batch readable before it is synced, so that a sync that fails rejects a commit
 * which readers have already seen; the contract says that nothing of a rejected batch was applied. What it would save
 * is little: the sync runs on lmdb's thread, and one commit is under way at a time.
 * Nothing protects against a disk that says "synced" and is not; nor does LMDB have checksums against decay.
 *
 * After an I/O error other than a full disk the store refuses further commits: LMDB gives an environment up whose meta
 * page could not be written, and lmdb-js then never settles a commit. After a full disk a commit can be repeated.
 */
import {
  assert,
  bytesOfKey,
  COIN_BYTES,
  type Coin,
  type CommitBatch,
  type CommittingStore,
  INDEX_KEY_BYTES_MAX,
  type IndexRange,
  type IndexRow,
  type OutpointKey,
  readCoin,
  STORED_HEADER_BYTES,
  STORED_HEADERS_PER_PAGE,
} from "@triad/chain";
import type { RootDatabase } from "lmdb";
import { type KeyWrite, writesOfBatch } from "./batch-writes.ts";
import type { DirectoryLock } from "./directory-lock.ts";
import { StoreError, writeFailure } from "./store-error.ts";
import type { TableName, Tables } from "./tables.ts";
import { asciiBytes, headerKey, historyKey, META_KEYS, readCopy } from "./tables.ts";

export interface LmdbStoreParts {
  readonly directory: string;
  readonly root: RootDatabase<Uint8Array, Uint8Array>;
  readonly tables: Tables;
  readonly lock: DirectoryLock;
}

export class LmdbStore implements CommittingStore {
  readonly #parts: LmdbStoreParts;
  /** Commits run one after the other; settles when the last one called has. */
  #lastCommit: Promise<unknown> = Promise.resolve();
  /** Commits called before this many failures were seen must not be applied after the one that failed. */
  #failures = 0;
  #broken: StoreError | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: LmdbStoreParts) {
    this.#parts = parts;
  }

  /** Rejects with a StoreError: `disk-full` (repeat it later), `io-error`, `closed`. */
  async commit(batch: CommitBatch, _durable: boolean): Promise<void> {
    this.#checkIsOpen();
    const writes = writesOfBatch(batch);
    const failuresBefore = this.#failures;
    const done = this.#lastCommit.then(() => this.#write(batch, writes, failuresBefore));
    this.#lastCommit = done.catch(() => undefined);
    await done;
  }

  /** Waits for commits under way; then the directory is free for another process. */
  close(): Promise<void> {
    this.#closing ??= this.#lastCommit.then(async () => {
      await this.#parts.root.close();
      this.#parts.lock.release();
    });
    return this.#closing;
  }

  get coinsTip(): Uint8Array | undefined {
    return this.#read("meta", META_KEYS.coinsTip);
  }

  get prunedHeight(): number {
    const bytes = this.#read("meta", META_KEYS.prunedHeight);
    return bytes === undefined ? 0 : new DataView(bytes.buffer).getUint32(0);
  }

  coin(key: OutpointKey): Coin | undefined {
    this.#checkIsOpen();
    const lent = this.#parts.tables.coins.getBinaryFast(bytesOfKey(key));
    // Lent until the next read: readCoin copies what it keeps, but of a Buffer its `slice` would only be a view.
    return lent && readCoin(new Uint8Array(lent.buffer, lent.byteOffset, COIN_BYTES));
  }

  body(hash: Uint8Array): Uint8Array | undefined {
    return this.#read("bodies", hash);
  }

  undo(hash: Uint8Array): Uint8Array | undefined {
    return this.#read("undos", hash);
  }

  filter(hash: Uint8Array): Uint8Array | undefined {
    return this.#read("filters", hash);
  }

  historyNode(hash: Uint8Array, level: number): Uint8Array | undefined {
    return this.#read("history", historyKey(hash, level));
  }

  *headers(): Iterable<Uint8Array> {
    // One read each instead of a cursor: a walk that is left half-way must not hold a snapshot open, which would keep
    // LMDB from using freed pages again. By key it is as quick, when the value goes from lmdb's buffer into the page.
    for (let from = 0; ; from += STORED_HEADERS_PER_PAGE) {
      const page = this.#headersFrom(from);
      if (page.length > 0) yield page;
      if (page.length < STORED_HEADERS_PER_PAGE * STORED_HEADER_BYTES) return;
    }
  }

  indexRow(key: Uint8Array): Uint8Array | undefined {
    return this.#read("index", key);
  }

  indexRows({ prefix, beyond, order, count }: IndexRange): readonly IndexRow[] {
    this.#checkIsOpen();
    const after = lastKeyOf(prefix);
    // The keys are read at once, so that no cursor stays open. Both ends are named, and one of each pair is excluded.
    const range =
      order === "upwards"
        ? { start: beyond ?? prefix, end: after, exclusiveStart: true }
        : { start: beyond ?? after, end: prefix, exclusiveStart: true, reverse: true };
    const keys = this.#parts.tables.index
      .getKeys({ ...range, limit: count })
      .map((key) => Uint8Array.from(key)).asArray;
    return (keys as unknown as readonly Uint8Array[]).map((key) => {
      return { key, value: this.#read("index", key) ?? new Uint8Array(0) };
    });
  }

  record(name: string): Uint8Array | undefined {
    return this.#read("records", asciiBytes(name));
  }

  *records(prefix: string): Iterable<readonly [name: string, bytes: Uint8Array]> {
    this.#checkIsOpen();
    // A record is small and there are few: the names are read at once, so that no cursor stays open.
    const start = prefix === "" ? Uint8Array.of(0) : asciiBytes(prefix);
    const end = Uint8Array.of(...asciiBytes(prefix), 0xff);
    const keys = this.#parts.tables.records.getKeys({ start, end }).map((key) => String.fromCharCode(...key)).asArray;
    for (const name of keys as unknown as readonly string[]) {
      const bytes = this.record(name);
      if (bytes) yield [name, bytes];
    }
  }

  /** As many as a page holds, from the one numbered `from` on. */
  #headersFrom(from: number): Uint8Array {
    this.#checkIsOpen();
    const page = new Uint8Array(STORED_HEADERS_PER_PAGE * STORED_HEADER_BYTES);
    const key = headerKey(from);
    const keyView = new DataView(key.buffer);
    for (let count = 0; count < STORED_HEADERS_PER_PAGE; count++) {
      keyView.setUint32(0, from + count);
      const lent = this.#parts.tables.headers.getBinaryFast(key);
      if (!lent) return page.slice(0, count * STORED_HEADER_BYTES);
      page.set(new Uint8Array(lent.buffer, lent.byteOffset, STORED_HEADER_BYTES), count * STORED_HEADER_BYTES);
    }
    return page;
  }

  #read(table: TableName, key: Uint8Array): Uint8Array | undefined {
    this.#checkIsOpen();
    return readCopy(this.#parts.tables[table], key);
  }

  async #write(batch: CommitBatch, writes: readonly KeyWrite[], failuresBefore: number): Promise<void> {
    if (this.#broken) throw this.#broken;
    if (this.#failures !== failuresBefore) {
      throw new StoreError("io-error", "A batch before this one was not written. Repeat both in their order.");
    }
    try {
      await putAll(this.#parts, batch, writes);
    } catch (error) {
      this.#failures++;
      const failure = writeFailure(this.#parts.directory, await causeOf(error));
      if (failure.code !== "disk-full") this.#broken = failure;
      throw failure;
    }
  }

  #checkIsOpen(): void {
    // lmdb would read memory that is no longer mapped.
    if (this.#closing) throw new StoreError("closed", "The store was closed; open it again to use it.");
  }
}

/** Above every key that begins with the prefix. */
function lastKeyOf(prefix: Uint8Array): Uint8Array {
  const last = new Uint8Array(INDEX_KEY_BYTES_MAX + 1).fill(0xff);
  last.set(prefix);
  return last;
}

/**
 * `batch` keeps all writes in one transaction, however many. The writes share a few promises, which all settle with the
 * transaction: each is waited for, since a rejection that nobody handles would end the process.
 */
async function putAll(
  { root, tables }: LmdbStoreParts,
  { cleared, index }: CommitBatch,
  writes: readonly KeyWrite[],
): Promise<void> {
  if (writes.length === 0 && cleared.length === 0 && index.size === 0) return;
  const settled = new Set<Promise<unknown>>();
  const whole = root.batch(() => {
    for (const table of cleared) settled.add(tables[table].clearAsync());
    for (const { table, key, value } of writes) {
      settled.add(value ? tables[table].put(key, value) : tables[table].remove(key));
    }
    // nobody can change its strings meanwhile: no copy of them waits for its turn
    for (const [key, value] of index) {
      assert(key.length > 0 && key.length <= INDEX_KEY_BYTES_MAX, "whoever keeps an index knows how long its keys are");
      const bytes = bytesOfKey(key);
      settled.add(value === null ? tables.index.remove(bytes) : tables.index.put(bytes, bytesOfKey(value)));
    }
  });
  await Promise.all([whole, ...settled]);
}

/** lmdb rejects with "Commit failed" and hands the reason over in a promise beside it. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !("commitError" in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return reason;
  }
}
