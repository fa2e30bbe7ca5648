/** What is checked of a proof before anything is hashed. */
import type { HistoryTop } from "../history/history-tree.ts";
import { LEAVES_MAX } from "../history/tree-path.ts";
import { HASH_BYTES } from "./commitments-opening.ts";
import { ProofRefusal } from "./proof-refusal.ts";

/** Works are 32 bytes when they are hashed. */
const WORK_LIMIT = 1n << 256n;

/** Both uint32, `place` below `count`. */
export function checkPlace(place: number, count: number): ProofRefusal | undefined {
  const isPlace = Number.isInteger(place) && Number.isInteger(count) && place >= 0 && place < count;
  return isPlace && count <= LEAVES_MAX ? undefined : new ProofRefusal("proof-place");
}

/** The nodes of a proof whose place demands exactly `expected` siblings. */
export function checkTops(
  node: HistoryTop,
  siblings: readonly HistoryTop[],
  expected: number,
): ProofRefusal | undefined {
  if (siblings.length !== expected) return new ProofRefusal("proof-path");
  const all = [node, ...siblings];
  if (all.some(({ hash }) => hash.length !== HASH_BYTES)) return new ProofRefusal("proof-hash-length");
  return all.every(({ work }) => isWork(work)) ? undefined : new ProofRefusal("proof-work");
}

export function isWork(work: bigint): boolean {
  return work >= 0n && work < WORK_LIMIT;
}
