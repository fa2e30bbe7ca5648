/**
 * The shape of an RFC 9162 tree, apart from what its nodes are.
 *
 * The algorithm is generic over the function that joins two nodes, so that the vectors of RFC 9162 (whose inner nodes
 * carry a prefix byte) run through the very code that serves our trees.
 */

/** Tree sizes and indices are uint32 in our messages; the shifts below are exact up to here. */
const COUNT_MAX = 0xffffffff;

/**
 * Joins a leaf with its siblings, bottom up (RFC 9162 section 2.1.3.2).
 *
 * Returns undefined unless `index < count` and the path has exactly the length that this place in a tree of this size
 * demands. Any numbers are safe: what is not an integer in range is refused, and the loop runs once for each sibling.
 */
export function rootFromPath<Node>(
  joinNodes: (left: Node, right: Node) => Node,
  proof: { readonly leaf: Node; readonly index: number; readonly count: number; readonly path: readonly Node[] },
): Node | undefined {
  const { leaf, index, count, path } = proof;
  if (!Number.isInteger(index) || !Number.isInteger(count) || count > COUNT_MAX) return undefined;
  if (index < 0 || index >= count) return undefined;
  let position = index;
  let last = count - 1;
  let node = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (position % 2 === 1 || position === last) {
      node = joinNodes(sibling, node);
      // A node at the end of its level without a partner was carried up: climb to the level where it got one.
      while (position % 2 === 0 && position !== 0) {
        position >>>= 1;
        last >>>= 1;
      }
    } else {
      node = joinNodes(node, sibling);
    }
    position >>>= 1;
    last >>>= 1;
  }
  return last === 0 ? node : undefined;
}

/** The next level up: pairs joined, an odd node at the end carried up unchanged (never joined with itself). */
export function levelAbove<Node>(
  joinNodes: (left: Node, right: Node) => Node,
  level: readonly Node[],
): readonly Node[] {
  const above: Node[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index] as Node;
    above.push(index + 1 < level.length ? joinNodes(left, level[index + 1] as Node) : left);
  }
  return above;
}
