import { BUILT_IN_NETWORKS, COIN, makeNetwork } from "@triad/chain";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { DecodeError, decodeFrame } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import type { OperatorReply, OperatorValue } from "./operator.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const LOCAL = BUILT_IN_NETWORKS.local;
const network = makeNetwork({
  ...LOCAL,
  seeds: [],
  consensus: { ...LOCAL.consensus, easiestBits: 0x207fffff, genesisBits: 0x207fffff },
});
const OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;
const ALWAYS = { ...OFF, mode: "always" } as const;

function contentOf<Of extends OperatorValue["of"]>(reply: OperatorReply, of: Of): Extract<OperatorValue, { of: Of }> {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  if (reply.value.of !== of) throw new Error(`asked for ${of}, got ${reply.value.of}`);
  return reply.value as Extract<OperatorValue, { of: Of }>;
}

/** miner – full – full – full – light: a line in which only neighbours are connected. */
function line(): RoleNetwork {
  const net = new RoleNetwork(network, wasmSchnorr());
  // each dials its right-hand neighbour and nobody else, whatever addresses it hears of
  const dialling = (to: number) => ({ connectOnly: [{ host: "10.0.0.1", port: 9000 + to }] });
  net.add(createMiner, { mining: OFF, ...dialling(1) });
  for (let i = 1; i < 4; i++) net.add(createFullNode, dialling(i + 1));
  net.add(createLightNode, dialling(3));
  net.run(5_000);
  return net;
}

const all = [0, 1, 2, 3, 4];

describe("five nodes in a line", () => {
  it("agree on the chain that the miner makes, the light node included", () => {
    const net = line();
    net.ask(0, { name: "generate", blocks: 12 });
    net.runUntil(() => all.every((i) => net.height(i) === 12), 20_000, "height 12 everywhere");
    expect(new Set(all.map((i) => net.tip(i))).size).toBe(1);
  });

  it("carry a payment from one end to the other, and no link sends anything twice", () => {
    const net = line();
    net.ask(0, { name: "generate", blocks: 10 });
    net.runUntil(() => all.every((i) => net.height(i) === 10), 20_000, "height 10 everywhere");
    const { address } = contentOf(net.ask(3, { name: "wallet" }), "wallet").wallet;
    const sent = contentOf(net.ask(0, { name: "send", to: address, amount: 2 * COIN }), "done");
    const inPool = (node: number) => contentOf(net.ask(node, { name: "pool" }), "pool").pool.entries.map((e) => e.txid);
    net.runUntil(() => inPool(3).includes(sent.id ?? "?"), 5_000, "the payment in the last pool");
    net.ask(0, { name: "generate", blocks: 1 });
    net.runUntil(() => all.every((i) => net.height(i) === 11), 5_000, "the block everywhere");
    expect(contentOf(net.ask(3, { name: "wallet" }), "wallet").wallet.confirmed).toBe(2 * COIN);
    expect(repeatedItems(net)).toEqual([]);
  });
});

/** Announcements and deliveries of one item that crossed one link more than once, in either direction. */
function repeatedItems(net: RoleNetwork): string[] {
  const seen = new Map<string, number>();
  for (const { from, to, frame } of net.frames) {
    const message = decodeFrame(frame);
    if (message instanceof DecodeError) throw new Error(message.what);
    const items: string[] = [];
    if (message.kind === "inventory") items.push(...message.wtxids.map((id) => `announced ${bytesToHex(id)}`));
    if (message.kind === "transactions") items.push(...message.transactions.map((tx) => `sent ${bytesToHex(tx)}`));
    const isBlock = message.kind === "block-announcement" || message.kind === "compact-block";
    if (isBlock) items.push(`announced ${bytesToHex(message.header)}`);
    if (message.kind === "block-transactions") {
      items.push(...message.transactions.map((tx) => `sent ${bytesToHex(tx)}`));
    }
    if (message.kind === "block-reply") items.push(`sent ${bytesToHex(message.block)}`);
    const link = [from, to].sort().join("-");
    for (const item of items) seen.set(`${link} ${item}`, (seen.get(`${link} ${item}`) ?? 0) + 1);
  }
  return [...seen].filter(([, count]) => count > 1).map(([item, count]) => `${count} × ${item.slice(0, 60)}`);
}

describe("two halves kept apart", () => {
  it("end on one tip when joined, and the losing half's payments are confirmed or back in the pools", () => {
    const net = new RoleNetwork(network, wasmSchnorr(), 7);
    const left = [net.add(createMiner, { mining: OFF }), net.add(createFullNode)];
    const right = [net.add(createMiner, { mining: OFF }), net.add(createFullNode), net.add(createLightNode)];
    net.connect(0, 1);
    net.connect(2, 3);
    net.connect(3, 4);
    net.connect(1, 3);
    net.run(2_000);
    // both miners own mature coins before the network parts
    net.ask(0, { name: "generate", blocks: 8 });
    net.runUntil(() => net.height(2) === 8, 20_000, "the other miner follows");
    net.ask(2, { name: "generate", blocks: 8 });
    net.runUntil(() => all.every((i) => net.height(i) === 16), 20_000, "height 16 everywhere");

    net.cut(left, right);
    const { address } = contentOf(net.ask(3, { name: "wallet" }), "wallet").wallet;
    const lost = [1, 2, 3].map(
      () => contentOf(net.ask(0, { name: "send", to: address, amount: COIN }), "done").id ?? "",
    );
    net.ask(0, { name: "generate", blocks: 30 });
    net.ask(2, { name: "generate", blocks: 33 });
    net.runUntil(() => net.height(1) === 46 && net.height(4) === 49, 60_000, "both halves grow");
    expect(net.tip(1)).not.toBe(net.tip(3));

    net.heal();
    net.connect(1, 3);
    net.runUntil(() => all.every((i) => net.tip(i) === net.tip(3)), 60_000, "one tip");
    expect(net.height(0)).toBe(49);
    net.run(2_000);
    const waiting = contentOf(net.ask(2, { name: "pool" }), "pool").pool.entries.map(({ txid }) => txid);
    expect(waiting.sort()).toEqual([...lost].sort());
    net.ask(2, { name: "generate", blocks: 1 });
    net.runUntil(() => all.every((i) => net.height(i) === 50), 10_000, "the payments' block everywhere");
    expect(contentOf(net.ask(3, { name: "wallet" }), "wallet").wallet.confirmed).toBe(3 * COIN);
    const reorganised = net.nodes[0]?.notices.find(({ code }) => code === "reorganised");
    expect(reorganised?.facts.depth).toBe(30);
  });
});

describe("a late joiner", () => {
  it("asks a full node for the chain and receives all of it", () => {
    const net = new RoleNetwork(network, wasmSchnorr(), 3);
    net.add(createMiner, { mining: ALWAYS });
    net.add(createFullNode);
    net.connect(0, 1);
    net.ask(0, { name: "generate", blocks: 300 });
    net.runUntil(() => net.height(1) >= 300, 200_000, "300 blocks");
    const late = net.add(createFullNode);
    net.connect(late, 1);
    net.runUntil(() => net.height(late) === net.height(1), 20_000, "the late joiner has caught up");
    const [peer] = contentOf(net.ask(late, { name: "peers" }), "peers").peers;
    expect(peer?.access).toBe("granted");
  });
});
