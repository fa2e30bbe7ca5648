import { COIN, hashKey } from "@triad/chain";
import { BlockTree, ownedCoin, payment, testKey } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay, sha256d, wasmSchnorr } from "@triad/crypto";
import { makeCompactBlock } from "@triad/gossip";
import { type Block, DecodeError, decodeFrame, type Message, type MessageKind, type MessageOf } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { SERVICE_COMPACT_BLOCKS, SERVICE_FULL_CHAIN } from "./peer-desk.ts";
import { contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const network = EASY_NETWORK;
const all = [0, 1, 2, 3, 4];

/** miner – full – full – full – light: a line in which only neighbours are connected. */
function line(): RoleNetwork {
  const net = new RoleNetwork(network, wasmSchnorr());
  const dialling = (to: number) => ({ connectOnly: [{ host: "10.0.0.1", port: 9000 + to }] });
  net.add(createMiner, { mining: MINING_OFF, ...dialling(1) });
  for (let i = 1; i < 4; i++) net.add(createFullNode, dialling(i + 1));
  net.add(createLightNode, dialling(3));
  net.run(5_000);
  net.ask(0, { name: "generate", blocks: 10 });
  net.runUntil(() => all.every((i) => net.height(i) === 10), 20_000, "height 10 everywhere");
  return net;
}

/** Kinds of messages about blocks, each with the link that it crossed. */
function blockMessages(net: RoleNetwork, since: number): string[] {
  const kinds: ReadonlySet<MessageKind> = new Set<MessageKind>([
    "compact-block",
    "get-block-transactions",
    "block-transactions",
    "block-announcement",
    "get-blocks",
    "block-reply",
  ]);
  return net.frames.slice(since).flatMap(({ from, to, frame }) => {
    const message = decodeFrame(frame);
    if (message instanceof DecodeError) throw new Error(message.what);
    return kinds.has(message.kind) ? [`${from}-${to} ${message.kind}`] : [];
  });
}

const compactOf = (block: Block, nonce = new Uint8Array(8)): MessageOf<"compact-block"> =>
  makeCompactBlock(
    block,
    block.transactions.map((bytes) => sha256d(bytes)),
    nonce,
  );

describe("five nodes in a line with warm pools", () => {
  it("pass a block on by short ids: it crosses each link once, and no transaction a second time", () => {
    const net = line();
    const { address } = contentOf(net.ask(3, { name: "wallet" }), "wallet").wallet;
    for (let i = 0; i < 3; i++) contentOf(net.ask(0, { name: "send", to: address, amount: COIN / 10 }), "done");
    const waiting = () => contentOf(net.ask(3, { name: "pool" }), "pool").pool.entries.length;
    net.runUntil(() => waiting() === 3, 5_000, "the payments in the last pool");
    const before = net.frames.length;
    net.ask(0, { name: "generate", blocks: 1 });
    net.runUntil(() => all.every((i) => net.height(i) === 11), 5_000, "the block everywhere");
    net.run(1_000);
    expect(blockMessages(net, before)).toEqual([
      "0-1 compact-block",
      "1-2 compact-block",
      "2-3 compact-block",
      "3-4 block-announcement",
    ]);
    expect(waiting()).toBe(0);
  });
});

describe("a block with transactions that no pool has", () => {
  it("is completed at each hop by the node that passed it on", () => {
    const tree = new BlockTree(network);
    const net = new RoleNetwork(network, wasmSchnorr());
    for (const next of [1, 2, 1]) net.add(createFullNode, { connectOnly: [{ host: "10.0.0.1", port: 9000 + next }] });
    net.run(5_000);
    const submit = (bytes: Uint8Array) => net.ask(0, { name: "submit-block", rawHex: bytesToHex(bytes) });
    let parent = tree.extend(tree.genesis, { time: tree.genesis.header.time + 1 });
    const [coin] = [ownedCoin(parent.coinbase, 0, testKey(0))];
    for (let height = 1; height <= network.params.consensus.coinbaseMaturity; height++) {
      submit(parent.bytes);
      parent = tree.extend(parent.entry, { time: parent.header.time + 1 });
    }
    submit(parent.bytes);
    const height = network.params.consensus.coinbaseMaturity + 1;
    net.runUntil(() => [0, 1, 2].every((i) => net.height(i) === height), 10_000, "all have the coin");
    const spending = payment({ network, spend: [coin], outputs: [{ amount: coin.amount, key: testKey(1).key }] });
    const block = tree.extend(parent.entry, { transactions: [spending], time: parent.header.time + 1 });
    const before = net.frames.length;
    submit(block.bytes);
    net.runUntil(() => [0, 1, 2].every((i) => net.height(i) === height + 1), 5_000, "the block everywhere");
    expect(blockMessages(net, before)).toEqual([
      "0-1 compact-block",
      "1-0 get-block-transactions",
      "0-1 block-transactions",
      "1-2 compact-block",
      "2-1 get-block-transactions",
      "1-2 block-transactions",
    ]);
  });
});

describe("hostile and unlucky peers", () => {
  const tree = new BlockTree(network);
  const first = tree.extend(tree.genesis, { time: tree.genesis.header.time + 1 });
  const second = tree.extend(first.entry, { time: first.header.time + 1 });

  /** A node that has caught up, and a peer that takes and sends compact blocks. */
  function oneNode(answer: (message: Message) => readonly Message[] = () => []) {
    const answerOrNothing = (message: Message): readonly Message[] => {
      const given = answer(message);
      return message.kind === "get-headers" && given.length === 0 ? [{ kind: "headers", headers: [] }] : given;
    };
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createFullNode);
    net.run(4_000);
    const services = SERVICE_FULL_CHAIN | SERVICE_COMPACT_BLOCKS;
    const peer = net.addScripted({ services, answer: answerOrNothing });
    const other = net.addScripted({ services, answer: answerOrNothing });
    net.connect(peer.index, node);
    net.connect(other.index, node);
    net.run(1_000);
    return { net, node, peer, other };
  }

  it("a mutated twin first: the whole block is asked for, and the real one is taken after it", () => {
    const { net, node, peer, other } = oneNode();
    const real = compactOf(first.block);
    const twin = { ...real, commitments: real.commitments.map((byte) => byte ^ 1) };
    peer.say(twin);
    net.run(100);
    expect(peer.peer.received).toContainEqual({ kind: "get-blocks", hashes: [first.hash] });
    expect(net.height(node)).toBe(0);
    other.say(real);
    net.run(100);
    expect(net.tip(node)).toBe(hashToDisplay(first.hash));
    peer.say({ kind: "block-reply", block: first.bytes });
    net.run(100);
    expect([...peer.peer.closed, ...other.peer.closed]).toEqual([]);
  });

  it("missing transactions that never come: another's copy is taken, and the node goes on", () => {
    const { net, node, peer, other } = oneNode();
    const whole = compactOf(first.block);
    const key = makeCompactBlock(
      first.block,
      first.block.transactions.map((bytes) => sha256d(bytes)),
      new Uint8Array(8),
    );
    peer.say({ ...key, prefilled: [], shortIds: new Uint8Array(6).fill(1) });
    net.run(50);
    expect(peer.peer.received).toContainEqual({ kind: "get-block-transactions", hash: first.hash, indexes: [0] });
    expect(peer.peer.received.filter(({ kind }) => kind === "get-blocks")).toEqual([]);
    other.say(whole);
    net.run(50);
    expect(net.height(node)).toBe(1);
    expect(peer.peer.closed).toEqual([]);
  });

  it("nobody comes with what is missing: after the deadline the whole block is asked for", () => {
    const { net, node, peer } = oneNode((message) =>
      message.kind === "get-blocks" ? [{ kind: "block-reply", block: first.bytes }] : [],
    );
    peer.say({ ...compactOf(first.block), prefilled: [], shortIds: new Uint8Array(6).fill(1) });
    net.run(1_500);
    expect(net.height(node)).toBe(0);
    net.run(1_000);
    expect(net.height(node)).toBe(1);
  });

  it("invalid-header: a compact block without work", () => {
    const { net, peer } = oneNode();
    const idle = tree.extend(tree.genesis, { time: first.header.time + 5, changes: { missTarget: true } });
    peer.say(compactOf(idle.block));
    net.run(50);
    expect(peer.peer.closed).toEqual(["invalid-header"]);
  });

  it("unrequested: transactions of a block that were never asked for", () => {
    const { net, peer } = oneNode();
    peer.say({ kind: "block-transactions", hash: first.hash, transactions: [first.coinbase.bytes] });
    net.run(50);
    expect(peer.peer.closed).toEqual(["unrequested"]);
  });

  it("who was passed a block may ask for its transactions, once and within it", () => {
    const { net, peer, other } = oneNode();
    other.say(compactOf(first.block));
    net.run(50);
    expect(peer.peer.received.map(({ kind }) => kind)).toContain("compact-block");
    const question = { kind: "get-block-transactions", hash: first.hash, indexes: [0] } as const;
    peer.say(question);
    net.run(50);
    const transactions = [first.coinbase.bytes];
    expect(peer.peer.received.at(-1)).toEqual({ kind: "block-transactions", hash: first.hash, transactions });
    peer.say(question);
    net.run(50);
    const refused = { kind: "blocks-not-found", hashes: [first.hash], code: "unknown-block" };
    expect(peer.peer.received.at(-1)).toEqual(refused);
    // never to whom it came from
    other.say(question);
    net.run(50);
    expect(other.peer.received.at(-1)).toEqual(refused);
    other.say(compactOf(second.block));
    net.run(50);
    peer.say({ kind: "get-block-transactions", hash: second.hash, indexes: [0, 1] });
    net.run(50);
    expect(peer.peer.closed).toEqual(["protocol-error"]);
  });

  it("bad-cb-amount: who passed the block on before validating it is not blamed, nor who is asked for all of it", () => {
    const bad = tree.extend(tree.genesis, { fees: 1, time: first.header.time + 7 });
    const { net, node, peer, other } = oneNode((message) =>
      message.kind === "get-blocks" ? [{ kind: "block-reply", block: bad.bytes }] : [],
    );
    const next = net.add(createFullNode);
    net.connect(next, node);
    net.run(4_000);
    peer.say({ ...compactOf(bad.block), commitments: new Uint8Array(64) });
    net.run(100);
    expect(net.nodes[node]?.notices.map(({ code }) => code)).toContain("block-invalid");
    expect(net.nodes[next]?.notices.map(({ code }) => code)).toContain("block-invalid");
    other.say(compactOf(first.block));
    net.run(500);
    expect([node, next].map((each) => net.tip(each))).toEqual([1, 2].map(() => hashToDisplay(first.hash)));
    expect([...peer.peer.closed, ...other.peer.closed]).toEqual([]);
    expect(contentOf(net.ask(next, { name: "peers" }), "peers").peers).toHaveLength(1);
  });

  it("bad-filter-hash: a block with work and root is passed on before its contents are looked at, and nobody is blamed", () => {
    const changes = { filterHash: new Uint8Array(32) };
    const bad = tree.extend(tree.genesis, { time: first.header.time + 9, changes });
    const { net, node, peer, other } = oneNode();
    const before = net.frames.length;
    peer.say(compactOf(bad.block));
    net.run(500);
    expect(blockMessages(net, before)).toEqual([
      `${peer.index}-${node} compact-block`,
      `${node}-${other.index} compact-block`,
    ]);
    expect(net.height(node)).toBe(0);
    other.say(compactOf(first.block));
    net.run(500);
    expect(net.tip(node)).toBe(hashToDisplay(first.hash));
    expect([...peer.peer.closed, ...other.peer.closed]).toEqual([]);
  });

  it("a block announced before its parent is here is fetched, though the headers that follow end below it", () => {
    const bodies = new Map([first, second].map((block) => [hashKey(block.hash), block.bytes]));
    let isAnnounced = false;
    const { net, node, peer } = oneNode((message) => {
      if (message.kind === "get-headers" && isAnnounced) return [{ kind: "headers", headers: [first.headerBytes] }];
      if (message.kind !== "get-blocks") return [];
      return message.hashes.flatMap((hash): Message[] => {
        const block = bodies.get(hashKey(hash));
        return block === undefined ? [] : [{ kind: "block-reply", block }];
      });
    });
    isAnnounced = true;
    peer.say(compactOf(second.block));
    net.runUntil(() => net.height(node) === 2, 10_000, "both blocks");
    expect(peer.peer.closed).toEqual([]);
  });

  it("a light node takes no compact blocks", () => {
    const net = new RoleNetwork(network, wasmSchnorr());
    const node = net.add(createLightNode);
    const peer = net.addScripted({});
    net.connect(peer.index, node);
    net.run(1_000);
    peer.say({ kind: "get-block-transactions", hash: first.hash, indexes: [0] });
    net.run(50);
    const refused = { kind: "blocks-not-found", hashes: [first.hash], code: "not-a-full-node" };
    expect(peer.peer.received.at(-1)).toEqual(refused);
    peer.say(compactOf(first.block));
    net.run(50);
    expect(peer.peer.closed).toEqual(["unrequested"]);
  });
});
