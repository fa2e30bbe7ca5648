import { COIN } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createMiner } from "./miner.ts";
import type { FeesView, PoolView } from "./operator.ts";
import { contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const MINER = 0;
const SAVED_WITHIN_MS = 11_000;

function aloneWithCoins() {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 5);
  net.add(createMiner, { mining: MINING_OFF });
  net.run(1_000);
  mine(net, 20);
  const { address } = contentOf(net.ask(MINER, { name: "wallet" }), "wallet").wallet;
  const send = (amount: number, feeRate?: number): string => {
    const order = { name: "send", to: address, amount, ...(feeRate === undefined ? {} : { feeRate }) } as const;
    return contentOf(net.ask(MINER, order), "done").id as string;
  };
  const pool = (): PoolView => contentOf(net.ask(MINER, { name: "pool" }), "pool").pool;
  const fees = (): FeesView => contentOf(net.ask(MINER, { name: "fees" }), "fees").fees;
  return { net, send, pool, fees };
}

function mine(net: RoleNetwork, blocks: number): void {
  const height = net.height(MINER) + blocks;
  net.ask(MINER, { name: "generate", blocks });
  net.runUntil(() => net.height(MINER) === height, 60_000, "the blocks are found");
}

it("pool and wishes are there again after a node was killed", () => {
  const { net, send, pool } = aloneWithCoins();
  // the third builds on the change of the others: all of what is there is spent
  const ids = [send(4 * COIN, 7), send(4 * COIN, 3), send(60 * COIN, 2)];
  net.ask(MINER, { name: "prioritise", txid: ids[1] as string, wish: "exclude", feeDelta: 5 });
  net.run(SAVED_WITHIN_MS);
  const before = pool();
  expect(before.entries.length).toBe(3);
  net.restart(MINER);
  net.run(60_000);
  const after = pool();
  expect(after.entries.map(({ txid, fee, wish, feeDelta, held }) => ({ txid, fee, wish, feeDelta, held }))).toEqual(
    before.entries.map(({ txid, fee, wish, feeDelta, held }) => ({ txid, fee, wish, feeDelta, held })),
  );
  // as old as they are, not as old as the run
  expect(Math.min(...after.entries.map(({ ageSeconds }) => ageSeconds))).toBeGreaterThanOrEqual(70);
  net.ask(MINER, { name: "prioritise", txid: ids[1] as string, wish: "none", feeDelta: 0 });
  mine(net, 1);
  expect(pool().transactions).toBe(0);
  net.run(SAVED_WITHIN_MS);
  net.restart(MINER);
  net.run(1_000);
  expect(pool().transactions).toBe(0);
});

it("fees are learned from what was confirmed, chosen by the wallet, and known after a restart", () => {
  const { net, send, fees } = aloneWithCoins();
  expect(fees()).toMatchObject({ feeRateMin: 1, estimates: [], chosen: { blocks: 6, feeRate: 2 } });
  for (let block = 0; block < 24; block++) {
    send(COIN, 30);
    mine(net, 1);
  }
  const learned = fees();
  expect(learned.estimates.map(({ blocks }) => blocks)).toEqual([
    ...Array.from({ length: 25 }, (_, index) => index + 1),
    144,
    504,
    1008,
  ]);
  expect(learned.chosen.feeRate).toBeGreaterThan(29.5);
  expect(learned.chosen.feeRate).toBeLessThan(31);
  // written every ten blocks
  net.restart(MINER);
  net.run(10_000);
  expect(fees().chosen.feeRate).toBeCloseTo(learned.chosen.feeRate, 0);
  const txid = send(COIN);
  const { transaction } = contentOf(net.ask(MINER, { name: "transaction", txid }), "transaction");
  expect((transaction.fee ?? 0) / transaction.bytes).toBeGreaterThan(29.5);
});
