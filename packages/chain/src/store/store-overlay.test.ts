import { describe, expect, it } from "vitest";
import {
  BlockTree,
  drawFrom,
  MemoryStore,
  openTestChain,
  settleChain,
  spendingBranch,
  testNetwork,
} from "../testing/index.ts";
import { HeaderStatus } from "./chain-store.ts";
import { type CommitContents, StoreOverlay, UNCOMMITTED_BODY_BYTES_MAX } from "./store-overlay.ts";
import { readStoredHeaders } from "./stored-header.ts";

const LATE = 2 ** 32;
const hash = (n: number) => new Uint8Array(32).fill(n);
const coin = { amount: 1, key: hash(9), height: 1, isCoinbase: false };

function filled(): { store: MemoryStore; overlay: StoreOverlay } {
  const store = new MemoryStore();
  const overlay = new StoreOverlay(store);
  overlay.putBody(hash(1), Uint8Array.of(1));
  overlay.putFilter(hash(1), Uint8Array.of(2));
  overlay.putHistoryNode(hash(1), 0, hash(3));
  overlay.putCoins(new Map([["coin", coin]]), hash(1));
  overlay.putUndo(hash(1), Uint8Array.of(4));
  overlay.putRecord("wallet", Uint8Array.of(5));
  return { store, overlay };
}

function read(from: StoreOverlay | MemoryStore): unknown[] {
  return [from.body(hash(1)), from.filter(hash(1)), from.historyNode(hash(1), 0), from.undo(hash(1))].map((bytes) =>
    bytes === undefined ? undefined : bytes[0],
  );
}

describe("a commit", () => {
  it("of blocks holds what follows from headers and bodies, and nothing that follows the tip", () => {
    const { store, overlay } = filled();
    const batch = overlay.takeBatch("blocks", []);
    expect(batch).toMatchObject({ coinsTip: undefined, undos: [], prunedHeight: undefined });
    expect([batch.bodies.length, batch.filters.length, batch.historyNodes.length]).toEqual([1, 1, 1]);
    expect([batch.coins.size, batch.records.size]).toEqual([0, 0]);
    expect([overlay.hasBlockWrites, overlay.hasTipWrites]).toEqual([false, true]);
    expect(read(overlay)).toEqual([1, 2, 3, 4]);
    store.apply(batch);
    overlay.committed();
    expect(read(overlay)).toEqual([1, 2, 3, 4]);
    expect(read(store)).toEqual([1, 2, 3, undefined]);
    expect(overlay.coin("coin")).toEqual(coin);
    expect(overlay.takeBatch("all", [])).toMatchObject({ coinsTip: hash(1), undos: [{ hash: hash(1) }] });
  });

  it("that is slower than the bodies that come holds the chain up until it is done", () => {
    const overlay = new StoreOverlay(new MemoryStore());
    const put = (n: number, bytes: number) => overlay.putBody(hash(n), new Uint8Array(bytes));
    put(1, UNCOMMITTED_BODY_BYTES_MAX);
    // what no commit has begun to write goes with the next one
    expect(overlay.isFull).toBe(false);
    overlay.takeBatch("blocks", []);
    put(2, UNCOMMITTED_BODY_BYTES_MAX - 1);
    expect(overlay.isFull).toBe(false);
    expect(overlay.isFullOfBodies).toBe(false);
    put(3, 1);
    expect([overlay.isFull, overlay.isFullOfBodies]).toEqual([true, true]);
    overlay.committed();
    expect(overlay.isFull).toBe(false);
    overlay.takeBatch("blocks", []);
    expect(overlay.isFull).toBe(false);
  });

  it("of all holds both, and what is put while it is in flight goes with the next", () => {
    const { store, overlay } = filled();
    const batch = overlay.takeBatch("all", [], { hashes: [hash(7)], height: 3 });
    expect(batch).toMatchObject({ coinsTip: hash(1), prunedHeight: 3, prunedBlocks: [hash(7)] });
    expect([...Array.from(batch.coins, ([key]) => key), ...batch.records.keys()]).toEqual(["coin", "wallet"]);
    expect([overlay.hasBlockWrites, overlay.hasTipWrites]).toEqual([false, false]);
    overlay.putCoins(new Map([["coin", null]]), hash(2));
    overlay.putRecord("wallet", null);
    expect(overlay.coin("coin")).toBeUndefined();
    expect(() => overlay.takeBatch("all", [])).toThrow("one commit");
    store.apply(batch);
    overlay.committed();
    expect(overlay.coin("coin")).toBeUndefined();
    const next = overlay.takeBatch("all", []);
    expect([...next.coins, ...next.records]).toEqual([
      ["coin", null],
      ["wallet", null],
    ]);
  });
});

describe("after a crash between commits of either kind", () => {
  const network = testNetwork({ coinbaseMaturity: 1 });
  const tree = new BlockTree(network);
  const blocks = spendingBranch(tree, tree.genesis, 12);

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("coins, undo data, records and tip are of one block (seed %i)", (seed) => {
    const draw = drawFrom(seed);
    const store = new MemoryStore();
    const chain = openTestChain(network, { store });
    for (const [i, { bytes }] of blocks.entries()) {
      chain.acceptBlock(bytes, LATE);
      if (draw(2) === 0) settleChain(chain);
      chain.putRecord("tip", chain.tip.hash);
      const contents: CommitContents = draw(3) === 0 || i === blocks.length - 1 ? "all" : "blocks";
      const batch = chain.takeCommit(contents);
      if (batch === undefined) continue;
      store.apply(batch, draw(4) === 0);
      chain.committed();
      checkRestart(store.afterPowerLoss(draw(store.pendingWrites + 1), draw));
    }
    expect(store.coinsTip).toBeDefined();
  });

  function checkRestart(store: MemoryStore): void {
    const height = blocks.findIndex(({ hash: each }) => String(each) === String(store.coinsTip)) + 1;
    if (store.coinsTip !== undefined) expect(store.record("tip")).toEqual(store.coinsTip);
    for (const [i, each] of blocks.entries()) expect(store.undo(each.hash) !== undefined).toBe(i < height);
    for (const header of readStoredHeaders(store.headers())) {
      const hasBody = (header.status & HeaderStatus.hasBody) !== 0;
      expect(store.body(header.hash) !== undefined).toBe(hasBody);
    }
    const again = openTestChain(network, { store });
    settleChain(again);
    // bodies that were stored ahead of the coins are connected again
    const bodies = blocks.filter(({ hash: each }) => store.body(each) !== undefined).length;
    expect(again.tip.height).toBe(bodies);
  }
});
