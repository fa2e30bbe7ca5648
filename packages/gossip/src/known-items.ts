/**
 * What the other side of one connection is known to have: it announced the item, sent it, or got it from us.
 *
 * States: a set of the last `limit` keys, in order of first mention.
 * Events: add, delete (it lost the item after all), has.
 * Invariants: never more than `limit` keys; the key first mentioned longest ago is forgotten first, so that a peer who
 * mentions much can only make us forget what it knows itself (and be told it once more), never what others know.
 */
import type { HashKey } from "@triad/chain";
import { OldestFirst } from "./oldest-first.ts";

/**
 * Transactions remembered for each connection. Policy: five full inventories, more than arrives between two rounds of
 * announcements; 32 characters a key, so about half a megabyte a connection at most.
 */
export const KNOWN_ITEMS_MAX = 5000;

/** Blocks remembered for each connection. Policy: a week of blocks at ten minutes each. */
export const KNOWN_BLOCKS_MAX = 1024;

export class KnownItems {
  readonly #limit: number;
  readonly #keys = new OldestFirst<HashKey, true>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: HashKey): boolean {
    return this.#keys.has(key);
  }

  delete(key: HashKey): void {
    this.#keys.delete(key);
  }

  clear(): void {
    this.#keys.clear();
  }

  /** True when the key was not known before. */
  add(key: HashKey): boolean {
    if (!this.#keys.add(key, true)) return false;
    if (this.#keys.size > this.#limit) {
      const oldest = this.#keys.oldest();
      if (oldest !== undefined) this.#keys.delete(oldest[0]);
    }
    return true;
  }
}
