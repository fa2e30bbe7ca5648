import { type Coin, type OutpointKey, outpointKey } from "@triad/chain";
import {
  BlockTree,
  batchOf,
  commitAll,
  MemoryStore,
  openTestChain,
  ownedCoin,
  payment,
  premineCoin,
  settleChain,
  testKey,
  testNetwork,
} from "@triad/chain/testing";
import { describe, expect, it } from "vitest";
import { auditStore } from "./chain-audit.ts";

const network = testNetwork({ coinbaseMaturity: 1 });

/** Two blocks: the premine's first coin is spent, then its change. */
function storeOfTwoBlocks() {
  const store = new MemoryStore();
  const chain = openTestChain(network, { store });
  const tree = new BlockTree(network);
  const pay = (spend: ReturnType<typeof premineCoin>) =>
    payment({ network, spend: [spend], outputs: [{ amount: spend.amount, key: testKey(1).key }] });
  const first = pay(premineCoin(network, 0));
  const second = pay(ownedCoin(first, 0, testKey(1)));
  const one = tree.extend(tree.genesis, { transactions: [first] });
  const two = tree.extend(one.entry, { transactions: [second] });
  for (const { bytes, entry } of [one, two]) chain.acceptBlock(bytes, entry.header.time);
  settleChain(chain);
  commitAll(chain, store);
  const coin = chain.coin(outpointKey(second.txid, 0));
  if (coin === undefined) throw new Error("the second payment is unspent");
  return { store, tip: two.entry.hash, spent: outpointKey(first.txid, 0), unspent: outpointKey(second.txid, 0), coin };
}

describe("the audit of a data directory", () => {
  it("finds nothing wrong with what a chain committed, and counts its coins", async () => {
    const { store } = storeOfTwoBlocks();
    // three coins of the premine, the second payment, two coinbases
    expect(await auditStore(store, network)).toMatchObject({ height: 2, coins: 6, problems: [] });
  });

  it("finds a coin that is missing, one that was spent, and one whose amount differs", async () => {
    type Plant = (of: ReturnType<typeof storeOfTwoBlocks>) => readonly [OutpointKey, Coin | null];
    const planted: Readonly<Record<string, Plant>> = {
      "is missing": ({ unspent }) => [unspent, null],
      "is there, by the replay absent": ({ spent, coin }) => [spent, coin],
      "is there, by the replay unspent": ({ unspent, coin }) => [unspent, { ...coin, amount: coin.amount + 1 }],
    };
    for (const [finding, plant] of Object.entries(planted)) {
      const made = storeOfTwoBlocks();
      made.store.apply(batchOf({ coins: new Map([plant(made)]) }));
      expect((await auditStore(made.store, network)).problems).toEqual([expect.stringContaining(finding)]);
    }
  });

  it("finds undo data and a filter that are not the block's", async () => {
    const { store, tip } = storeOfTwoBlocks();
    const wrong = [{ hash: tip, bytes: Uint8Array.of(1) }];
    store.apply(batchOf({ undos: wrong, filters: wrong }));
    expect((await auditStore(store, network)).problems).toEqual([
      "undo data of block 2 differ",
      "the filter of block 2 differs",
    ]);
  });
});
