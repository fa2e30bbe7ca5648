/**
 * Paths in a tree of RFC 9162's shape (n leaves split at the largest power of two below n), apart from what its nodes
 * are: the vectors of RFC 9162, whose nodes hash otherwise, run through the code that serves our trees.
 *
 * Such a tree is a row of whole subtrees, the peaks, one for each set bit of n, the largest first, joined from the
 * right. A path begins at any whole subtree: at a leaf (an inclusion proof), or at the last peak of the first m
 * leaves (a consistency proof). Its left siblings are then the other peaks of these m leaves.
 */

/** On which side of the path a sibling stands. */
export type Side = "left" | "right";

/** Heights and numbers of leaves are uint32 in everything that is hashed. */
export const LEAVES_MAX = 0xffff_ffff;

/**
 * Sides of all siblings, bottom up, from the whole subtree over the leaves `first` … `first + 2^level − 1` to the top
 * of a tree of `count` leaves; at most 32. `first` is a multiple of 2^level and the subtree lies within the tree.
 */
export function pathSides(first: number, level: number, count: number): Side[] {
  const peakLevel = peakLevelOf(first, count);
  const sides: Side[] = [];
  for (let at = level; at < peakLevel; at++) sides.push(isBitSet(first, at) ? "left" : "right");
  // all peaks after this one were joined into one node
  if (count % 2 ** peakLevel !== 0) sides.push("right");
  for (let at = peakLevel + 1; at < 32; at++) if (isBitSet(count, at)) sides.push("left");
  return sides;
}

/** Level of the peak that holds leaf `first` of `count`: the highest bit in which the two numbers differ. */
export function peakLevelOf(first: number, count: number): number {
  return 31 - Math.clz32(first ^ count);
}

/** The last peak of `count` (at least 1) leaves. */
export function lastPeak(count: number): { readonly first: number; readonly level: number } {
  const level = 31 - Math.clz32(count & -count);
  return { first: count - 2 ** level, level };
}

/**
 * The top of the tree, and the top that the leaves up to the end of `node` have by themselves: they are a tree of the
 * same shape if `node` is a leaf or its last peak. One sibling for each side.
 */
export function climb<Node>(
  joinNodes: (left: Node, right: Node) => Node,
  path: { readonly node: Node; readonly siblings: readonly Node[]; readonly sides: readonly Side[] },
): { readonly top: Node; readonly prefix: Node } {
  let top = path.node;
  let prefix = path.node;
  for (const [at, sibling] of path.siblings.entries()) {
    const isLeft = path.sides[at] === "left";
    // until the first right sibling the two are one
    const isSame = top === prefix;
    top = isLeft ? joinNodes(sibling, top) : joinNodes(top, sibling);
    if (isLeft) prefix = isSame ? top : joinNodes(sibling, prefix);
  }
  return { top, prefix };
}

/** The top that the leaves before the path's node have by themselves; undefined when there are none. */
export function topBefore<Node>(
  joinNodes: (left: Node, right: Node) => Node,
  path: { readonly siblings: readonly Node[]; readonly sides: readonly Side[] },
): Node | undefined {
  let top: Node | undefined;
  for (const [at, sibling] of path.siblings.entries()) {
    if (path.sides[at] === "left") top = top === undefined ? sibling : joinNodes(sibling, top);
  }
  return top;
}

function isBitSet(value: number, bit: number): boolean {
  return ((value >>> bit) & 1) === 1;
}
