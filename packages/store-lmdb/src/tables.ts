import type { Database, RootDatabase } from "lmdb";

/** Counted up when the meaning of the bytes in a table changes. */
export const FORMAT_VERSION = 1;

export const TABLE_NAMES = [
  "coins",
  "headers",
  "bodies",
  "undos",
  "filters",
  "history",
  "index",
  "records",
  "meta",
] as const;
export type TableName = (typeof TABLE_NAMES)[number];
export type Table = Database<Uint8Array, Uint8Array>;
export type Tables = Readonly<Record<TableName, Table>>;

export const META_KEYS = {
  formatVersion: asciiBytes("format-version"),
  chainId: asciiBytes("chain-id"),
  networkName: asciiBytes("network-name"),
  coinsTip: asciiBytes("coins-tip"),
  prunedHeight: asciiBytes("pruned-height"),
} as const;

const HASH_BYTES = 32;

export function openTables(root: RootDatabase<Uint8Array, Uint8Array>): Tables {
  const open = (name: TableName): Table => root.openDB(name, { encoding: "binary", keyEncoding: "binary" });
  return {
    coins: open("coins"),
    headers: open("headers"),
    bodies: open("bodies"),
    undos: open("undos"),
    filters: open("filters"),
    history: open("history"),
    index: open("index"),
    records: open("records"),
    meta: open("meta"),
  };
}

/** Big-endian, so that the order of keys is the order of arrival. */
export function headerKey(sequence: number): Uint8Array {
  return uint32Bytes(sequence);
}

/** Big-endian. */
export function uint32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function historyKey(hash: Uint8Array, level: number): Uint8Array {
  const key = new Uint8Array(HASH_BYTES + 1);
  key.set(hash);
  key[HASH_BYTES] = level;
  return key;
}

export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * A plain copy of what is stored. lmdb's fast read lends a buffer that the next read overwrites, longer than the value
 * and of which only `length` is to be trusted.
 */
export function readCopy(table: Table, key: Uint8Array): Uint8Array | undefined {
  const lent = table.getBinaryFast(key);
  if (!lent) return undefined;
  const { length } = lent;
  const copy = new Uint8Array(length);
  copy.set(new Uint8Array(lent.buffer, lent.byteOffset, length));
  return copy;
}
