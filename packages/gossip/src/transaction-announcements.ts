/**
 * What is to be announced to one peer, and when.
 *
 * States: the items that the peer is known to have; a queue of items it is not known to have, with the time at which
 * the queue goes out (undefined: empty).
 * Events: known, queue, take.
 * Rules: a queue goes out as a whole after a random delay of up to ANNOUNCE_DELAY_MS_MAX, different for each peer, so
 * that the order of arrival at several peers does not tell who made the transaction, and so that several items share a
 * message. An item that becomes known while it waits is not announced.
 * Invariants: nothing in the queue is known; what has been taken is known; at most KNOWN_ITEMS_MAX in the queue.
 */
import type { HashKey } from "@triad/chain";
import { KNOWN_ITEMS_MAX, KnownItems } from "./known-items.ts";

/** Policy: a small part of the time that a block takes, and enough for a hop to be lost among others. */
export const ANNOUNCE_DELAY_MS_MAX = 200;

export class TransactionAnnouncements {
  readonly #known = new KnownItems(KNOWN_ITEMS_MAX);
  readonly #queue = new Set<HashKey>();
  #goesOutAtMs: number | undefined;

  get queued(): number {
    return this.#queue.size;
  }

  nextWakeMs(): number | undefined {
    return this.#goesOutAtMs;
  }

  markKnown(key: HashKey): void {
    this.#known.add(key);
    this.#queue.delete(key);
    if (this.#queue.size === 0) this.#goesOutAtMs = undefined;
  }

  /** `delayMs`: drawn anew for each call; it counts when the queue was empty. */
  queue(key: HashKey, nowMs: number, delayMs: number): void {
    // A full queue is never the normal state; the item reaches the peer through others, or in the next round.
    if (this.#known.has(key) || this.#queue.size >= KNOWN_ITEMS_MAX) return;
    this.#queue.add(key);
    this.#goesOutAtMs ??= nowMs + delayMs;
  }

  /** What goes out now; empty when it is not yet time. */
  take(nowMs: number): readonly HashKey[] {
    if (this.#goesOutAtMs === undefined || nowMs < this.#goesOutAtMs) return [];
    const keys = [...this.#queue];
    for (const key of keys) this.markKnown(key);
    return keys;
  }
}
