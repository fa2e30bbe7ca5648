/** What a block commits to as its history, docs/spec/history.md, computed from the definition each time. */

import { largestPowerOfTwoBelow } from "./block.ts";
import { type Bytes, bigEndian, join, littleEndian, tagged, ZERO_HASH } from "./bytes.ts";

export interface HistoryNode {
  readonly hash: Bytes;
  readonly work: bigint;
}

/** `leaves`: of the blocks before, genesis first. */
export function historyRootOf(leaves: readonly HistoryNode[]): Bytes {
  if (leaves.length === 0) return ZERO_HASH;
  const top = topOf(leaves);
  return tagged("Triad/history-root", join(littleEndian(BigInt(leaves.length), 4), top.hash, bigEndian(top.work, 32)));
}

function topOf(leaves: readonly HistoryNode[]): HistoryNode {
  const [first] = leaves;
  if (leaves.length === 1 && first !== undefined) return first;
  const split = largestPowerOfTwoBelow(leaves.length);
  const left = topOf(leaves.slice(0, split));
  const right = topOf(leaves.slice(split));
  const message = join(left.hash, bigEndian(left.work, 32), right.hash, bigEndian(right.work, 32));
  return { hash: tagged("Triad/history", message), work: left.work + right.work };
}
