import { COIN } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

function nodeAt(net: RoleNetwork, index: number) {
  const node = net.nodes[index];
  if (node === undefined) throw new Error(`there is no node ${index}`);
  return node;
}
const walletOf = (net: RoleNetwork, node: number) => contentOf(net.ask(node, { name: "wallet" }), "wallet").wallet;
const poolOf = (net: RoleNetwork, node: number) =>
  contentOf(net.ask(node, { name: "pool" }), "pool").pool.entries.map(({ txid }) => txid);

describe("a node that is started again", () => {
  it("has the same tip and coins, and announces its unconfirmed payments", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 9);
    net.add(createMiner, { mining: MINING_OFF });
    net.run(5_000);
    net.ask(0, { name: "generate", blocks: 10 });
    net.runUntil(() => net.height(0) === 10, 20_000, "ten blocks");
    const own = walletOf(net, 0).address;
    const first = contentOf(net.ask(0, { name: "send", to: own, amount: COIN }), "done").id ?? "";
    const second = contentOf(net.ask(0, { name: "send", to: own, amount: 25 * COIN }), "done").id ?? "";
    const [tip, wallet] = [net.tip(0), walletOf(net, 0)];
    net.restart(0);
    net.run(2_000);
    expect(net.tip(0)).toBe(tip);
    expect(walletOf(net, 0)).toEqual(wallet);
    expect(poolOf(net, 0).sort()).toEqual([first, second].sort());
    const full = net.add(createFullNode);
    net.connect(full, 0);
    net.runUntil(() => poolOf(net, full).length === 2, 10_000, "the payments in the other pool");
    net.ask(0, { name: "generate", blocks: 1 });
    net.runUntil(() => net.height(full) === 11, 10_000, "their block");
    expect(walletOf(net, 0).pending).toBe(0);
  });

  it("mines on in mode always", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 9);
    net.add(createMiner, { mining: { ...MINING_OFF, mode: "always" } });
    net.runUntil(() => net.height(0) >= 2, 60_000, "two blocks");
    const before = net.height(0);
    net.restart(0);
    net.runUntil(() => net.height(0) >= before + 2, 60_000, "two more");
  });
});

it("a miner's notice of a new tip says when the block was found here, another's does not", () => {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 4);
  net.add(createMiner, { mining: MINING_OFF });
  net.connect(net.add(createFullNode), 0);
  net.run(5_000);
  net.ask(0, { name: "generate", blocks: 1 });
  net.runUntil(() => net.height(1) === 1, 20_000, "the block at both");
  const tips = [0, 1].map((node) => nodeAt(net, node).notices.find(({ code }) => code === "tip-changed"));
  expect(tips.map((tip) => tip?.facts.foundHere)).toEqual([true, undefined]);
});

describe("mining modes", () => {
  it("pending: mines when a payment waits and stops when none does; off: never; always: at the network's pace", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 4);
    net.add(createMiner, { mining: MINING_OFF });
    net.run(5_000);
    net.ask(0, { name: "generate", blocks: 10 });
    net.runUntil(() => net.height(0) === 10, 20_000, "ten blocks");
    net.run(20_000);
    expect(net.height(0)).toBe(10);
    net.ask(0, { name: "mining-mode", mode: "pending" });
    net.run(20_000);
    expect(net.height(0)).toBe(10);
    net.ask(0, { name: "send", to: walletOf(net, 0).address, amount: COIN });
    net.run(20_000);
    expect(net.height(0)).toBe(11);
    net.ask(0, { name: "mining-mode", mode: "always" });
    net.run(20_000);
    expect(net.height(0)).toBeGreaterThan(14);
    expect(net.height(0)).toBeLessThan(22);
    expect(contentOf(net.ask(0, { name: "mining" }), "mining").mining.blocksFound).toBe(net.height(0));
  });
});

