/** Block locators: hashes of a chain, dense near its tip and sparse below, to find where two chains part. */
import type { HeaderEntry } from "./header-entry.ts";
import { ancestorAt, type HeaderIndex, isAncestor } from "./header-index.ts";

const DENSE_HASHES = 10;

/** Newest first, genesis last; 10 + log2(height) hashes. */
export function locatorOf(tip: HeaderEntry): Uint8Array[] {
  const hashes: Uint8Array[] = [];
  let step = 1;
  for (let height = tip.height; height > 0; height -= step) {
    hashes.push(ancestorAt(tip, height).hash);
    if (hashes.length >= DENSE_HASHES) step *= 2;
  }
  hashes.push(ancestorAt(tip, 0).hash);
  return hashes;
}

/** Up to `countMax` entries after the newest hash of the locator that is on the chain of `tip`, oldest first. */
export function headersAfter(
  index: HeaderIndex,
  tip: HeaderEntry,
  locator: readonly Uint8Array[],
  stop: Uint8Array | undefined,
  countMax: number,
): readonly HeaderEntry[] {
  let fork = index.genesis;
  for (const hash of locator) {
    const entry = index.get(hash);
    if (entry !== undefined && isAncestor(entry, tip)) {
      fork = entry;
      break;
    }
  }
  const stopEntry = stop === undefined ? undefined : index.get(stop);
  const found: HeaderEntry[] = [];
  for (let height = fork.height + 1; height <= tip.height && found.length < countMax; height++) {
    const entry = ancestorAt(tip, height);
    found.push(entry);
    if (entry === stopEntry) break;
  }
  return found;
}
