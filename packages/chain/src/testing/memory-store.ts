/**
 * A chain store in memory, for the simulator and for tests, which can lose power.
 *
 * What it models: a batch is applied whole or not at all, batches reach the disk in order, and a durable batch is on
 * the disk when `apply` returns, with all before it. Batches since the last durable one may be lost, the latest first.
 * To lose power, throw the store away and go on with `afterPowerLoss`.
 */
import { assert } from "../assert.ts";
import { type Coin, readCoin, writeCoin } from "../coin.ts";
import { type HashKey, hashKey, type OutpointKey } from "../keys.ts";
import type { ChainStore, CommitBatch } from "../store/chain-store.ts";
import { STORED_HEADER_BYTES, writeStoredHeader } from "../store/stored-header.ts";

const TABLES = ["tip", "coins", "headers", "bodies", "undos", "filters", "history", "records"] as const;
type Table = (typeof TABLES)[number];
type Tables = Readonly<Record<Table, Map<string, Uint8Array>>>;

/** One key's change, the unit in which a disk is written; null removes the key. */
interface KeyWrite {
  readonly table: Table;
  readonly key: string;
  readonly value: Uint8Array | null;
}

const TIP_KEY = "";
const PRUNED_KEY = "pruned";
/** Few, so that small chains of tests have several pages. */
const HEADERS_PER_PAGE = 100;

export class MemoryStore implements ChainStore {
  readonly #tables: Tables;
  /** For each batch that power loss can still take: the writes that take it back. */
  readonly #undoable: KeyWrite[][];

  constructor(tables: Tables = emptyTables(), undoable: KeyWrite[][] = []) {
    this.#tables = tables;
    this.#undoable = undoable;
  }

  /** Writes of single keys that are not durable yet: the number of moments at which power can fail. */
  get pendingWrites(): number {
    return this.#undoable.reduce((sum, writes) => sum + writes.length, 0);
  }

