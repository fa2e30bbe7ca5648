/**
 * Entries in the order of what their packages pay, highest rate first, of equals the first that came. Made for one
 * choice and thrown away: a heap of numbers in two typed arrays, so that a pool of 100,000 costs milliseconds and no
 * garbage. It is built in O(n); each entry that is taken costs O(log n), and most are never taken.
 */
import { feeRate, type PackageTotals, type PoolEntry } from "./pool-entry.ts";

export class RateOrder {
  readonly #entries: readonly PoolEntry[];
  readonly #rates: Float64Array;
  /** Numbers of entries; each comes before the two below it. */
  readonly #heap: Uint32Array;
  #size: number;

  /** `totalsOf`: of now; what changes later is not seen. */
  constructor(entries: readonly PoolEntry[], totalsOf: (entry: PoolEntry) => PackageTotals) {
    this.#entries = entries;
    this.#size = entries.length;
    this.#rates = new Float64Array(this.#size);
    this.#heap = new Uint32Array(this.#size);
    for (const [at, entry] of entries.entries()) {
      this.#rates[at] = feeRate(totalsOf(entry));
      this.#heap[at] = at;
    }
    for (let at = (this.#size >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  first(): { readonly entry: PoolEntry; readonly rate: number } | undefined {
    const at = this.#heap[0] ?? 0;
    const entry = this.#size === 0 ? undefined : this.#entries[at];
    return entry && { entry, rate: this.#rates[at] ?? 0 };
  }

  dropFirst(): void {
    if (this.#size === 0) return;
    this.#size -= 1;
    this.#heap[0] = this.#heap[this.#size] ?? 0;
    this.#sink(0);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const moved = heap[from] ?? 0;
    let at = from;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && this.#isBefore(heap[below + 1] ?? 0, heap[below] ?? 0)) below += 1;
      const child = heap[below] ?? 0;
      if (!this.#isBefore(child, moved)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = moved;
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.#rates[a] ?? 0) - (this.#rates[b] ?? 0);
    return difference === 0 ? this.#sequence(a) < this.#sequence(b) : difference > 0;
  }

  #sequence(at: number): number {
    return this.#entries[at]?.sequence ?? 0;
  }
}
