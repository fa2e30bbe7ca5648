import { describe, expect, it } from "vitest";
import { assert } from "../assert.ts";
import type { HeaderEntry } from "../headers/index.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import { asertTestNetwork, BlockTree, drawFrom, naiveHistoryRoot, openTestChain } from "../testing/index.ts";
import {
  type HistoryNode,
  type HistoryNodes,
  historyRoot,
  joinNodes,
  nodesEndingWith,
  readHistoryNode,
  workBytes,
  writeHistoryNode,
} from "./history-tree.ts";

/** Nodes as a store keeps them: by block and level, those of all branches side by side. */
class StoredNodes implements HistoryNodes {
  readonly #entries = new Map<string, HeaderEntry>();
  readonly #nodes = new Map<string, Uint8Array>();

  add(entry: HeaderEntry): number {
    this.#entries.set(String(entry.hash), entry);
    const made = nodesEndingWith(entry.hash, entry.height, this);
    for (const [i, node] of made.entries()) this.#nodes.set(`${entry.hash} ${i + 1}`, writeHistoryNode(node));
    return made.length;
  }

  leaf(hash: Uint8Array): HistoryNode {
    const entry = this.#entries.get(String(hash));
    assert(entry !== undefined, "leaves are asked for after they were added");
    const { bits, prev } = entry.header;
    return { hash, work: workOfTarget(targetOfBits(bits) ?? 0n), before: prev };
  }

  node(hash: Uint8Array, level: number): HistoryNode {
    const bytes = this.#nodes.get(`${hash} ${level}`);
    assert(bytes !== undefined, "only nodes that exist are asked for");
    return readHistoryNode(bytes);
  }
}

const HEIGHT_MAX = 70;
// the works of blocks differ, so that a wrong sum or order shows
const network = asertTestNetwork();

describe("the history tree", () => {
  it(`is the recursive definition at every height to ${HEIGHT_MAX}, on a chain and on branches of it`, () => {
    const tree = new BlockTree(network);
    const nodes = new StoredNodes();
    const draw = drawFrom(1);
    nodes.add(tree.genesis);
    const main = [tree.genesis];
    const grow = (parent: HeaderEntry, branch: number) => {
      expect(historyRoot(parent.height + 1, parent.hash, nodes)).toEqual(naiveHistoryRoot(parent));
      const time = parent.header.time + draw(4);
      const { entry } = tree.extend(parent, { time, changes: { header: { version: branch } } });
      nodes.add(entry);
      return entry;
    };
    while (main.length <= HEIGHT_MAX) main.push(grow(main.at(-1) as HeaderEntry, 1));
    for (let branch = 2; branch <= 20; branch++) {
      let at = main[draw(HEIGHT_MAX)] as HeaderEntry;
      for (let left = draw(20); left > 0; left--) at = grow(at, branch);
    }
  });

  it("has as many nodes at a block as its height plus one can be halved", () => {
    const tree = new BlockTree(network);
    const nodes = new StoredNodes();
    const counts = [nodes.add(tree.genesis)];
    for (let at = tree.genesis; counts.length < 16; counts.push(nodes.add(at))) at = tree.extend(at).entry;
    expect(counts).toEqual([0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4]);
  });

  it("commits genesis to nothing, and block 1 to genesis alone", () => {
    const tree = new BlockTree(network);
    const nodes = new StoredNodes();
    nodes.add(tree.genesis);
    expect(historyRoot(0, new Uint8Array(32), nodes)).toEqual(new Uint8Array(32));
    expect(historyRoot(1, tree.genesis.hash, nodes)).toEqual(naiveHistoryRoot(tree.genesis));
  });

  it("is what a chain asks of its next block, also on a branch", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    let at = tree.genesis;
    for (let height = 1; height <= 9; height++) {
      const fork = tree.extend(at, { changes: { header: { version: 9 } } });
      const next = tree.extend(at);
      for (const { headerBytes, header } of [fork, next]) {
        const entry = chain.acceptHeader(headerBytes, header.time);
        assert("hash" in entry, "the tree builds valid headers");
        expect(chain.historyRootAfter(entry)).toEqual(naiveHistoryRoot(entry));
      }
      at = next.entry;
    }
  });
});

describe("a node of the history tree", () => {
  const node = (fill: number, work: bigint): HistoryNode => ({
    hash: new Uint8Array(32).fill(fill),
    work,
    before: new Uint8Array(32).fill(fill + 1),
  });

  it("is stored in 96 bytes and read back, with any work below 2^256", () => {
    for (const work of [0n, 1n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 200n + 12345n, 2n ** 256n - 1n]) {
      const bytes = writeHistoryNode(node(7, work));
      expect(bytes).toHaveLength(96);
      expect(readHistoryNode(bytes)).toEqual(node(7, work));
      const inside = new Uint8Array(100);
      inside.set(bytes, 3);
      expect(readHistoryNode(inside.subarray(3, 99))).toEqual(node(7, work));
    }
  });

  it("writes works big-endian", () => {
    expect([...workBytes(0x0102n).subarray(30)]).toEqual([1, 2]);
  });

  it("sums the works of both sides and begins where the left side begins", () => {
    const joined = joinNodes(node(1, 5n), node(9, 6n));
    expect(joined.work).toBe(11n);
    expect(joined.before).toEqual(node(1, 5n).before);
    expect(joined.hash).not.toEqual(joinNodes(node(9, 6n), node(1, 5n)).hash);
    expect(joined.hash).not.toEqual(joinNodes(node(1, 6n), node(9, 5n)).hash);
  });
});
