/**
 * The coins of the tip in memory, over those of the store: a cache that is read through and written back in batches.
 *
 * States of an entry: dirty (changed since the last flush) → in flight (part of the commit under way) → clean (as the
 * store has it). A lookup sees the newest.
 * Invariants: dirty and in-flight entries, applied in this order to the store, give the coins of the tip; a clean entry
 * equals the store's unless a newer one hides it, and can be dropped at any time.
 * Each of the three takes a third of the memory at most: a flush that is done becomes what is clean, as it is, and what
 * was clean before is forgotten with one stroke.
 *
 * A coin that is created and spent between two flushes never reaches the disk (Bitcoin Core's FRESH flag). It rests on
 * this: a coin that is put where the tip has none is unknown to the store too, once the commit in flight is done.
 */
import { assert } from "../assert.ts";
import { type Coin, type PackedCoin, packCoin, unpackCoin } from "../coin.ts";
import type { OutpointKey } from "../keys.ts";
import type { CoinWrites } from "./chain-store.ts";

/** What an entry costs in V8: two strings and a slot of a map, which doubles when it is full; measured, rounded up. */
export const COIN_ENTRY_BYTES = 200;
/** Policy: holds the coins of a block many times over, and is small beside the rest of a node. */
export const COIN_CACHE_BYTES_DEFAULT = 32_000_000;

type Changes = Map<OutpointKey, PackedCoin | null>;

export class CoinCache {
  readonly #read: (key: OutpointKey) => Coin | undefined;
  readonly #thirdMax: number;
  /** null: spent, and the store or the commit in flight still has it. */
  #dirty: Changes = new Map();
  /** Coins among the dirty ones of which the store may have an older copy: spending them must reach it. */
  #stored = new Set<OutpointKey>();
  #inFlight: Changes | undefined;
  /** The last flush, and what was read since, oldest first. */
  #clean: Changes = new Map();
  /** Stays, and so passes what was forgotten once: a new iterator would walk over all of it for each coin. */
  #oldestClean = this.#clean.keys();

  /** @param read looks into the store; @param bytesMax bounds all entries together, one flush in flight included. */
  constructor(read: (key: OutpointKey) => Coin | undefined, bytesMax = COIN_CACHE_BYTES_DEFAULT) {
    this.#read = read;
    this.#thirdMax = Math.max(1, Math.floor(bytesMax / COIN_ENTRY_BYTES / 3));
  }

  coin(key: OutpointKey): Coin | undefined {
    const known = this.#known(key);
    if (known !== undefined) return known === null ? undefined : unpackCoin(known);
    const stored = this.#read(key);
    if (stored !== undefined) this.#remember(key, packCoin(stored));
    return stored;
  }

  /** null: spent. A coin is put only where the tip has none. */
  put(key: OutpointKey, coin: Coin | null): void {
    const before = this.#dirty.get(key);
    if (coin !== null) {
      if (before === null) this.#stored.add(key);
      this.#dirty.set(key, packCoin(coin));
      return;
    }
    const isFresh = before !== undefined && before !== null && !this.#stored.delete(key);
    if (isFresh) this.#dirty.delete(key);
    else this.#dirty.set(key, null);
  }

  /** A third of the cache is dirty: time to write it back, while another third takes what comes. */
  get needsFlush(): boolean {
    return this.#dirty.size >= this.#thirdMax;
  }

  /** The disk is slower than the blocks that come: nothing more may be put before the commit in flight is done. */
  get isFull(): boolean {
    return this.needsFlush && this.#inFlight !== undefined;
  }

  /** All dirty entries, which are in flight until `committed`. */
  takeDirty(): CoinWrites {
    assert(this.#inFlight === undefined, "one commit is in flight at a time");
    this.#inFlight = this.#dirty;
    this.#dirty = new Map();
    this.#stored = new Set();
    return new UnpackedChanges(this.#inFlight);
  }

  committed(): void {
    if (this.#inFlight === undefined) return;
    this.#clean = this.#inFlight;
    this.#oldestClean = this.#clean.keys();
    this.#inFlight = undefined;
  }

  /** null: spent; undefined: the store has to be asked. */
  #known(key: OutpointKey): PackedCoin | null | undefined {
    const changed = this.#dirty.get(key);
    if (changed !== undefined) return changed;
    const flying = this.#inFlight?.get(key);
    return flying === undefined ? this.#clean.get(key) : flying;
  }

  #remember(key: OutpointKey, coin: PackedCoin): void {
    this.#clean.set(key, coin);
    while (this.#clean.size > this.#thirdMax) {
      const oldest = this.#oldestClean.next();
      assert(oldest.done !== true, "all that the iterator has passed is forgotten, so what is left lies ahead of it");
      this.#clean.delete(oldest.value);
    }
  }
}

/** Coins of a commit, each made when it is asked for: all at once they would take a multiple of the cache. */
class UnpackedChanges implements CoinWrites {
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  get size(): number {
    return this.#changes.size;
  }

  *[Symbol.iterator](): Iterator<readonly [OutpointKey, Coin | null]> {
    for (const [key, coin] of this.#changes) yield [key, coin === null ? null : unpackCoin(coin)];
  }
}
