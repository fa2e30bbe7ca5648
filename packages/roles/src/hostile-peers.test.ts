import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { BlockTree, type BuiltBlock, ownedCoin, payment, testKey } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay, wasmSchnorr } from "@triad/crypto";
import { BLOCK_DOWNLOAD_WINDOW } from "@triad/gossip";
import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createMiner } from "./miner.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const LOCAL = BUILT_IN_NETWORKS.local;
const network = makeNetwork({
  ...LOCAL,
  seeds: [],
  consensus: { ...LOCAL.consensus, easiestBits: 0x207fffff, genesisBits: 0x207fffff },
});
const OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;

type Built = ReturnType<BlockTree["extend"]>;

function chainOf(tree: BlockTree, count: number, from = tree.genesis, memoTail = new Uint8Array(0)): Built[] {
  const blocks: Built[] = [];
  for (let i = 0; i < count; i++)
    blocks.push(tree.extend(blocks.at(-1)?.entry ?? from, { memoTail, time: from.header.time + 1 }));
  return blocks;
}

/** Serves headers and bodies of one chain; leaves out the bodies that `withholds` names. */
function serving(blocks: readonly BuiltBlock[], withholds: (block: BuiltBlock) => boolean = () => false) {
  const byHash = new Map(blocks.map((block) => [bytesToHex(block.hash), block]));
  return (message: Message): readonly Message[] => {
    if (message.kind === "access-request") return [{ kind: "access-reply", decision: "granted" }];
    if (message.kind === "get-headers") {
      const known = message.locator.map((hash) =>
        blocks.findIndex((block) => bytesToHex(block.hash) === bytesToHex(hash)),
      );
      const after = Math.max(-1, ...known);
      return [{ kind: "headers", headers: blocks.slice(after + 1).map(({ headerBytes }) => headerBytes) }];
    }
    if (message.kind !== "get-blocks") return [];
    const asked = message.hashes.flatMap((hash) => byHash.get(bytesToHex(hash)) ?? []);
    return asked.filter((block) => !withholds(block)).map(({ bytes }) => ({ kind: "block-reply", block: bytes }));
  };
}

const tipOf = (blocks: readonly Built[]) => {
  const entry = blocks.at(-1)?.entry;
  return { height: entry?.height ?? 0, work: entry?.chainWork ?? 0n };
};

describe("invalid blocks", () => {
  const tree = new BlockTree(network);
  const [first] = chainOf(tree, 1) as [Built];
  const mature = chainOf(tree, network.params.consensus.coinbaseMaturity, first.entry);
  const parent = mature.at(-1)?.entry ?? tree.genesis;
  const coin = ownedCoin(first.coinbase, 0, testKey(0));
  const unsigned = payment({
    network,
    spend: [coin],
    outputs: [{ amount: coin.amount, key: testKey(1).key }],
    changeSignatures: (signatures) => signatures.map((byte) => byte ^ 1),
  });
  it.each([
    ["bad-cb-amount", { fees: 1 }],
    ["bad-txns-signature", { transactions: [unsigned] }],
  ])("%s: its deliverer is disconnected, and the rival of the same height is fetched from another", (_, order) => {
    const good = [first, ...mature];
    const bad = [...good, tree.extend(parent, { ...order, time: parent.header.time + 2 })];
    const rival = [...good, tree.extend(parent, { time: parent.header.time + 3 })];
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createFullNode);
    const liar = net.addScripted({ tip: tipOf(bad), answer: serving(bad) });
    const honest = net.addScripted({ tip: tipOf(rival), answer: serving(rival) });
    net.connect(liar.index, node);
    net.run(15);
    net.connect(honest.index, node);
    net.runUntil(() => net.height(node) === rival.length, 15_000, "the rival is the tip");
    expect(net.tip(node)).toBe(hashToDisplay(rival.at(-1)?.hash ?? new Uint8Array(32)));
    expect(liar.peer.closed).toEqual(["invalid-block"]);
    expect(honest.peer.closed).toEqual([]);
  });
});

