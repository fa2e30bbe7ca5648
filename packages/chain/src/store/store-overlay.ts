/**
 * Writes that aren't committed yet, over the committed store. Two generations: what is gathered for the next commit,
 * and the commit in flight, which the store may or may not show yet. Reads see the newest.
 */
import { assert } from "../assert.ts";
import type { Coin } from "../coin.ts";
import { type HashKey, hashKey, type OutpointKey } from "../keys.ts";
import type { ChainStore, CommitBatch, StoredBytes, StoredHeader, StoredHistoryNode } from "./chain-store.ts";

class Generation {
  coinsTip: Uint8Array | undefined;
  readonly coins = new Map<OutpointKey, Coin | null>();
  readonly bodies = new Map<HashKey, StoredBytes>();
  readonly undos = new Map<HashKey, StoredBytes>();
  readonly filters = new Map<HashKey, StoredBytes>();
  readonly historyNodes = new Map<string, StoredHistoryNode>();
  readonly records = new Map<string, Uint8Array | null>();

  get isEmpty(): boolean {
    return (
      this.coinsTip === undefined &&
      this.bodies.size === 0 &&
      this.historyNodes.size === 0 &&
      this.records.size === 0 &&
      this.undos.size === 0
    );
  }
}

export class StoreOverlay {
  readonly #store: ChainStore;
  #gathering = new Generation();
  #inFlight: Generation | undefined;

  constructor(store: ChainStore) {
    this.#store = store;
  }

  coin(key: OutpointKey): Coin | undefined {
    const changed = this.#gathering.coins.get(key);
    if (changed !== undefined) return changed ?? undefined;
    const flying = this.#inFlight?.coins.get(key);
    if (flying !== undefined) return flying ?? undefined;
    return this.#store.coin(key);
  }

  body(hash: Uint8Array): Uint8Array | undefined {
    const key = hashKey(hash);
    return (this.#gathering.bodies.get(key) ?? this.#inFlight?.bodies.get(key))?.bytes ?? this.#store.body(hash);
  }

  undo(hash: Uint8Array): Uint8Array | undefined {
    const key = hashKey(hash);
    return (this.#gathering.undos.get(key) ?? this.#inFlight?.undos.get(key))?.bytes ?? this.#store.undo(hash);
  }

  filter(hash: Uint8Array): Uint8Array | undefined {
    const key = hashKey(hash);
    return (this.#gathering.filters.get(key) ?? this.#inFlight?.filters.get(key))?.bytes ?? this.#store.filter(hash);
  }

  historyNode(hash: Uint8Array, level: number): Uint8Array | undefined {
    const key = historyKey(hash, level);
    const node = this.#gathering.historyNodes.get(key) ?? this.#inFlight?.historyNodes.get(key);
    return node?.bytes ?? this.#store.historyNode(hash, level);
  }

  putCoins(changes: ReadonlyMap<OutpointKey, Coin | null>, tip: Uint8Array): void {
    for (const [key, coin] of changes) this.#gathering.coins.set(key, coin);
    this.#gathering.coinsTip = tip;
  }

  putBody(hash: Uint8Array, bytes: Uint8Array): void {
    this.#gathering.bodies.set(hashKey(hash), { hash, bytes });
  }

  putUndo(hash: Uint8Array, bytes: Uint8Array): void {
    this.#gathering.undos.set(hashKey(hash), { hash, bytes });
  }

  putFilter(hash: Uint8Array, bytes: Uint8Array): void {
    this.#gathering.filters.set(hashKey(hash), { hash, bytes });
  }

  putHistoryNode(hash: Uint8Array, level: number, bytes: Uint8Array): void {
    this.#gathering.historyNodes.set(historyKey(hash, level), { hash, level, bytes });
  }

  putRecord(name: string, bytes: Uint8Array | null): void {
    this.#gathering.records.set(name, bytes);
  }

  get isCommitting(): boolean {
    return this.#inFlight !== undefined;
  }

  get isEmpty(): boolean {
    return this.#gathering.isEmpty;
  }

  /** All that was gathered, with `headers`, as one batch; in flight until `committed`. */
  takeBatch(headers: readonly StoredHeader[]): CommitBatch {
    assert(this.#inFlight === undefined, "one commit is in flight at a time");
    const taken = this.#gathering;
    this.#inFlight = taken;
    this.#gathering = new Generation();
    return {
      coinsTip: taken.coinsTip,
      coins: taken.coins,
      headers,
      bodies: [...taken.bodies.values()],
      undos: [...taken.undos.values()],
      filters: [...taken.filters.values()],
      historyNodes: [...taken.historyNodes.values()],
      records: taken.records,
    };
  }

  committed(): void {
    this.#inFlight = undefined;
  }
}

function historyKey(hash: Uint8Array, level: number): string {
  return hashKey(hash) + String.fromCharCode(level);
}
