/**
 * A chain store in memory, for the simulator and for tests, which can lose power.
 *
 * What it models: a batch is applied whole or not at all, and a durable batch is on the disk when `apply` returns, with
 * all before it. Of what was written since the last durable one the disk may have any part (memory-journal.ts); a
 * restart finds the first whole batches of it. To lose power, throw the store away and go on with `afterPowerLoss`.
 * To lose it while a durable batch is being written, apply that batch to a copy as one that isn't durable first.
 */
import { assert } from "../assert.ts";
import { type Coin, readCoin } from "../coin.ts";
import { bytesOfKey, hashKey, type OutpointKey } from "../keys.ts";
import type { ChainStore, CommitBatch, IndexRange, IndexRow } from "../store/chain-store.ts";
import { STORED_HEADER_BYTES } from "../store/stored-header.ts";
import type { Draw } from "./draw-from.ts";
import { recoverBatches, sectorsOf } from "./memory-journal.ts";
import {
  copyTables,
  emptyTables,
  historyKey,
  type KeyWrite,
  keyWritesOf,
  PRUNED_KEY,
  putKey,
  type Table,
  type Tables,
  TIP_KEY,
} from "./memory-tables.ts";

/** Few, so that small chains of tests have several pages. */
const HEADERS_PER_PAGE = 100;

/** A batch that power loss can still take. */
interface UnsyncedBatch {
  readonly writes: readonly KeyWrite[];
  /** What takes them back, the first write's last. */
  readonly undo: readonly KeyWrite[];
}

export class MemoryStore implements ChainStore {
  readonly #tables: Tables;
  readonly #unsynced: UnsyncedBatch[];

  constructor(tables: Tables = emptyTables(), unsynced: UnsyncedBatch[] = []) {
    this.#tables = tables;
    this.#unsynced = unsynced;
  }

  /** Writes that are not durable yet, single keys and the commits of batches: the moments at which power can fail. */
  get pendingWrites(): number {
    return this.#unsynced.reduce((sum, { writes }) => sum + sectorsOf(writes), 0);
  }

  apply(batch: CommitBatch, durable = true): void {
    // A batch that could not be applied whole must change nothing: all its writes are made before the first is put.
    const writes = [...keyWritesOf(batch, this.#tables)];
    const undo: KeyWrite[] = [];
    for (const write of writes) {
      if (!durable) undo.push({ ...write, value: this.#tables[write.table].get(write.key) ?? null });
      putKey(this.#tables, write);
    }
    if (durable) this.#unsynced.length = 0;
    else this.#unsynced.push({ writes, undo: undo.reverse() });
  }

  /**
   * The store as a restart finds it when power failed after `writesDone` of the `pendingWrites`. With `draw` the disk
   * had not taken them in order: any may be missing, and the last may be torn. A batch of which something is missing
   * is gone, and so are all after it.
   */
  afterPowerLoss(writesDone: number, draw?: Draw): MemoryStore {
    const tables = copyTables(this.#tables);
    for (const { undo } of this.#unsynced.toReversed()) for (const write of undo) putKey(tables, write);
    const batches = this.#unsynced.map(({ writes }) => writes);
    for (const writes of recoverBatches(batches, writesDone, draw)) {
      for (const write of writes) putKey(tables, write);
    }
    return new MemoryStore(tables);
  }

  /** The store as a restart of the process finds it, power never having failed. */
  copy(): MemoryStore {
    return new MemoryStore(copyTables(this.#tables), [...this.#unsynced]);
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

  indexRow(key: Uint8Array): Uint8Array | undefined {
    return this.#read("index", hashKey(key));
  }

  indexRows({ prefix, beyond, order, count }: IndexRange): readonly IndexRow[] {
    const [begin, last] = [hashKey(prefix), beyond && hashKey(beyond)];
    // One character a byte, so that the order of strings is the order of bytes.
    const keys = [...this.#tables.index.keys()].filter((key) => key.startsWith(begin) && key !== begin).sort();
    const ordered = order === "upwards" ? keys : keys.reverse();
    const isBeyond = (key: string) => last === undefined || (order === "upwards" ? key > last : key < last);
    const chosen = ordered.filter(isBeyond).slice(0, count);
    return chosen.map((key) => ({ key: bytesOfKey(key), value: this.#read("index", key) ?? new Uint8Array(0) }));
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
