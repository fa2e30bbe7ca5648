/** The history root by its recursive definition, without stored nodes: what the quick one is held against. */
import { taggedHash } from "@triad/crypto";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { ancestorAt } from "../headers/header-index.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import { workBytes } from "../history/history-tree.ts";

interface Top {
  readonly hash: Uint8Array;
  readonly work: bigint;
}

/** Whole subtrees by their last block, so that a chain of n blocks costs n hashes and not n². */
const madeTops = new WeakMap<HeaderEntry, Map<number, Top>>();

/** What a child of `parent` commits to. */
export function naiveHistoryRoot(parent: HeaderEntry): Uint8Array {
  const count = parent.height + 1;
  const top = topOf(parent, count);
  const countBytes = new Uint8Array(4);
  new DataView(countBytes.buffer).setUint32(0, count, true);
  return taggedHash("Triad/history-root", countBytes, top.hash, workBytes(top.work));
}

/** Over the `count` blocks that end with `last`: they split at the largest power of two below their number. */
function topOf(last: HeaderEntry, count: number): Top {
  if (count === 1) return { hash: last.hash, work: workOfTarget(targetOfBits(last.header.bits) ?? 0n) };
  const known = madeTops.get(last)?.get(count);
  if (known !== undefined) return known;
  let left = 1;
  while (left * 2 < count) left *= 2;
  const leftTop = topOf(ancestorAt(last, last.height - (count - left)), left);
  const rightTop = topOf(last, count - left);
  const top = {
    hash: taggedHash("Triad/history", leftTop.hash, workBytes(leftTop.work), rightTop.hash, workBytes(rightTop.work)),
    work: leftTop.work + rightTop.work,
  };
  madeTops.set(last, (madeTops.get(last) ?? new Map<number, Top>()).set(count, top));
  return top;
}
