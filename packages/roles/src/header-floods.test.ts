/** Whole nodes and peers that give them more headers than work. */
import { makeNetwork, type Network, readStoredHeaders } from "@triad/chain";
import { type HeaderEntry, HeaderIndex, targetOfBits, workOfTarget } from "@triad/chain/headers";
import { asertTestNetwork, BlockTree, growHeaders, testNetwork } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay, wasmSchnorr } from "@triad/crypto";
import { hashHeader, type Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { RoleNetwork } from "./testing/role-network.ts";

/** More by TRIAD_FLOOD_HEADERS. */
const FLOOD_HEADERS = Number(process.env["TRIAD_FLOOD_HEADERS"] ?? 100_000);
const BATCH = 2000;

/** Serves headers of a chain, and the bodies that it has of it. */
function serving(headers: readonly Uint8Array[], bodies: ReadonlyMap<string, Uint8Array> = new Map()) {
  const heights = new Map(headers.map((header, at) => [bytesToHex(hashHeader(header)), at + 1]));
  return (message: Message): readonly Message[] => {
    if (message.kind === "access-request") return [{ kind: "access-reply", decision: "granted" }];
    if (message.kind === "get-headers") {
      const known = message.locator.map((hash) => heights.get(bytesToHex(hash)) ?? 0);
      const from = known.find((height) => height > 0) ?? 0;
      return [{ kind: "headers", headers: headers.slice(from, from + BATCH) }];
    }
    if (message.kind !== "get-blocks") return [];
    return message.hashes.flatMap((hash) => {
      const block = bodies.get(bytesToHex(hash));
      return block === undefined ? [] : [{ kind: "block-reply", block } as const];
    });
  };
}

describe("headers with less work than is asked for", () => {
  it("leave nothing in the index, whatever their number, and an honest peer is synchronised from as ever", () => {
    // at the network's pace headers stay as easy as the first; blocks of one second become harder and harder
    const easy = asertTestNetwork();
    const genesis = new HeaderIndex(easy, []).genesis;
    const flood = growHeaders({ network: easy, parent: genesis, count: FLOOD_HEADERS });
    const floodWork = genesis.chainWork + BigInt(FLOOD_HEADERS) * workOfBits(genesis.header.bits);
    const network = makeNetwork({ ...easy.params, minimumChainWork: floodWork + 1n });
    const honest = chainWithWork(network, network.params.minimumChainWork);
    const tip = honest.at(-1)?.entry as HeaderEntry;

    const net = new RoleNetwork(network, wasmSchnorr(), 1, 3 * FLOOD_HEADERS);
    const node = net.add(createFullNode);
    const liar = net.addScripted({ tip: { height: FLOOD_HEADERS, work: 2n ** 200n }, answer: serving(flood) });
    net.connect(liar.index, node);
    const batches = Math.floor(FLOOD_HEADERS / BATCH) + 1;
    const asked = () => liar.peer.received.filter(({ kind }) => kind === "get-headers").length;
    net.runUntil(() => asked() === batches, 100 * batches, "the whole flood was read");
    net.run(5_000);
    expect(asked()).toBe(batches);
    expect(liar.peer.closed).toEqual([]);
    expect(storedHeaders(net, node)).toBe(1);

    const good = net.addScripted({
      tip: { height: honest.length, work: tip.chainWork },
      answer: serving(
        honest.map(({ headerBytes }) => headerBytes),
        new Map(honest.map(({ hash, bytes }) => [bytesToHex(hash), bytes])),
      ),
    });
    net.connect(good.index, node);
    net.runUntil(() => net.height(node) === honest.length, 120_000, "the honest chain is the tip");
    expect(net.tip(node)).toBe(hashToDisplay(tip.hash));
    net.run(5_000);
    expect(storedHeaders(net, node)).toBe(honest.length + 1);
    expect(good.peer.closed).toEqual([]);
  }, 600_000);

  it("a chain of several batches is read twice, then stored, by a light node and again after its restart", () => {
    const plain = testNetwork();
    const blockWork = workOfBits(plain.params.consensus.genesisBits);
    const network = makeNetwork({ ...plain.params, minimumChainWork: blockWork * 4_500n });
    const headers = growHeaders({ network, parent: new HeaderIndex(network, []).genesis, count: 5_000 });
    const net = new RoleNetwork(network, wasmSchnorr(), 1, 20_000);
    const node = net.add(createLightNode);
    const peer = net.addScripted({ tip: { height: 5_000, work: blockWork * 5_001n }, answer: serving(headers) });
    const asked = () => peer.peer.received.filter(({ kind }) => kind === "get-headers").length;
    net.connect(peer.index, node);
    net.run(40);
    expect(asked()).toBeGreaterThan(0);
    expect(net.height(node)).toBe(0);
    net.stop(node);
    net.restart(node);
    const before = asked();
    net.connect(peer.index, node);
    net.runUntil(() => net.height(node) === 5_000, 60_000, "the whole chain");
    // three batches in each pass: the third of the second pass is not full and ends it
    expect(asked() - before).toBe(6);
    expect(peer.peer.closed).not.toContain("invalid-header");
  });

  it("a branch that parts far below the tip: followed if it has more work, not stored if it has much less", () => {
    const network = testNetwork();
    const { genesis } = new HeaderIndex(network, []);
    const headersOf = (count: number, mark: number) => growHeaders({ network, parent: genesis, count, mark });
    const net = new RoleNetwork(network, wasmSchnorr(), 1, 20_000);
    const node = net.add(createLightNode);
    const meet = (count: number, mark: number) => {
      const tip = { height: count, work: workOfBits(genesis.header.bits) * BigInt(count + 1) };
      const peer = net.addScripted({ tip, answer: serving(headersOf(count, mark)) });
      net.connect(peer.index, node);
      net.run(5_000);
      expect(peer.peer.closed).toEqual([]);
      return peer.peer.received.filter(({ kind }) => kind === "get-headers").length;
    };
    expect(meet(2_600, 0)).toBe(2);
    expect([net.height(node), storedHeaders(net, node)]).toEqual([2_600, 2_601]);
    // the tip's work less that of 144 blocks is what a branch of 2,456 has, and one of 2,455 has not
    expect(meet(2_455, 1)).toBe(2);
    expect([net.height(node), storedHeaders(net, node)]).toEqual([2_600, 2_601]);
    expect(meet(2_456, 2)).toBe(4);
    expect([net.height(node), storedHeaders(net, node)]).toEqual([2_600, 2_601 + 2_456]);
    expect(meet(2_700, 3)).toBe(4);
    expect([net.height(node), storedHeaders(net, node)]).toEqual([2_700, 2_601 + 2_456 + 2_700]);
  });

  it("a header on an old block that is announced alone is not stored, and nobody is to blame", () => {
    const network = testNetwork();
    const tree = new BlockTree(network);
    const headers = growHeaders({ network, parent: tree.genesis, count: 200 });
    const [old] = growHeaders({ network, parent: tree.genesis, count: 1, mark: 1 }) as [Uint8Array];
    const net = new RoleNetwork(network, wasmSchnorr(), 1, 20_000);
    const node = net.add(createLightNode);
    const peer = net.addScripted({ tip: { height: 200, work: 1n << 20n }, answer: serving(headers) });
    net.connect(peer.index, node);
    net.runUntil(() => net.height(node) === 200, 10_000, "the chain");
    peer.say({ kind: "block-announcement", header: old });
    net.run(5_000);
    expect(storedHeaders(net, node)).toBe(201);
    expect(peer.peer.closed).toEqual([]);
  });
});

function workOfBits(bits: number): bigint {
  return workOfTarget(targetOfBits(bits) ?? 0n);
}

function storedHeaders(net: RoleNetwork, node: number): number {
  return [...readStoredHeaders(net.nodes[node]?.store.headers() ?? [])].length;
}

function chainWithWork(network: Network, work: bigint) {
  const tree = new BlockTree(network);
  const blocks: ReturnType<BlockTree["extend"]>[] = [];
  while ((blocks.at(-1)?.entry.chainWork ?? 0n) < work) {
    const parent = blocks.at(-1)?.entry ?? tree.genesis;
    blocks.push(tree.extend(parent, { time: network.genesis.header.time + 2 }));
  }
  return blocks;
}