describe("a commit that fails", () => {
  it("is tried again, the operator is told, and a payment is announced only when it is on disk", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    net.add(createMiner, { mining: MINING_OFF });
    net.add(createFullNode);
    net.connect(0, 1);
    net.run(5_000);
    net.ask(0, { name: "generate", blocks: 10 });
    net.runUntil(() => net.height(1) === 10, 20_000, "ten blocks");
    const miner = nodeAt(net, 0);
    miner.failingCommits = 1;
    const before = net.now().monotonicMs;
    const own = walletOf(net, 0).address;
    expect(codeOf(net.ask(0, { name: "send", to: own, amount: COIN }))).toBe("ok");
    expect(net.now().monotonicMs - before).toBeGreaterThanOrEqual(5_000);
    expect(miner.notices.filter(({ code }) => code === "commit-failed")).toHaveLength(1);
    miner.failingCommits = 3;
    net.ask(0, { name: "generate", blocks: 3 });
    net.runUntil(() => net.height(1) === 13, 120_000, "three more");
    net.restart(0);
    expect(net.height(0)).toBe(13);
  });
});

describe("a light node", () => {
  const line = () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 8);
    net.add(createMiner, { mining: MINING_OFF });
    net.add(createFullNode);
    net.add(createLightNode);
    net.connect(0, 1);
    net.connect(2, 1);
    net.run(5_000);
    net.ask(0, { name: "generate", blocks: 10 });
    net.runUntil(() => net.height(2) === 10, 20_000, "ten headers");
    return net;
  };

  it("answers what headers tell, and says of the rest that it is no full node", () => {
    const net = line();
    expect(net.tip(2)).toBe(net.tip(0));
    const { blocks } = contentOf(net.ask(2, { name: "chain", count: 3 }), "chain");
    expect(blocks.map(({ height, transactions }) => [height, transactions])).toEqual([
      [10, null],
      [9, null],
      [8, null],
    ]);
    expect(contentOf(net.ask(2, { name: "block", block: "4" }), "block").block).toMatchObject({
      height: 4,
      confirmations: 7,
      txids: null,
    });
    expect(codeOf(net.ask(2, { name: "block", block: "11" }))).toBe("block-not-found");
    expect(codeOf(net.ask(2, { name: "pool" }))).toBe("not-a-full-node");
    expect(codeOf(net.ask(2, { name: "broadcast-transaction", rawHex: "00" }))).toBe("tx-not-canonical");
    const coinbase = contentOf(net.ask(0, { name: "block", block: "1" }), "block").block.txids?.[0] ?? "";
    const { rawHex } = contentOf(net.ask(0, { name: "transaction", txid: coinbase }), "transaction").transaction;
    expect(codeOf(net.ask(2, { name: "broadcast-transaction", rawHex }))).toBe("bad-txns-inputs-empty");
    expect(codeOf(net.ask(2, { name: "request-access" }))).toBe("ok");
    net.run(1_000);
    expect(contentOf(net.ask(2, { name: "peers" }), "peers").peers[0]?.access).toBe("granted");
  });

  it("brings its owner's transaction into the pools", () => {
    const net = line();
    const own = walletOf(net, 0).address;
    net.cut([0], [1]);
    const txid = contentOf(net.ask(0, { name: "send", to: own, amount: COIN }), "done").id ?? "";
    const { rawHex } = contentOf(net.ask(0, { name: "transaction", txid }), "transaction").transaction;
    expect(codeOf(net.ask(2, { name: "broadcast-transaction", rawHex }))).toBe("ok");
    net.runUntil(() => poolOf(net, 1).includes(txid), 5_000, "the payment in the full node's pool");
  });

  it("follows a reorganisation, and keeps its headers over a restart", () => {
    const net = line();
    const other = net.add(createMiner, { mining: MINING_OFF });
    net.run(5_000);
    net.ask(other, { name: "generate", blocks: 13 });
    net.runUntil(() => net.height(other) === 13, 20_000, "a longer chain");
    net.connect(other, 1);
    net.runUntil(() => net.tip(2) === net.tip(other), 20_000, "the light node is on it");
    // its commit may still be waiting for the one in flight
    net.run(100);
    net.restart(2);
    expect(net.height(2)).toBe(13);
    net.run(70_000);
    net.ask(other, { name: "generate", blocks: 1 });
    net.connect(2, 1);
    net.runUntil(() => net.height(2) === 14, 20_000, "the next header");
  });
});
