import type { CommitBatch } from "@triad/chain";
import { outpointKey, readStoredHeaders } from "@triad/chain";
import { batchOf } from "@triad/chain/testing";
import type { LmdbStore } from "../lmdb-store.ts";
import { openLmdbStore } from "../open-store.ts";

/** Each batch writes to every table, so that a batch that was applied in part shows. */
const COINS_PER_BATCH = 50;

export function openTestStore(directory: string): LmdbStore {
  return openLmdbStore({ directory, networkName: "local", chainId: new Uint8Array(32).fill(1) });
}

export function numberedHash(n: number): Uint8Array {
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(0, n);
  return hash;
}

/** Creates coins, and spends those of the batch before. */
export function numberedBatch(n: number): CommitBatch {
  const hash = numberedHash(n);
  const stored = [{ hash, bytes: new Uint8Array(2_000).fill(n & 0xff) }];
  const coins = new Map();
  for (let i = 0; i < COINS_PER_BATCH; i++) {
    coins.set(outpointKey(hash, i), { amount: n, key: hash, height: n, isCoinbase: false });
    if (n > 0) coins.set(outpointKey(numberedHash(n - 1), i), null);
  }
  return batchOf({
    coinsTip: hash,
    coins,
    headers: [{ sequence: n, header: new Uint8Array(80).fill(n & 0xff), hash, status: 1 }],
    bodies: stored,
    undos: stored,
    filters: stored,
    historyNodes: [{ hash, level: 0, bytes: new Uint8Array(96).fill(n & 0xff) }],
    records: new Map([["last", hash]]),
  });
}

/** How many batches, from 0 on, the store shows; throws if it shows one in part. */
export function countWholeBatches(store: LmdbStore): number {
  const count = [...readStoredHeaders(store.headers())].length;
  const last = count === 0 ? undefined : numberedHash(count - 1);
  const fail = (what: string): never => {
    throw new Error(`${what} is not that of ${count} batches`);
  };
  const bytesOf = (value: Uint8Array | undefined) => String(value);
  if (bytesOf(store.coinsTip) !== bytesOf(last)) fail("the coins tip");
  if (bytesOf(store.record("last")) !== bytesOf(last)) fail("the record");
  for (let n = 0; n < count + 2; n++) {
    const hash = numberedHash(n);
    const expected = n < count;
    for (const value of [store.body(hash), store.undo(hash), store.filter(hash), store.historyNode(hash, 0)]) {
      if ((value !== undefined) !== expected || (value && !value.every((byte) => byte === (n & 0xff)))) fail("a value");
    }
    for (let i = 0; i < COINS_PER_BATCH; i++) {
      if (store.coin(outpointKey(hash, i))?.amount !== (n === count - 1 ? n : undefined)) fail("a coin");
    }
  }
  return count;
}