  apply(batch: CommitBatch, durable = true): void {
    const undo: KeyWrite[] = [];
    // A batch that could not be applied whole must change nothing: all its writes are made before the first is put.
    for (const write of [...clearsOfBatch(batch, this.#tables), ...writesOfBatch(batch, this.#tables.headers.size)]) {
      undo.push({ ...write, value: this.#tables[write.table].get(write.key) ?? null });
      put(this.#tables, write);
    }
    if (durable) this.#undoable.length = 0;
    else this.#undoable.push(undo);
  }

  /**
   * The store as a restart finds it when power failed after `writesKept` of the `pendingWrites`: a batch that was
   * written in part is gone, and so are all after it.
   */
  afterPowerLoss(writesKept: number): MemoryStore {
    let kept = 0;
    let reached = 0;
    while (kept < this.#undoable.length && reached + (this.#undoable[kept]?.length ?? 0) <= writesKept) {
      reached += this.#undoable[kept]?.length ?? 0;
      kept++;
    }
    const tables = copyTables(this.#tables);
    for (const undo of this.#undoable.slice(kept).reverse()) {
      for (const write of undo.toReversed()) put(tables, write);
    }
    return new MemoryStore(tables);
  }

  /** The store as a restart of the process finds it, power never having failed. */
  copy(): MemoryStore {
    return new MemoryStore(copyTables(this.#tables), [...this.#undoable]);
  }

  get coinsTip(): Uint8Array | undefined {
    return this.#read("tip", TIP_KEY);
  }

  get prunedHeight(): number {
    const bytes = this.#read("tip", PRUNED_KEY);
    return bytes === undefined ? 0 : new DataView(bytes.buffer).getUint32(0);
  }

  coin(key: OutpointKey): Coin | undefined {
    const bytes = this.#tables.coins.get(key);
    return bytes && readCoin(bytes);
  }

  body(hash: Uint8Array): Uint8Array | undefined {
    return this.#read("bodies", hashKey(hash));
  }

  undo(hash: Uint8Array): Uint8Array | undefined {
    return this.#read("undos", hashKey(hash));
  }

  filter(hash: Uint8Array): Uint8Array | undefined {
    return this.#read("filters", hashKey(hash));
  }

  historyNode(hash: Uint8Array, level: number): Uint8Array | undefined {
    return this.#read("history", historyKey(hash, level));
  }

  *headers(): Iterable<Uint8Array> {
    const { headers } = this.#tables;
    for (let from = 0; from < headers.size; from += HEADERS_PER_PAGE) {
      const count = Math.min(HEADERS_PER_PAGE, headers.size - from);
      const page = new Uint8Array(count * STORED_HEADER_BYTES);
      for (let i = 0; i < count; i++) {
        const bytes = headers.get(String(from + i));
        assert(bytes !== undefined, "headers are numbered without gaps");
        page.set(bytes, i * STORED_HEADER_BYTES);
      }
      yield page;
    }
  }

  record(name: string): Uint8Array | undefined {
    return this.#read("records", name);
  }

  *records(prefix: string): Iterable<readonly [name: string, bytes: Uint8Array]> {
    // Names are ASCII, so that the order of strings is the order of bytes, which a store on disk has.
    const names = [...this.#tables.records.keys()].filter((name) => name.startsWith(prefix)).sort();
    for (const name of names) {
      const bytes = this.#read("records", name);
      if (bytes) yield [name, bytes];
    }
  }

  /** A copy, so that a caller who changes it can't change the store. */
  #read(table: Table, key: string): Uint8Array | undefined {
    return this.#tables[table].get(key)?.slice();
  }
}

function* clearsOfBatch({ cleared }: CommitBatch, tables: Tables): Iterable<KeyWrite> {
  for (const table of cleared) {
    for (const key of tables[table].keys()) yield { table, key, value: null };
    if (table === "coins") yield { table: "tip", key: TIP_KEY, value: null };
  }
}

function* writesOfBatch(batch: CommitBatch, headerCount: number): Iterable<KeyWrite> {
  for (const { hash, bytes } of batch.bodies) yield write("bodies", hashKey(hash), bytes);
  for (const { hash, bytes } of batch.undos) yield write("undos", hashKey(hash), bytes);
  for (const hash of batch.prunedBlocks) {
    yield { table: "bodies", key: hashKey(hash), value: null };
    yield { table: "undos", key: hashKey(hash), value: null };
  }
  for (const { hash, bytes } of batch.filters) yield write("filters", hashKey(hash), bytes);
  for (const { hash, level, bytes } of batch.historyNodes) yield write("history", historyKey(hash, level), bytes);
  let next = headerCount;
  for (const header of batch.headers) {
    assert(header.sequence <= next, "headers are numbered in order of arrival without gaps");
    if (header.sequence === next) next++;
    yield { table: "headers", key: String(header.sequence), value: writeStoredHeader(header) };
  }
  for (const [key, coin] of batch.coins) yield { table: "coins", key, value: coin && writeCoin(coin) };
  for (const [name, bytes] of batch.records) {
    assert(/^[\x20-\x7e]{1,255}$/.test(name), "the roles name records in 1 to 255 printable ASCII characters");
    yield write("records", name, bytes);
  }
  if (batch.coinsTip) yield write("tip", TIP_KEY, batch.coinsTip);
  if (batch.prunedHeight !== undefined) yield write("tip", PRUNED_KEY, uint32(batch.prunedHeight));
}

function write(table: Table, key: string, bytes: Uint8Array | null): KeyWrite {
  return { table, key, value: bytes && Uint8Array.from(bytes) };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function historyKey(hash: Uint8Array, level: number): HashKey {
  return `${hashKey(hash)}${level}`;
}

function put(tables: Tables, { table, key, value }: KeyWrite): void {
  if (value) tables[table].set(key, value);
  else tables[table].delete(key);
}

function emptyTables(): Tables {
  return {
    tip: new Map(),
    coins: new Map(),
    headers: new Map(),
    bodies: new Map(),
    undos: new Map(),
    filters: new Map(),
    history: new Map(),
    records: new Map(),
  };
}

function copyTables(tables: Tables): Tables {
  const copy = emptyTables();
  for (const table of TABLES) for (const [key, value] of tables[table]) copy[table].set(key, value);
  return copy;
}
