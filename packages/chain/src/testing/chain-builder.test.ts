import { describe, expect, it } from "vitest";
import { BlockChain } from "../blocks/index.ts";
import { asertTestNetwork, BlockTree, commitAll, MemoryStore, payment, premineCoin, settleChain } from "./index.ts";
import { testKey } from "./test-keys.ts";
import { testNetwork } from "./test-network.ts";

describe("blocks made to order", () => {
  it.each([
    ["fixed difficulty", testNetwork()],
    ["moving difficulty", asertTestNetwork()],
  ])("are accepted on a network of %s, payments included", (_, network) => {
    const store = new MemoryStore();
    let jobs = 0;
    const chain = new BlockChain({ network, store, isVerified: () => false, newJob: () => ++jobs });
    const tree = new BlockTree(network);
    let tip = tree.genesis;
    for (let height = 1; height <= 20; height++) {
      const coin = height === 5 ? [premineCoin(network, 1)] : [];
      const transactions = coin.map((spent) =>
        payment({ network, spend: [spent], outputs: [{ amount: spent.amount - 10, key: testKey(7).key }] }),
      );
      const built = tree.extend(tip, { transactions, fees: 10 * transactions.length });
      expect(chain.acceptBlock(built.bytes, built.header.time)).toMatchObject({ kind: "accepted" });
      settleChain(chain);
      expect(chain.tip.hash).toEqual(built.hash);
      tip = built.entry;
    }
    commitAll(chain, store);
    expect(store.coinsTip).toEqual(tip.hash);
  });
});
