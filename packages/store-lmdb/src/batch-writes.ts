import {
  assert,
  bytesOfKey,
  COIN_BYTES,
  type CommitBatch,
  STORED_HEADER_BYTES,
  writeCoin,
  writeStoredHeader,
} from "@triad/chain";
import { asciiBytes, headerKey, historyKey, META_KEYS, type TableName, uint32Bytes } from "./tables.ts";

/** One key's change; null removes the key. */
export interface KeyWrite {
  readonly table: TableName;
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/**
 * All of a batch but the index as keys and values of their own: lmdb reads them from another thread after `commit` has returned,
 * when the caller may already use its buffers again.
 */
export function writesOfBatch(batch: CommitBatch): readonly KeyWrite[] {
  const writes: KeyWrite[] = [];
  for (const { hash, bytes } of batch.bodies) writes.push({ table: "bodies", key: copyOf(hash), value: copyOf(bytes) });
  for (const { hash, bytes } of batch.undos) writes.push({ table: "undos", key: copyOf(hash), value: copyOf(bytes) });
  for (const hash of batch.prunedBlocks) {
    writes.push({ table: "bodies", key: copyOf(hash), value: null });
    writes.push({ table: "undos", key: copyOf(hash), value: null });
  }
  for (const { hash, bytes } of batch.filters) {
    writes.push({ table: "filters", key: copyOf(hash), value: copyOf(bytes) });
  }
  for (const { hash, level, bytes } of batch.historyNodes) {
    assert(level >= 0 && level <= 0xff, "a history tree of 2^31 blocks has 32 levels");
    writes.push({ table: "history", key: historyKey(hash, level), value: copyOf(bytes) });
  }
  pushHeaders(batch, writes);
  pushCoins(batch, writes);
  for (const [name, bytes] of batch.records) {
    assert(/^[\x20-\x7e]{1,255}$/.test(name), "the roles name records in 1 to 255 printable ASCII characters");
    writes.push({ table: "records", key: asciiBytes(name), value: bytes && copyOf(bytes) });
  }
  if (batch.coinsTip) writes.push({ table: "meta", key: META_KEYS.coinsTip, value: copyOf(batch.coinsTip) });
  else if (batch.cleared.includes("coins")) writes.push({ table: "meta", key: META_KEYS.coinsTip, value: null });
  if (batch.prunedHeight !== undefined) {
    writes.push({ table: "meta", key: META_KEYS.prunedHeight, value: uint32Bytes(batch.prunedHeight) });
  }
  return writes;
}

/** A synchronisation of headers writes them by the hundred thousand: their values share one buffer, as those of coins. */
function pushHeaders({ headers }: CommitBatch, writes: KeyWrite[]): void {
  const values = new Uint8Array(headers.length * STORED_HEADER_BYTES);
  let at = 0;
  for (const header of headers) {
    writeStoredHeader(header, values, at);
    const value = values.subarray(at, at + STORED_HEADER_BYTES);
    writes.push({ table: "headers", key: headerKey(header.sequence), value });
    at += STORED_HEADER_BYTES;
  }
}

/** Coins are most of a batch: their values share one buffer, since lmdb asks for the address of each buffer. */
function pushCoins({ coins }: CommitBatch, writes: KeyWrite[]): void {
  const values = new Uint8Array(coins.size * COIN_BYTES);
  let at = 0;
  for (const [key, coin] of coins) {
    if (coin) writeCoin(coin, values, at);
    const value = coin ? values.subarray(at, at + COIN_BYTES) : null;
    writes.push({ table: "coins", key: bytesOfKey(key), value });
    at += COIN_BYTES;
  }
}

/** `slice` of a Buffer would not copy. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
