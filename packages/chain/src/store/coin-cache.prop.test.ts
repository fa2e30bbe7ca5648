/** The cache against a plain map, as blocks connect and disconnect while flushes are under way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Coin } from "../coin.ts";
import type { OutpointKey } from "../keys.ts";
import type { CoinWrites } from "./chain-store.ts";
import { COIN_ENTRY_BYTES, CoinCache } from "./coin-cache.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 300);

type Changes = Map<OutpointKey, Coin | null>;
type Coins = Map<OutpointKey, Coin>;

function coinOf(amount: number): Coin {
  return { amount, key: new Uint8Array(32), height: 1, isCoinbase: false };
}

function apply(coins: Coins, changes: CoinWrites): void {
  for (const [key, coin] of changes) {
    if (coin === null) coins.delete(key);
    else coins.set(key, coin);
  }
}

/** A chain of blocks that spend and create, the cache under it and the store under that. */
class CachedChain {
  readonly cache: CoinCache;
  readonly #store: Coins = new Map();
  readonly #tip: Coins = new Map();
  /** What takes the blocks back, the last one's last. */
  readonly #undo: Changes[] = [];
  #inFlight: CoinWrites | undefined;
  #isApplied = false;
  #made = 0;

  constructor(entriesMax: number) {
    this.cache = new CoinCache((key) => this.#store.get(key), entriesMax * COIN_ENTRY_BYTES);
  }

  connect(spent: number, created: number): void {
    const changes: Changes = new Map();
    const undo: Changes = new Map();
    const keys = [...this.#tip.keys()];
    for (let i = 0; i < spent && keys.length > 0; i++) {
      const [key] = keys.splice((7 * i + spent * created) % keys.length, 1) as [OutpointKey];
      changes.set(key, null);
      undo.set(key, this.#tip.get(key) as Coin);
    }
    for (let i = 0; i < created; i++) {
      const key = `coin ${++this.#made}`;
      changes.set(key, coinOf(this.#made));
      undo.set(key, null);
    }
    this.#undo.push(undo);
    this.#put(changes);
  }

  disconnect(): void {
    const undo = this.#undo.pop();
    if (undo !== undefined) this.#put(undo);
  }

  /** One step of a flush: taken, in the store, reported. False: nothing is dirty. */
  flushStep(): boolean {
    if (this.#inFlight === undefined) {
      const batch = this.cache.takeDirty();
      this.#inFlight = batch;
      this.#isApplied = false;
      this.#checkBatch(batch);
      return batch.size > 0;
    }
    if (!this.#isApplied) {
      apply(this.#store, this.#inFlight);
      this.#isApplied = true;
    } else {
      this.#inFlight = undefined;
      this.cache.committed();
    }
    return true;
  }

  check(): void {
    for (let n = 1; n <= this.#made; n++) {
      expect(this.cache.coin(`coin ${n}`)?.amount).toBe(this.#tip.get(`coin ${n}`)?.amount);
    }
  }

  finish(): void {
    while (this.#inFlight !== undefined) this.flushStep();
    this.flushStep();
    while (this.#inFlight !== undefined) this.flushStep();
    this.check();
    expect(this.#store).toEqual(this.#tip);
    // what is clean is what the store has, and nothing is left to write
    expect(this.cache.takeDirty().size).toBe(0);
  }

  #put(changes: Changes): void {
    for (const [key, coin] of changes) this.cache.put(key, coin);
    apply(this.#tip, changes);
  }

  /** Nothing is written that was created and spent since the last flush, nor what is not as the tip has it. */
  #checkBatch(batch: CoinWrites): void {
    for (const [key, coin] of batch) {
      expect(coin?.amount).toBe(this.#tip.get(key)?.amount);
      if (coin === null) expect(this.#store.has(key)).toBe(true);
    }
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("connect"), spent: fc.nat(4), created: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("disconnect"), spent: fc.nat(3), created: fc.constant(0) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("flush"), spent: fc.constant(0), created: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("read"), spent: fc.constant(0), created: fc.constant(0) }) },
);

describe("the coin cache", () => {
  it("reads as a plain map does, writes what the tip needs and nothing that came and went meanwhile", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 80, size: "max" }), (entries, steps) => {
        const chain = new CachedChain(entries);
        for (const { do: what, spent, created } of steps) {
          if (what === "connect" && !chain.cache.isFull) chain.connect(spent, created);
          else if (what === "disconnect" && !chain.cache.isFull) for (let i = 0; i <= spent; i++) chain.disconnect();
          else if (what === "flush") chain.flushStep();
          else chain.check();
        }
        chain.check();
        chain.finish();
      }),
      { numRuns: RUNS },
    );
  });

  it("is due to be written when a third of it is dirty, and full when that happens while a flush is under way", () => {
    const cache = new CoinCache(() => undefined, 15 * COIN_ENTRY_BYTES);
    const fill = (from: number, to: number) => {
      for (let n = from; n <= to; n++) cache.put(`coin ${n}`, coinOf(n));
    };
    fill(1, 4);
    expect([cache.needsFlush, cache.isFull]).toEqual([false, false]);
    fill(5, 5);
    expect([cache.needsFlush, cache.isFull]).toEqual([true, false]);
    cache.takeDirty();
    expect([cache.needsFlush, cache.isFull]).toEqual([false, false]);
    fill(6, 9);
    expect(cache.isFull).toBe(false);
    fill(10, 10);
    expect(cache.isFull).toBe(true);
    cache.committed();
    expect([cache.needsFlush, cache.isFull]).toEqual([true, false]);
  });

  it("remembers the last flush, and of what it reads a third of its entries, the latest", () => {
    const reads: string[] = [];
    const read = (key: string) => {
      reads.push(key);
      return coinOf(1);
    };
    const cache = new CoinCache(read, 15 * COIN_ENTRY_BYTES);
    const look = (from: number, to: number) => {
      reads.length = 0;
      for (let n = from; n <= to; n++) cache.coin(`coin ${n}`);
      return reads.length;
    };
    expect(look(1, 5)).toBe(5);
    expect(look(1, 5)).toBe(0);
    expect(look(6, 6)).toBe(1);
    expect(look(2, 6)).toBe(0);
    expect(look(1, 1)).toBe(1);
    for (let n = 11; n <= 15; n++) cache.put(`coin ${n}`, coinOf(n));
    cache.put("coin 3", null);
    cache.takeDirty();
    cache.committed();
    // also that a coin was spent is remembered
    expect([look(11, 15), look(3, 3), look(4, 4)]).toEqual([0, 0, 1]);
  });
});
