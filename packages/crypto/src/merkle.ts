/**
 * Merkle trees over hashes: the root a block header commits to, and the paths that light nodes and miners get.
 *
 * Inner nodes are `H(left ‖ right)` with SHA-256d; an odd node at the end of a level is carried up unchanged, which
 * is the tree shape of RFC 9162. Bitcoin duplicates that node instead, so that two different lists share a root
 * (CVE-2012-2459); here each list of a given length has a root of its own. Leaves carry no prefix byte: a proof is
 * only ever checked together with the count of leaves, which fixes the depth of each leaf.
 */
import { levelAbove, rootFromPath } from "./merkle-path.ts";
import { sha256dPair } from "./sha256.ts";
import { sha256Backend } from "./sha256-choice.ts";

/** Length of a leaf and of a node. */
const NODE_BYTES = 32;

/** Root over at least one leaf of 32 bytes; the root of a single leaf is that leaf. Throws RangeError otherwise. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  refuseLeavesThatAreNoHashes(leaves);
  return sha256Backend().merkleRoot(leaves);
}

/**
 * Siblings from the leaf at `index` to the root, bottom up; a level where the node is carried up gives none.
 * Throws RangeError when there is no such leaf.
 */
export function merklePath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  refuseLeavesThatAreNoHashes(leaves);
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`no leaf ${index} among ${leaves.length}`);
  }
  const path: Uint8Array[] = [];
  let level = leaves;
  let position = index;
  while (level.length > 1) {
    const sibling = level[position % 2 === 0 ? position + 1 : position - 1];
    if (sibling !== undefined) path.push(copyOf(sibling));
    level = levelAbove(sha256dPair, level);
    position = Math.floor(position / 2);
  }
  return path;
}

/**
 * The root that a proof leads to, to be compared with the one in a header: `path` as from `merklePath`, for leaf
 * number `index` of `count`. Safe for whatever a peer sends: undefined when the path does not have the length that
 * this place demands, a hash is not 32 bytes, or `index` and `count` are not uint32 numbers with `index < count`.
 */
export function rootFromMerklePath(proof: {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly count: number;
  readonly path: readonly Uint8Array[];
}): Uint8Array | undefined {
  if (proof.leaf.length !== NODE_BYTES) return undefined;
  if (proof.path.some((sibling) => sibling.length !== NODE_BYTES)) return undefined;
  return rootFromPath(sha256dPair, proof)?.slice();
}

function refuseLeavesThatAreNoHashes(leaves: readonly Uint8Array[]): void {
  if (leaves.length === 0) throw new RangeError("a Merkle tree without leaves has no root");
  if (leaves.some((leaf) => leaf.length !== NODE_BYTES)) throw new RangeError("a Merkle leaf that is no 32-byte hash");
}

/** Results never alias the arguments: a root kept for long must not keep a decoded block alive, nor change with it. */
function copyOf(node: Uint8Array | undefined): Uint8Array {
  if (node === undefined) throw new RangeError("no node at this place in the Merkle tree");
  return Uint8Array.from(node);
}
