import { COIN, makeNetwork } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createMiner } from "./miner.ts";
import type { PoolView, WishView } from "./operator.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

/** Room for four payments with one input and two outputs beside the coinbase. */
const SMALL_BLOCKS = makeNetwork({
  ...EASY_NETWORK.params,
  consensus: { ...EASY_NETWORK.params.consensus, maxBlockBytes: 1_150 },
});
const MINER = 0;
const RATES = [2, 3, 5, 8, 13, 21] as const;

/** A miner with a payment of each rate in its pool; none builds on another. */
function minerWithPool() {
  const net = new RoleNetwork(SMALL_BLOCKS, wasmSchnorr(), 5);
  net.add(createMiner, { mining: MINING_OFF });
  net.run(1_000);
  net.ask(MINER, { name: "generate", blocks: 20 });
  net.runUntil(() => net.height(MINER) === 20, 60_000, "there are coins");
  const { address } = contentOf(net.ask(MINER, { name: "wallet" }), "wallet").wallet;
  const ids = RATES.map((feeRate) => {
    const reply = net.ask(MINER, { name: "send", to: address, amount: 4 * COIN, feeRate });
    return contentOf(reply, "done").id as string;
  });
  const pool = (): PoolView => contentOf(net.ask(MINER, { name: "pool" }), "pool").pool;
  const wish = (txid: string, wish: "include" | "exclude" | "none", feeDelta?: number): WishView => {
    const order = { name: "prioritise", txid, wish, ...(feeDelta === undefined ? {} : { feeDelta }) } as const;
    return contentOf(net.ask(MINER, order), "wish").wish;
  };
  const mineOne = (): readonly string[] => {
    const height = net.height(MINER) + 1;
    net.ask(MINER, { name: "generate", blocks: 1 });
    net.runUntil(() => net.height(MINER) === height, 10_000, "a block is found");
    const { block } = contentOf(net.ask(MINER, { name: "block", block: String(height) }), "block");
    return (block.txids ?? []).slice(1);
  };
  return { net, ids, pool, wish, mineOne };
}

const sorted = (ids: readonly (string | undefined)[]) => [...ids].sort();

it("what is pinned and what is kept out: seen with its price before it is mined, and mined so", () => {
  const { net, ids, pool, wish, mineOne } = minerWithPool();
  const before = pool();
  expect(before.entries.map(({ place, held }) => [place, held])).toEqual([
    [1, null],
    [2, null],
    [3, null],
    [4, null],
    [null, "block-full"],
    [null, "block-full"],
  ]);
  expect(before.nextBlock.feesGivenUp).toBe(0);
  expect(contentOf(net.ask(MINER, { name: "mining" }), "mining").mining).toMatchObject({
    state: "off",
    templateTransactions: before.nextBlock.transactions,
    templateFees: before.nextBlock.fees,
  });
  const [lowest, , , , , highest] = ids as [string, string, string, string, string, string];

  const pinned = wish(lowest, "include");
  expect(pinned.before).toEqual(before.nextBlock);
  expect(pinned.entered.map(({ txid }) => txid)).toEqual([lowest]);
  expect(pinned.left.map(({ txid }) => txid)).toEqual([ids[2]]);
  expect(pinned.after.feesGivenUp).toBe(before.nextBlock.fees - pinned.after.fees);
  expect(pinned.after.feesGivenUp).toBeGreaterThan(0);

  const kept = wish(highest, "exclude");
  expect(kept.left.map(({ txid }) => txid)).toEqual([highest]);
  expect(kept.entered.map(({ txid }) => txid)).toEqual([ids[2]]);
  expect(kept.after.feesGivenUp).toBeGreaterThan(pinned.after.feesGivenUp);
  const after = pool();
  expect(after.nextBlock).toEqual(kept.after);
  expect(after.entries.find(({ txid }) => txid === highest)?.held).toBe("excluded");

  expect(sorted(mineOne())).toEqual(sorted([lowest, ids[2], ids[3], ids[4]]));
  // the wish for what was mined is met and gone; the other one stands
  expect(pool().entries.map(({ txid, wish: wished, held }) => [txid, wished, held])).toEqual([
    [highest, "exclude", "excluded"],
    [ids[1], "none", null],
  ]);
});

it("a fee that counts as more moves a transaction up, and the block pays what was paid", () => {
  const { ids, pool, wish, mineOne } = minerWithPool();
  const lowest = ids[0] as string;
  const fees = pool().nextBlock.fees;
  const moved = wish(lowest, "none", 100_000);
  expect(moved).toMatchObject({ feeDelta: 100_000, inPool: true });
  expect(moved.after.fees).toBe(fees - moved.after.feesGivenUp);
  expect(mineOne()[0]).toBe(lowest);
});

it("a wish that can't be met is refused: more than a block holds", () => {
  const { net, ids, wish } = minerWithPool();
  for (const txid of ids.slice(0, 4)) wish(txid, "include");
  expect(codeOf(net.ask(MINER, { name: "prioritise", txid: ids[4] as string, wish: "include" }))).toBe(
    "wish-too-large",
  );
});
