/**
 * The tree over all earlier blocks that each header commits to (docs/spec/history.md). Node (B, level) covers the
 * 2^level blocks that end with block B and exists if and only if 2^level divides height(B) + 1. Nodes are named by
 * their last block, so those of every branch live side by side, nothing is ever changed and a reorganisation undoes
 * nothing. Only levels from 1 up are stored: a leaf is a block's own hash and work.
 */
import { taggedHash } from "@triad/crypto";
import { assert } from "../assert.ts";

export const HISTORY_NODE_BYTES = 96;

/** What a node commits to; a leaf is a block's own hash and work. */
export interface HistoryTop {
  readonly hash: Uint8Array;
  /** Sum over the blocks covered. */
  readonly work: bigint;
}

export interface HistoryNode extends HistoryTop {
  /** Hash of the block before the first one covered; what a genesis header calls `prev` for the leftmost nodes. */
  readonly before: Uint8Array;
}

export interface HistoryNodes {
  leaf(blockHash: Uint8Array): HistoryNode;
  /** Levels from 1 up; asked only for nodes that exist. */
  node(blockHash: Uint8Array, level: number): HistoryNode;
}

export function joinNodes(left: HistoryNode, right: HistoryNode): HistoryNode {
  return { ...joinTops(left, right), before: left.before };
}

export function joinTops(left: HistoryTop, right: HistoryTop): HistoryTop {
  return {
    hash: taggedHash("Triad/history", left.hash, workBytes(left.work), right.hash, workBytes(right.work)),
    work: left.work + right.work,
  };
}

/** The nodes that end with this block, levels 1, 2, …: none at even heights, one or more at odd ones. */
export function nodesEndingWith(blockHash: Uint8Array, height: number, nodes: HistoryNodes): HistoryNode[] {
  const made: HistoryNode[] = [];
  let right = nodes.leaf(blockHash);
  for (let level = 1; (height + 1) % 2 ** level === 0; level++) {
    right = joinNodes(nodeAt(nodes, right.before, level - 1), right);
    made.push(right);
  }
  return made;
}

/** What a block of this height commits to: the root over its ancestors, of which `parentHash` is the last. */
export function historyRoot(height: number, parentHash: Uint8Array, nodes: HistoryNodes): Uint8Array {
  let top: HistoryTop | undefined;
  for (const peak of historyPeaks(height, parentHash, nodes)) top = top === undefined ? peak : joinTops(peak, top);
  return historyRootOf(height, top);
}

/**
 * The largest whole subtrees over `count` leaves, of which `lastHash` is the last, from right to left: their levels are
 * the set bits of `count` from the lowest up.
 */
export function historyPeaks(count: number, lastHash: Uint8Array, nodes: HistoryNodes): HistoryNode[] {
  const peaks: HistoryNode[] = [];
  let end = lastHash;
  for (let level = 0, rest = count; rest > 0; level++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    const peak = nodeAt(nodes, end, level);
    peaks.push(peak);
    end = peak.before;
  }
  return peaks;
}

/** The commitment to `count` blocks (uint32) with this top; to none, which have no top, 32 zero bytes. */
export function historyRootOf(count: number, top: HistoryTop | undefined): Uint8Array {
  if (top === undefined) return new Uint8Array(32);
  const countBytes = new Uint8Array(4);
  new DataView(countBytes.buffer).setUint32(0, count, true);
  return taggedHash("Triad/history-root", countBytes, top.hash, workBytes(top.work));
}

export function nodeAt(nodes: HistoryNodes, blockHash: Uint8Array, level: number): HistoryNode {
  return level === 0 ? nodes.leaf(blockHash) : nodes.node(blockHash, level);
}

/** 32 bytes, big-endian. */
export function workBytes(work: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  for (let at = 24, rest = work; rest > 0n && at >= 0; at -= 8, rest >>= 64n)
    view.setBigUint64(at, BigInt.asUintN(64, rest));
  return bytes;
}

export function writeHistoryNode(node: HistoryNode): Uint8Array {
  const bytes = new Uint8Array(HISTORY_NODE_BYTES);
  bytes.set(node.hash, 0);
  bytes.set(workBytes(node.work), 32);
  bytes.set(node.before, 64);
  return bytes;
}

export function readHistoryNode(bytes: Uint8Array): HistoryNode {
  assert(bytes.length === HISTORY_NODE_BYTES, "the store returns what writeHistoryNode made");
  const view = new DataView(bytes.buffer, bytes.byteOffset, HISTORY_NODE_BYTES);
  let work = 0n;
  for (let word = 0; word < 4; word++) work = (work << 64n) | view.getBigUint64(32 + 8 * word);
  return { hash: bytes.slice(0, 32), work, before: bytes.slice(64, 96) };
}
