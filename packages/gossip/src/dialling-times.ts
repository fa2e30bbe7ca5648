/**
 * When learned addresses may be dialled.
 *
 * A book holds thousands of them, and something changes at every event of a busy node: what is due is found without
 * looking at what is not. Each address is either due or waits in a heap, soonest first.
 *
 * Events:
 *   put -> it is new, or its time (`notBeforeMs`) was changed: it waits, whatever it did before
 *   due -> those whose time has come; they stay due until they are put again
 * Addresses that left the book, were barred, or are no longer learned ones are dropped when they are met: nothing else
 * has to tell of them, and what waits is met within RETRY_MS_MAX and a quarter.
 */
import type { KnownAddress } from "./address-book.ts";

/** Below it clearing gains nothing. */
const CLEAR_AT_MIN = 64;

interface Waiting {
  readonly atMs: number;
  readonly entry: KnownAddress;
}

export class DiallingTimes {
  readonly #isHeld: (entry: KnownAddress) => boolean;
  readonly #due = new Set<KnownAddress>();
  /** A binary heap; an item whose time is no longer that of its address counts for nothing. */
  #heap: Waiting[] = [];
  /** A heap of this length is cleared of what counts for nothing: while nobody asks what is due, it only grows. */
  #clearAt = CLEAR_AT_MIN;

  /** `isHeld`: whether the book still has this very entry. */
  constructor(isHeld: (entry: KnownAddress) => boolean) {
    this.#isHeld = isHeld;
  }

  put(entry: KnownAddress): void {
    this.#due.delete(entry);
    if (this.#heap.length >= this.#clearAt) this.#clear();
    this.#push({ atMs: entry.notBeforeMs, entry });
  }

  /** In no order that means anything. */
  due(nowMs: number): Iterable<KnownAddress> {
    for (let first = this.#heap[0]; first !== undefined && first.atMs <= nowMs; first = this.#heap[0]) {
      this.#takeFirst();
      if (first.atMs === first.entry.notBeforeMs) this.#due.add(first.entry);
    }
    for (const entry of this.#due) if (!this.#isWorthWaiting(entry)) this.#due.delete(entry);
    return this.#due;
  }

  /** When the next one becomes due; undefined when nothing waits. */
  nextMs(): number | undefined {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#counts(first)) return first.atMs;
      this.#takeFirst();
    }
    return undefined;
  }

  /** Items kept, those included that count for nothing. */
  get size(): number {
    return this.#heap.length + this.#due.size;
  }

  #isWorthWaiting(entry: KnownAddress): boolean {
    return entry.origin === "learned" && !entry.isBarred && this.#isHeld(entry);
  }

  #counts({ atMs, entry }: Waiting): boolean {
    return atMs === entry.notBeforeMs && this.#isWorthWaiting(entry);
  }

  #clear(): void {
    const kept = this.#heap.filter((item) => this.#counts(item));
    this.#heap = [];
    for (const item of kept) this.#push(item);
    this.#clearAt = 2 * kept.length + CLEAR_AT_MIN;
  }

  #push(item: Waiting): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt] as Waiting;
      if (parent.atMs <= item.atMs) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = item;
  }

  #takeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let childAt = 2 * at + 1;
      const right = heap[childAt + 1];
      if (right !== undefined && right.atMs < (heap[childAt] as Waiting).atMs) childAt++;
      const child = heap[childAt];
      if (child === undefined || last.atMs <= child.atMs) break;
      heap[at] = child;
      at = childAt;
    }
    heap[at] = last;
  }
}
