/** Reads paths of the history tree out of stored nodes, on any branch: each node says where the one before it ends. */
import { assert } from "../assert.ts";
import { type HistoryNodes, type HistoryTop, historyPeaks, joinTops, nodeAt } from "./history-tree.ts";
import { peakLevelOf } from "./tree-path.ts";

export interface HistoryPath {
  /** Where the path begins. */
  readonly node: HistoryTop;
  /** Bottom up, on the sides that `pathSides` says. */
  readonly siblings: readonly HistoryTop[];
}

/**
 * From the whole subtree at (`first`, `level`) to the top over `count` leaves, of which `lastHash` is the last. At
 * most 32 nodes are read for the peaks, and two for each level below.
 */
export function historyPath(
  place: { readonly first: number; readonly level: number; readonly count: number },
  lastHash: Uint8Array,
  nodes: HistoryNodes,
): HistoryPath {
  const peakLevel = peakLevelOf(place.first, place.count);
  const peaks = historyPeaks(place.count, lastHash, nodes);
  const after = bitsBelow(place.count, peakLevel);
  const peakEnd = after === 0 ? lastHash : peaks[after - 1]?.before;
  assert(peakEnd !== undefined, "there is a peak for each set bit of the number of leaves");
  const { node, siblings } = descend(peakEnd, peakLevel, place, nodes);
  const rest = peaks.slice(0, after).reduce<HistoryTop | undefined>(joinBefore, undefined);
  if (rest !== undefined) siblings.push(topOf(rest));
  siblings.push(...peaks.slice(after + 1).map(topOf));
  return { node, siblings };
}

/** From the peak that ends with block `peakEnd` down to the subtree, always into the half that holds it. */
function descend(
  peakEnd: Uint8Array,
  peakLevel: number,
  { first, level }: { readonly first: number; readonly level: number },
  nodes: HistoryNodes,
): { node: HistoryTop; siblings: HistoryTop[] } {
  const siblings: HistoryTop[] = [];
  let end = peakEnd;
  for (let at = peakLevel - 1; at >= level; at--) {
    const right = nodeAt(nodes, end, at);
    const isInRightHalf = ((first >>> at) & 1) === 1;
    siblings.push(topOf(isInRightHalf ? nodeAt(nodes, right.before, at) : right));
    if (!isInRightHalf) end = right.before;
  }
  return { node: topOf(nodeAt(nodes, end, level)), siblings: siblings.reverse() };
}

function bitsBelow(count: number, level: number): number {
  let bits = 0;
  for (let at = 0; at < level; at++) bits += (count >>> at) & 1;
  return bits;
}

function joinBefore(after: HistoryTop | undefined, peak: HistoryTop): HistoryTop {
  return after === undefined ? peak : joinTops(peak, after);
}

/** Without `before`, which is how nodes are found and no part of what they commit to. */
function topOf({ hash, work }: HistoryTop): HistoryTop {
  return { hash, work };
}