describe("what peers withhold", () => {
  it("a block ahead of the clock is fetched when its time has come, though nobody speaks of it again", () => {
    const tree = new BlockTree(network);
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createFullNode);
    const nowSeconds = Math.floor(net.now().unixMs / 1000);
    const early = tree.extend(tree.genesis, { time: nowSeconds + network.maxFutureSeconds + 10 });
    const other = net.addScripted({ tip: { height: 0, work: 0n }, answer: serving([early]) });
    net.connect(other.index, node);
    net.run(1_000);
    other.say({ kind: "block-announcement", header: early.headerBytes });
    net.run(5_000);
    expect(net.height(node)).toBe(0);
    expect(other.peer.closed).toEqual([]);
    net.runUntil(() => net.height(node) === 1, 10_000, "the block is the tip");
  });

  it("a header whose body nobody has does not keep a miner from mining after a restart", () => {
    const tree = new BlockTree(network);
    const [withheld] = chainOf(tree, 1) as [Built];
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createMiner, { mining: { ...OFF, mode: "always" } });
    const other = net.addScripted({ tip: tipOf([withheld]), answer: serving([withheld], () => true) });
    net.connect(other.index, node);
    net.run(1_000);
    net.stop(other.index);
    net.restart(node);
    net.runUntil(() => net.height(node) >= 2, 60_000, "blocks are found");
  });

  it("blocks that no peer gives: up to 12 do not keep a miner from mining, more do, and the operator is told", () => {
    for (const [missing, mines] of [
      [12, true],
      [13, false],
    ] as const) {
      const blocks = chainOf(new BlockTree(network), missing);
      const net = new RoleNetwork(network, wasmSchnorr());
      const node = net.add(createMiner, { mining: { ...OFF, mode: "always" } });
      const other = net.addScripted({ tip: tipOf(blocks), answer: serving(blocks, () => true) });
      net.connect(other.index, node);
      net.run(1_000);
      net.stop(other.index);
      net.restart(node);
      net.run(10_000);
      expect(net.height(node) > 0).toBe(mines);
      const told = net.nodes[node]?.notices.filter(({ code }) => code === "chain-not-offered") ?? [];
      expect(told.map(({ facts }) => facts["missing"])).toEqual(mines ? [] : [missing]);
    }
  });

  it("a header whose body is withheld does not keep out its rival of equal work", () => {
    const tree = new BlockTree(network);
    const withheld = tree.extend(tree.genesis);
    const rival = tree.extend(tree.genesis, { memoTail: Uint8Array.of(1) });
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createFullNode);
    const liar = net.addScripted({ answer: serving([withheld], () => true) });
    const honest = net.addScripted({ answer: serving([rival]) });
    net.connect(liar.index, node);
    net.run(1_000);
    net.connect(honest.index, node);
    net.runUntil(() => net.height(node) === 1, 5_000, "the rival is the tip");
    expect(net.tip(node)).toBe(hashToDisplay(rival.hash));
  });

  it("a full disk stops the download within the window, and all goes on when there is room", () => {
    const tree = new BlockTree(network);
    const blocks = chainOf(tree, BLOCK_DOWNLOAD_WINDOW + 200);
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createFullNode);
    const other = net.addScripted({ tip: tipOf(blocks), answer: serving(blocks) });
    net.run(1_000);
    const full = net.nodes[node];
    if (full === undefined) throw new Error("the node was just added");
    full.failingCommits = 1_000;
    net.connect(other.index, node);
    net.run(30_000);
    const asked = other.peer.received.flatMap((message) => (message.kind === "get-blocks" ? message.hashes : []));
    expect(asked.length).toBeLessThanOrEqual(BLOCK_DOWNLOAD_WINDOW + 20);
    full.failingCommits = 0;
    net.runUntil(() => net.height(node) === blocks.length, 30_000, "the whole chain");
    expect(new Set(asked.map((hash) => bytesToHex(hash))).size).toBe(asked.length);
  });
});
