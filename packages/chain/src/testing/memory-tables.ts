/** What a store in memory holds: tables of byte strings, and a batch as changes of single keys. */
import { assert } from "../assert.ts";
import { writeCoin } from "../coin.ts";
import { bytesOfKey, type HashKey, hashKey } from "../keys.ts";
import { type CommitBatch, INDEX_KEY_BYTES_MAX } from "../store/chain-store.ts";
import { writeStoredHeader } from "../store/stored-header.ts";

export const TABLES = ["tip", "coins", "headers", "bodies", "undos", "filters", "history", "index", "records"] as const;
export type Table = (typeof TABLES)[number];
export type Tables = Readonly<Record<Table, Map<string, Uint8Array>>>;

/** One key's change, the unit in which a disk is written; null removes the key. */
export interface KeyWrite {
  readonly table: Table;
  readonly key: string;
  readonly value: Uint8Array | null;
}

export const TIP_KEY = "";
export const PRUNED_KEY = "pruned";

/** In the order in which they are applied. */
export function* keyWritesOf(batch: CommitBatch, tables: Tables): Iterable<KeyWrite> {
  yield* clearsOfBatch(batch, tables);
  yield* writesOfBatch(batch, tables.headers.size);
}

export function putKey(tables: Tables, { table, key, value }: KeyWrite): void {
  if (value) tables[table].set(key, value);
  else tables[table].delete(key);
}

export function emptyTables(): Tables {
  return {
    tip: new Map(),
    coins: new Map(),
    headers: new Map(),
    bodies: new Map(),
    undos: new Map(),
    filters: new Map(),
    history: new Map(),
    index: new Map(),
    records: new Map(),
  };
}

/** The values are shared: nobody changes one in place. */
export function copyTables(tables: Tables): Tables {
  const { tip, coins, headers, bodies, undos, filters, history, index, records } = tables;
  return {
    tip: new Map(tip),
    coins: new Map(coins),
    headers: new Map(headers),
    bodies: new Map(bodies),
    undos: new Map(undos),
    filters: new Map(filters),
    history: new Map(history),
    index: new Map(index),
    records: new Map(records),
  };
}

export function historyKey(hash: Uint8Array, level: number): HashKey {
  return `${hashKey(hash)}${level}`;
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
  for (const [key, value] of batch.index) {
    assert(key.length > 0 && key.length <= INDEX_KEY_BYTES_MAX, "whoever keeps an index knows how long its keys are");
    yield { table: "index", key, value: value === null ? null : bytesOfKey(value) };
  }
  for (const [name, bytes] of batch.records) {
    assert(/^[\x20-\x7e]{1,255}$/.test(name), "the roles name records in 1 to 255 printable ASCII characters");
    yield write("records", name, bytes);
  }
  if (batch.coinsTip) yield write("tip", TIP_KEY, batch.coinsTip);
  if (batch.prunedHeight !== undefined) yield write("tip", PRUNED_KEY, uint32(batch.prunedHeight));
}

function write(table: Table, key: string, bytes: Uint8Array | null): KeyWrite {
  return { table, key, value: bytes?.slice() ?? null };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
