import { readStoredHeaders } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import {
  BlockTree,
  MemoryStore,
  openTestChain,
  premineCoin,
  settleChain,
  spendingBranch,
  testNetwork,
} from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import { WALLET_RECORD_PREFIX } from "@triad/wallet";
import { describe, expect, it } from "vitest";
import { REINDEX_RECORD, reindexBatch, SYNC_ANEW_RECORD, syncAnewBatch } from "./chain-reset.ts";
import { CrashWorld, reindex, settledWorld, type TreeBlock, type WorldOptions } from "./testing/crash-world.ts";
import { ReplayedBlocks } from "./testing/replayed-blocks.ts";

const network = testNetwork({ coinbaseMaturity: 1 });
const schnorr = wasmSchnorr();
const walletSeed = new Uint8Array(64).fill(5);
const world: WorldOptions = { network, schnorr, node: { walletSeed } };
const pruning: WorldOptions = { network, schnorr, node: { walletSeed, keepBlocks: 4 } };

const tree = new BlockTree(network);
const first: TreeBlock[] = spendingBranch(tree, tree.genesis, 8);
/** Parts from the first branch after `common` blocks, and is better. */
const branch = (common: number): TreeBlock[] => {
  const from = first[common - 1]?.entry ?? tree.genesis;
  const coin = premineCoin(network, 1);
  return [...first.slice(0, common), ...spendingBranch(tree, from, 10 - common, { version: 2, coin })];
};
const second = branch(3);
const replayed = new ReplayedBlocks({ network, schnorr, walletSeed }, [...first, ...second, ...branch(4)]);

/** Its node followed the first branch, then the second. */
function reorganisedStore(): MemoryStore {
  const store = new MemoryStore();
  const started = settledWorld(world, first, store);
  started.serve(second);
  expect(started.settle()).toBe(true);
  return store;
}

const statuses = (store: MemoryStore) => [...readStoredHeaders(store.headers())].map(({ status }) => status);
const recordNames = (store: MemoryStore) => [...store.records("")].map(([name]) => name);

describe("reindexBatch", () => {
  it("drops what follows from headers and bodies, keeps both, and leaves its mark", () => {
    const store = reorganisedStore();
    store.apply(reindexBatch(store, network));
    expect(store.coinsTip).toBeUndefined();
    expect(statuses(store).every((status) => status === 0)).toBe(true);
    for (const { hash } of [...first, ...second]) {
      expect(store.body(hash)).toBeDefined();
      expect([store.undo(hash), store.filter(hash)]).toEqual([undefined, undefined]);
    }
    expect(store.record(REINDEX_RECORD)).toBeDefined();
    expect(recordNames(store)).not.toContain(`${WALLET_RECORD_PREFIX}tip`);
  });

  it("with the stored bodies read again leads to the same coins, undo data, filters, history and wallet", () => {
    const before = reorganisedStore();
    const after = before.copy();
    reindex(network, after);
    expect(after.record(REINDEX_RECORD)).toBeUndefined();
    expect(after.coinsTip).toEqual(before.coinsTip);
    expect(statuses(after)).toEqual(statuses(before));
    replayed.checkStore(after);
    const historyOf = (store: MemoryStore) => {
      const chain = new BlockChain({ network, store, isVerified: () => false, newJob: () => 0 });
      return [...chain.headers.all()].map((entry) => chain.historyRootAfter(entry));
    };
    expect(historyOf(after)).toEqual(historyOf(before));
    const restarted = settledWorld(world, second, after);
    replayed.checkWallet(restarted.node.wallet.wallet, restarted.node.chain.tip.hash);
    expect(recordNames(after)).toEqual(recordNames(before));
  });
});

describe("syncAnewBatch", () => {
  it("leaves headers, what was condemned, and records that do not come from blocks", () => {
    const bad: TreeBlock[] = [
      ...first.slice(0, 3),
      ...spendingBranch(tree, (first[2] as TreeBlock).entry, 7, { badAt: 1 }),
    ];
    const store = new MemoryStore();
    const chain = openTestChain(network, { store });
    for (const { bytes } of bad) chain.acceptBlock(bytes, 2 ** 32);
    settleChain(chain);
    chain.putRecord("other", Uint8Array.of(1));
    chain.putRecord(SYNC_ANEW_RECORD, Uint8Array.of(1));
    store.apply(chain.takeCommit() as never);
    const condemned = statuses(store).filter((status) => (status & 2) !== 0).length;
    expect(condemned).toBeGreaterThan(0);
    store.apply(syncAnewBatch(store));
    expect(statuses(store).filter((status) => status === 2)).toHaveLength(condemned);
    expect(statuses(store).filter((status) => status !== 2 && status !== 0)).toEqual([]);
    for (const { hash } of bad) expect(store.body(hash)).toBeUndefined();
    expect(recordNames(store)).toEqual(["other"]);
    expect([store.coinsTip, store.prunedHeight]).toEqual([undefined, 0]);
  });
});

describe("a node that can't follow the best chain, since it parts below the blocks that it keeps", () => {
  const startOn = (best: readonly TreeBlock[]) => {
    const store = new MemoryStore();
    const started = settledWorld(pruning, first, store);
    expect(store.prunedHeight).toBe(4);
    started.serve(best);
    return { store, started };
  };

  it("follows one that parts just above them", () => {
    const { store, started } = startOn(branch(4));
    expect(started.settle()).toBe(true);
    replayed.checkStore(store);
  });

  it("says so once, however many blocks of that chain come before its mark is on disk", () => {
    const { started } = startOn(second);
    expect(started.settle()).toBe(false);
    const told = started.notices.filter(({ code }) => code === "reorg-below-pruned");
    expect(told).toHaveLength(1);
  });

  it("ends with its mark on disk, keeps its keys, and gets the chain anew at its next start", () => {
    const { store, started } = startOn(second);
    const keys = store.record(`${WALLET_RECORD_PREFIX}keys`);
    expect(started.settle()).toBe(false);
    const found = store.copy();
    expect(found.record(SYNC_ANEW_RECORD)).toBeDefined();
    expect(found.coinsTip).toEqual(first.at(-1)?.hash);
    const again = new CrashWorld(pruning, second, found);
    expect(found.record(SYNC_ANEW_RECORD)).toBeUndefined();
    expect(found.record(`${WALLET_RECORD_PREFIX}keys`)).toEqual(keys);
    // what it paid in blocks that are not read again yet it might pay once more
    const payment = { name: "send", to: again.node.wallet.view().address, amount: 1_000 } as const;
    expect(again.ask(payment)).toMatchObject({ ok: false, code: "wallet-behind" });
    expect(again.settle()).toBe(true);
    expect(again.ask(payment)).not.toMatchObject({ code: "wallet-behind" });
    expect(found.prunedHeight).toBe(6);
    replayed.checkStore(found);
    replayed.checkWallet(again.node.wallet.wallet, again.node.chain.tip.hash);
  });
});
