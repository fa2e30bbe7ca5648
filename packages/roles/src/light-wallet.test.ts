import { COIN } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { DecodeError, decodeFrame } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { contentOf, EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;
const MATURITY = EASY_NETWORK.params.consensus.coinbaseMaturity;

/** A miner with coins, a full node, and a light node that is connected to both. */
function threeNodes() {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 5);
  const miner = net.add(createMiner, { mining: OFF });
  const full = net.add(createFullNode);
  net.connect(full, miner);
  net.run(3_000);
  net.ask(miner, { name: "generate", blocks: MATURITY + 5 });
  net.runUntil(() => net.height(full) === MATURITY + 5, 20_000, "some blocks");
  const light = net.add(createLightNode);
  net.connect(light, miner);
  net.connect(light, full);
  const wallet = (node: number) => contentOf(net.ask(node, { name: "wallet" }), "wallet").wallet;
  const history = (node: number) => contentOf(net.ask(node, { name: "history", count: 10 }), "history").payments;
  const pay = (from: number, to: number, amount: number) =>
    contentOf(net.ask(from, { name: "send", to: wallet(to).address, amount }), "done").id;
  const mine = (blocks: number) => {
    const height = net.height(miner) + blocks;
    net.ask(miner, { name: "generate", blocks });
    net.runUntil(() => [miner, full, light].every((node) => net.height(node) === height), 20_000, "the blocks");
    net.runUntil(() => wallet(light).scannedHeight === height, 20_000, "the light wallet at the tip");
  };
  return { net, miner, full, light, wallet, history, pay, mine };
}

describe("a light node's wallet", () => {
  it("receives, spends and counts confirmations like that of a full node, without any block but its own", () => {
    const { net, miner, full, light, wallet, history, pay, mine } = threeNodes();
    net.runUntil(() => wallet(light).isProven, 20_000, "a proven balance");
    expect(wallet(light)).toMatchObject({ confirmed: 0, pending: 0, scannedHeight: MATURITY + 5 });
    const received = pay(miner, light, 3 * COIN);
    mine(1);
    expect(wallet(light)).toMatchObject({ confirmed: 3 * COIN, isProven: true });
    mine(2);
    expect(history(light)).toMatchObject([{ txid: received, change: 3 * COIN, confirmations: 3 }]);

    const sent = pay(light, full, COIN);
    expect(wallet(light).pending).toBeLessThan(-COIN);
    net.runUntil(
      () => contentOf(net.ask(miner, { name: "pool" }), "pool").pool.entries.some(({ txid }) => txid === sent),
      5_000,
      "the payment in the miner's pool",
    );
    mine(1);
    expect(wallet(full).confirmed).toBe(COIN);
    expect(history(light)[0]).toMatchObject({ txid: sent, confirmations: 1 });
    expect(wallet(light).pending).toBe(0);
    expect(contentOf(net.ask(light, { name: "node" }), "node").node.poolTransactions).toBe(0);
  });

  it("tells of no progress while blocks come one by one", () => {
    const { net, miner, light, wallet } = threeNodes();
    net.runUntil(() => wallet(light).isProven, 20_000, "a proven balance");
    let lacked = 0;
    for (let block = 0; block < 5; block++) {
      net.ask(miner, { name: "generate", blocks: 1 });
      for (let ms = 0; ms < 1_000; ms += 5) {
        net.run(5);
        if (!wallet(light).isProven) lacked += 1;
        expect(contentOf(net.ask(light, { name: "node" }), "node").node.progress).toBeNull();
      }
    }
    expect(lacked).toBeGreaterThan(0);
    expect(wallet(light)).toMatchObject({ isProven: true, scannedHeight: MATURITY + 10 });
  });

  it("asks for nothing again after a restart", () => {
    const { net, light, wallet, pay, miner, mine } = threeNodes();
    pay(miner, light, 3 * COIN);
    mine(1);
    net.run(1_000);
    const before = wallet(light);
    const sent = net.frames.length;
    net.restart(light);
    net.connect(light, miner);
    net.runUntil(() => wallet(light).isProven, 20_000, "a proven balance");
    expect(wallet(light)).toEqual(before);
    expect(kindsFrom(net, light, sent)).not.toContain("get-filters");
    expect(kindsFrom(net, light, sent)).not.toContain("get-blocks");
  });

  it("is unproven before the chain was looked at, and without any peer", () => {
    const { net, light, wallet, miner, full } = threeNodes();
    expect(wallet(light)).toMatchObject({ isProven: false });
    net.runUntil(() => wallet(light).isProven, 20_000, "a proven balance");
    net.stop(miner);
    net.stop(full);
    net.run(1_000);
    expect(wallet(light)).toMatchObject({ isProven: false, scannedHeight: MATURITY + 5 });
  });
});

/** Of the frames from this place on. */
function kindsFrom(net: RoleNetwork, node: number, place: number): readonly string[] {
  return net.frames.slice(place).flatMap(({ from, frame }) => {
    const message = decodeFrame(frame);
    return from === node && !(message instanceof DecodeError) ? [message.kind] : [];
  });
}
