/** History nodes as the store keeps them: each under the last block that it covers, and its level. */
import { assert } from "../assert.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import type { HeaderIndex } from "../headers/header-index.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import { hashKey } from "../keys.ts";
import type { StoredHistoryNode } from "../store/chain-store.ts";
import {
  type HistoryNode,
  type HistoryNodes,
  nodesEndingWith,
  readHistoryNode,
  writeHistoryNode,
} from "./history-tree.ts";

/** @param stored looks up a node that a block below has left. */
export function historyNodesOver(
  headers: HeaderIndex,
  stored: (hash: Uint8Array, level: number) => Uint8Array | undefined,
): HistoryNodes {
  return {
    leaf: (hash: Uint8Array): HistoryNode => {
      const entry = headers.get(hash);
      assert(entry !== undefined, "the hash comes from the store or from a header of the index");
      const target = targetOfBits(entry.header.bits);
      assert(target !== undefined, "bits in the index were checked");
      return { hash, work: workOfTarget(target), before: entry.header.prev };
    },
    node: (hash: Uint8Array, level: number): HistoryNode => {
      const bytes = stored(hash, level);
      assert(bytes !== undefined, "a header's nodes are stored in the commit that stores the header");
      return readHistoryNode(bytes);
    },
  };
}

/** The nodes that are complete with this block, to be stored with its header. */
export function nodesToStore({ hash, height }: HeaderEntry, nodes: HistoryNodes): readonly StoredHistoryNode[] {
  return nodesEndingWith(hash, height, nodes).map((node, i) => ({ hash, level: i + 1, bytes: writeHistoryNode(node) }));
}

/** All nodes of all branches: they follow from the headers. */
export function historyNodesOf(headers: HeaderIndex): readonly StoredHistoryNode[] {
  const made = new Map<string, StoredHistoryNode>();
  const keyOf = (hash: Uint8Array, level: number) => `${hashKey(hash)}${level}`;
  const nodes = historyNodesOver(headers, (hash, level) => made.get(keyOf(hash, level))?.bytes);
  for (const entry of headers.all()) {
    for (const node of nodesToStore(entry, nodes)) made.set(keyOf(node.hash, node.level), node);
  }
  return [...made.values()];
}
