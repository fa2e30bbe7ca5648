import { describe, expect, it } from "vitest";
import {
  BlockTree,
  spendingBranch as branch,
  commitAll,
  firstOutputKey,
  MemoryStore,
  openTestChain,
  premineCoin,
  settleChain,
  testNetwork,
} from "../testing/index.ts";
import type { BlockChain } from "./index.ts";

const LATE = 2 ** 32;
const network = testNetwork({ coinbaseMaturity: 1 });
type Built = ReturnType<BlockTree["extend"]>;

function acceptAll(chain: BlockChain, blocks: readonly Built[]): void {
  for (const { bytes } of blocks) expect(chain.acceptBlock(bytes, LATE)).toMatchObject({ kind: "accepted" });
}

describe("bodies", () => {
  it("may come in any order", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const blocks = branch(tree, tree.genesis, 6);
    for (const { headerBytes } of blocks) chain.acceptHeader(headerBytes, LATE);
    expect(chain.headers.best.height).toBe(6);
    for (const i of [5, 3, 1]) acceptAll(chain, [blocks[i] as Built]);
    expect(settleChain(chain)).toEqual([]);
    acceptAll(chain, [blocks[0] as Built]);
    settleChain(chain);
    expect(chain.tip.height).toBe(2);
    for (const i of [4, 2]) acceptAll(chain, [blocks[i] as Built]);
    settleChain(chain);
    expect(chain.tip.height).toBe(6);
  });

  it("are taken once", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const [block] = branch(tree, tree.genesis, 1) as [Built];
    acceptAll(chain, [block]);
    expect(chain.acceptBlock(block.bytes, LATE)).toMatchObject({ kind: "known", entry: { height: 1 } });
    expect(chain.acceptBlock(network.genesis.bytes, LATE)).toMatchObject({ kind: "known", entry: { height: 0 } });
  });

  it("on an unknown parent, or too far in the future, leave no trace and may come again", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const [a, b] = branch(tree, tree.genesis, 2) as [Built, Built];
    expect(chain.acceptBlock(b.bytes, LATE)).toMatchObject({ kind: "refused", reject: { code: "prev-blk-not-found" } });
    expect(chain.acceptBlock(a.bytes, 0)).toMatchObject({ kind: "refused", reject: { code: "time-too-new" } });
    acceptAll(chain, [a, b]);
    settleChain(chain);
    expect(chain.tip.height).toBe(2);
  });

  it("on an invalid block are refused, those that were here already are never connected", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const bad = tree.extend(tree.genesis, { changes: { filterHash: new Uint8Array(32) } });
    const child = tree.extend(bad.entry);
    const grandchild = tree.extend(child.entry);
    chain.acceptHeader(bad.headerBytes, LATE);
    acceptAll(chain, [child]);
    expect(chain.acceptBlock(bad.bytes, LATE)).toMatchObject({ reject: { code: "bad-filter-hash" } });
    expect(chain.acceptBlock(grandchild.bytes, LATE)).toMatchObject({ reject: { code: "bad-prevblk" } });
    expect(chain.acceptBlock(child.bytes, LATE)).toMatchObject({ reject: { code: "bad-prevblk" } });
    expect(settleChain(chain)).toMatchObject([{ type: "block-invalid" }]);
    expect(chain.headers.best).toBe(chain.headers.genesis);
  });

  it("of the present chain can be read again with the coins that they spent", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    acceptAll(chain, branch(tree, tree.genesis, 3));
    const connected = settleChain(chain).flatMap((event) => (event.type === "connected" ? [event.block] : []));
    for (const block of connected) {
      expect(chain.connectedBlock(block.entry).transactions).toEqual(block.transactions);
      expect(chain.body(block.entry)).toBeDefined();
      expect(chain.filter(block.entry)).toBeDefined();
    }
    expect(chain.connectedBlock(chain.headers.genesis).transactions).toHaveLength(1);
    expect(chain.coin(firstOutputKey({ txid: premineCoin(network, 0).txid }))).toBeUndefined();
  });
});

describe("restart", () => {
  it("from any commit continues to the same tip and coins, with what was not committed lost", () => {
    const tree = new BlockTree(network);
    const store = new MemoryStore();
    const chain = openTestChain(network, { store });
    const old = branch(tree, tree.genesis, 6);
    const better = branch(tree, tree.genesis, 8, { version: 2 });
    const snapshots: MemoryStore[] = [store.copy()];
    const keep = () => {
      commitAll(chain, store);
      snapshots.push(store.copy());
    };
    for (const block of [...old, ...better]) {
      acceptAll(chain, [block]);
      keep();
      chain.advance(1);
      keep();
      settleChain(chain);
      keep();
    }
    const last = better[7] as Built;
    for (const snapshot of snapshots) {
      const again = openTestChain(network, { store: snapshot });
      settleChain(again);
      for (const { bytes } of [...old, ...better]) expect(again.acceptBlock(bytes, LATE).kind).not.toBe("refused");
      settleChain(again);
      expect(again.tip.hash).toEqual(last.hash);
      for (const { coinbase } of [...old, ...better]) {
        expect(again.coin(firstOutputKey(coinbase))).toEqual(chain.coin(firstOutputKey(coinbase)));
      }
    }
  });

  it("remembers what was invalid", () => {
    const tree = new BlockTree(network);
    const store = new MemoryStore();
    const chain = openTestChain(network, { store });
    const bad = branch(tree, tree.genesis, 3, { badAt: 1 });
    acceptAll(chain, bad);
    settleChain(chain);
    commitAll(chain, store);
    const again = openTestChain(network, { store });
    expect(settleChain(again)).toEqual([]);
    expect(again.tip.height).toBe(1);
    expect(again.acceptBlock(bad[2]?.bytes ?? new Uint8Array(), LATE)).toMatchObject({
      reject: { code: "bad-prevblk" },
    });
  });

  it("commits nothing when nothing changed, and one commit at a time", () => {
    const tree = new BlockTree(network);
    const store = new MemoryStore();
    const chain = openTestChain(network, { store });
    const first = chain.takeCommit();
    expect(first?.coinsTip).toEqual(network.chainId);
    acceptAll(chain, branch(tree, tree.genesis, 1));
    expect(chain.takeCommit()).toBeUndefined();
    if (first !== undefined) store.apply(first);
    chain.committed();
    commitAll(chain, store);
    expect(chain.takeCommit()).toBeUndefined();
    chain.putRecord("a", Uint8Array.of(1));
    expect(chain.takeCommit()?.records.get("a")).toEqual(Uint8Array.of(1));
  });

  it("commits only blocks whose signatures are verified, while bodies ahead of them are kept", () => {
    const tree = new BlockTree(network);
    const store = new MemoryStore();
    const chain = openTestChain(network, { store });
    acceptAll(chain, branch(tree, tree.genesis, 3));
    chain.advance(100);
    commitAll(chain, store);
    expect(store.coinsTip).toEqual(network.chainId);
    const again = openTestChain(network, { store });
    settleChain(again);
    expect(again.tip.height).toBe(3);
  });
});
