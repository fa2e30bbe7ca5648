/** The blocks that could be a better tip: all bodies down to genesis are here, none is known to be invalid. */
import type { HeaderEntry } from "../headers/header-entry.ts";

export class ChainCandidates {
  readonly #entries = new Set<HeaderEntry>();

  add(entry: HeaderEntry): void {
    if (!entry.isInvalid) this.#entries.add(entry);
  }

  remove(entries: readonly HeaderEntry[]): void {
    for (const entry of entries) this.#entries.delete(entry);
  }

  /** Those with no more work than the tip are of no use any more; their descendants come back by `add`. */
  forgetUpTo(tip: HeaderEntry): void {
    for (const entry of this.#entries) if (entry.chainWork <= tip.chainWork) this.#entries.delete(entry);
  }

  /** Strictly more work than `tip`; among equals the one that arrived first. */
  betterThan(tip: HeaderEntry): HeaderEntry | undefined {
    let best: HeaderEntry | undefined;
    for (const entry of this.#entries) {
      if (entry.chainWork <= tip.chainWork) continue;
      if (best === undefined || isPreferred(entry, best)) best = entry;
    }
    return best;
  }
}

function isPreferred(a: HeaderEntry, b: HeaderEntry): boolean {
  return a.chainWork === b.chainWork ? a.sequence < b.sequence : a.chainWork > b.chainWork;
}
