/** The blocks that could be a better tip: all bodies down to genesis are here, none is known to be invalid. */
import type { HeaderEntry } from "../headers/header-entry.ts";

/** Below this many entries, sweeping them costs nothing. */
const SWEEP_ENTRIES_MIN = 64;

export class ChainCandidates {
  readonly #entries = new Set<HeaderEntry>();
  #best: HeaderEntry | undefined;
  #sweepAt = SWEEP_ENTRIES_MIN;

  add(entry: HeaderEntry): void {
    if (entry.isInvalid) return;
    this.#entries.add(entry);
    if (this.#best === undefined || isPreferred(entry, this.#best)) this.#best = entry;
  }

  remove(entries: readonly HeaderEntry[]): void {
    for (const entry of entries) this.#entries.delete(entry);
    if (this.#best !== undefined && !this.#entries.has(this.#best)) this.#chooseBestAgain();
  }

  /**
   * Those with no more work than the tip are of no use any more; their descendants come back by `add`. Swept only
   * once their number has doubled: with many blocks ahead of the tip, each new tip would look at all of them.
   */
  forgetUpTo(tip: HeaderEntry): void {
    if (this.#entries.size < this.#sweepAt) return;
    this.remove([...this.#entries].filter(({ chainWork }) => chainWork <= tip.chainWork));
    this.#sweepAt = Math.max(SWEEP_ENTRIES_MIN, 2 * this.#entries.size);
  }

  /** Strictly more work than `tip`; among equals the one that arrived first. */
  betterThan(tip: HeaderEntry): HeaderEntry | undefined {
    return this.#best !== undefined && this.#best.chainWork > tip.chainWork ? this.#best : undefined;
  }

  /** All with strictly more work than `tip`: with the best of them proved invalid, each may be the next to lead on. */
  allBetterThan(tip: HeaderEntry): readonly HeaderEntry[] {
    return [...this.#entries].filter(({ chainWork }) => chainWork > tip.chainWork);
  }

  #chooseBestAgain(): void {
    this.#best = undefined;
    for (const entry of this.#entries) {
      if (this.#best === undefined || isPreferred(entry, this.#best)) this.#best = entry;
    }
  }
}

function isPreferred(a: HeaderEntry, b: HeaderEntry): boolean {
  return a.chainWork === b.chainWork ? a.sequence < b.sequence : a.chainWork > b.chainWork;
}
