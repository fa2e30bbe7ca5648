import { BlockTree } from "@triad/chain/testing";
import { bytesToHex, hashFromDisplay, wasmSchnorr } from "@triad/crypto";
import { RECENT_BLOCKS } from "@triad/gossip";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { OLD_BLOCKS_OF_GROUP } from "./old-blocks.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const SERVER = 0;
/** More than what is under way when a grant is taken back lies below the last blocks, which everybody gets. */
const HEIGHT = RECENT_BLOCKS + 400;

/** Newcomers that found one another would give each other what the server grants to one of them. */
const ALONE_WITH_SERVER = { connectOnly: [{ host: "10.0.0.1", port: 9000 + SERVER }], listen: undefined };

/** A full node on `ask` whose chain has blocks that only the granted may have. */
function askingServer(height: number): RoleNetwork {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
  net.add(createFullNode, { access: { policy: "ask", allow: [] } });
  // the blocks' times must not lie ahead of the clock
  net.run((height + 1) * EASY_NETWORK.params.consensus.spacing * 1_000);
  const tree = new BlockTree(EASY_NETWORK);
  for (let tip = tree.genesis; tip.height < height; ) {
    const block = tree.extend(tip);
    net.ask(SERVER, { name: "submit-block", rawHex: bytesToHex(block.bytes) });
    tip = block.entry;
  }
  expect(net.height(SERVER)).toBe(height);
  return net;
}

function join(net: RoleNetwork, create = createFullNode): number {
  const index = net.add(create, ALONE_WITH_SERVER);
  net.run(2_000);
  return index;
}

/** Of the blocks that need a grant, from the first on. */
function oldHashes(net: RoleNetwork): readonly Uint8Array[] {
  const last = net.height(SERVER) - RECENT_BLOCKS;
  const { blocks } = contentOf(net.ask(SERVER, { name: "chain", from: last, count: last }), "chain");
  return blocks.toReversed().map(({ hash }) => hashFromDisplay(hash) as Uint8Array);
}

const nodeOf = (net: RoleNetwork, index: number) => contentOf(net.ask(index, { name: "node" }), "node").node;
const accessOf = (net: RoleNetwork, index: number) =>
  contentOf(net.ask(index, { name: "peers" }), "peers").peers.map(({ access }) => access);
const requestsOf = (net: RoleNetwork) => contentOf(net.ask(SERVER, { name: "access" }), "access").requests;
const answersOf = (net: RoleNetwork, index: number) =>
  (net.nodes[index]?.notices ?? []).filter(({ code }) => code === "access-answered");

describe("a full node on `ask`", () => {
  it("lets a new full node wait, then sync; denies another, and tells it; a restart keeps both decisions", () => {
    const net = askingServer(HEIGHT);
    const [welcome, refused] = [join(net), join(net)];
    expect(accessOf(net, welcome)).toEqual(["pending"]);
    expect(answersOf(net, welcome)[0]?.text).toMatch(/^Waiting for permission from full node [0-9a-f]{8} at /);
    expect(requestsOf(net).map(({ decision }) => decision)).toEqual(["pending", "pending"]);
    net.run(60_000);
    // headers are open to everybody, old blocks are not; and waiting is no stall
    expect(nodeOf(net, welcome)).toMatchObject({ height: 0, headers: HEIGHT, synchronising: true, peers: 1 });
    expect(nodeOf(net, welcome)).toMatchObject({ progress: { phase: "permission", done: 0, total: HEIGHT } });
    expect(nodeOf(net, welcome).permission?.waitingFor).toHaveLength(1);
    const waits = (net.nodes[welcome]?.notices ?? []).filter(({ code }) => code === "progress").at(-1);
    expect(waits?.text).toMatch(/^Waiting for permission from full node [0-9a-f]{8} at .*\. Blocks: 0 of \d+\.$/);

    const grant = net.ask(SERVER, {
      name: "decide-access",
      nodeKey: nodeOf(net, welcome).nodeKey.slice(0, 8),
      decision: "grant",
    });
    expect(codeOf(grant)).toBe("ok");
    net.runUntil(() => net.height(welcome) === HEIGHT, 60_000, "the granted one has the chain");
    expect(accessOf(net, welcome)).toEqual(["granted"]);
    expect(nodeOf(net, welcome).synchronising).toBe(false);

    net.ask(SERVER, { name: "decide-access", nodeKey: nodeOf(net, refused).nodeKey, decision: "deny" });
    net.run(60_000);
    expect(accessOf(net, refused)).toEqual(["denied"]);
    expect(answersOf(net, refused).at(-1)).toMatchObject({ level: "warn", facts: { decision: "denied" } });
    expect(net.height(refused)).toBe(0);

    net.restart(SERVER);
    net.stop(welcome);
    const late = net.add(createFullNode, { ...ALONE_WITH_SERVER, nodeSecretKey: new Uint8Array(32).fill(welcome + 1) });
    net.runUntil(() => net.height(late) === HEIGHT, 60_000, "the same key is granted at once");
    net.runUntil(() => accessOf(net, refused)[0] === "denied", 400_000, "the other has connected again");
    expect(net.height(refused)).toBe(0);
    expect(requestsOf(net).map(({ decision }) => decision)).toEqual(["granted", "denied"]);
  });

  it("gives nothing more to a node whose grant is taken back", () => {
    const net = askingServer(HEIGHT);
    const index = join(net);
    const { nodeKey } = nodeOf(net, index);
    net.ask(SERVER, { name: "decide-access", nodeKey, decision: "grant" });
    net.runUntil(() => net.height(index) > 20, 10_000, "it has begun");
    net.ask(SERVER, { name: "decide-access", nodeKey, decision: "deny" });
    net.run(2_000);
    const reached = net.height(index);
    expect(reached).toBeLessThan(HEIGHT - RECENT_BLOCKS);
    net.run(60_000);
    expect(nodeOf(net, index)).toMatchObject({ height: reached, peers: 1 });
    net.ask(SERVER, { name: "decide-access", nodeKey, decision: "grant" });
    net.runUntil(() => net.height(index) === HEIGHT, 60_000, "granted again");
  });

  it("serves its last blocks to everybody", () => {
    const net = askingServer(20);
    const index = join(net);
    expect(accessOf(net, index)).toEqual(["pending"]);
    net.runUntil(() => net.height(index) === 20, 10_000, "all of it is recent");
  });
});

describe("access", () => {
  it("a decision is answered when it is on disk, not before", () => {
    const net = askingServer(1);
    const { nodeKey } = nodeOf(net, join(net));
    const server = net.nodes[SERVER];
    if (server === undefined) throw new Error("the server is there");
    server.failingCommits = 1;
    const before = net.now().monotonicMs;
    expect(codeOf(net.ask(SERVER, { name: "decide-access", nodeKey, decision: "grant" }))).toBe("ok");
    expect(net.now().monotonicMs - before).toBeGreaterThanOrEqual(5_000);
    expect([...server.store.records("access/")]).toHaveLength(1);
  });

  it("not-a-full-node: a miner and a light node have none to give", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
    const nodes = [net.add(createMiner, { mining: MINING_OFF }), net.add(createLightNode)];
    for (const node of nodes) {
      expect(codeOf(net.ask(node, { name: "access" }))).toBe("not-a-full-node");
      const decide = { name: "decide-access", nodeKey: "00", decision: "grant" } as const;
      expect(codeOf(net.ask(node, decide))).toBe("not-a-full-node");
    }
    net.connect(1, 0);
    net.run(2_000);
    const { peers } = contentOf(net.ask(1, { name: "peers" }), "peers");
    net.ask(1, { name: "request-access", peer: peers[0]?.peer ?? 0 });
    net.run(1_000);
    expect(accessOf(net, 1)).toEqual(["not-a-full-node"]);
  });

  it("a light node waits for permission too, and hears the answer", () => {
    const net = askingServer(1);
    const light = join(net, createLightNode);
    expect(accessOf(net, light)).toEqual(["not-asked"]);
    net.ask(light, { name: "request-access" });
    net.run(1_000);
    expect(requestsOf(net)).toMatchObject([{ role: "light-node", decision: "pending" }]);
    net.ask(SERVER, { name: "decide-access", nodeKey: nodeOf(net, light).nodeKey, decision: "grant" });
    net.run(1_000);
    expect(accessOf(net, light)).toEqual(["granted"]);
    expect(answersOf(net, light).map(({ facts }) => facts.decision)).toEqual(["pending", "granted"]);
  });
});

describe("several full nodes", () => {
  it("one that grants is enough, whatever the others answer", () => {
    const net = askingServer(HEIGHT);
    const second = net.add(createFullNode, { access: { policy: "ask", allow: [] } });
    net.connect(second, SERVER);
    net.run(1_000);
    net.ask(SERVER, { name: "decide-access", nodeKey: nodeOf(net, second).nodeKey, decision: "grant" });
    net.runUntil(() => net.height(second) === HEIGHT, 60_000, "both have the chain");
    const connectOnly = [SERVER, second].map((index) => ({ host: "10.0.0.1", port: 9_000 + index }));
    const newcomer = net.add(createFullNode, { connectOnly, listen: undefined });
    net.run(5_000);
    const { nodeKey } = nodeOf(net, newcomer);
    net.ask(SERVER, { name: "decide-access", nodeKey, decision: "deny" });
    net.run(5_000);
    expect(nodeOf(net, newcomer).permission).toMatchObject({ grantedBy: [] });
    expect(nodeOf(net, newcomer)).toMatchObject({ height: 0, progress: { phase: "permission" } });
    net.ask(second, { name: "decide-access", nodeKey, decision: "grant" });
    net.runUntil(() => net.height(newcomer) === HEIGHT, 60_000, "it came from the one that granted it");
  });
});

describe("single old blocks without a grant", () => {
  it("access-needed: after a bounded number, whatever the connection; then one for each period", () => {
    const net = askingServer(RECENT_BLOCKS + OLD_BLOCKS_OF_GROUP.tokens + 40);
    const hashes = oldHashes(net);
    const puller = net.addScripted({ role: "light-node" });
    net.connect(puller.index, SERVER);
    net.run(1_000);
    const pull = (from: number, count: number) => {
      puller.peer.received.length = 0;
      for (const hash of hashes.slice(from, from + count)) puller.say({ kind: "get-blocks", hashes: [hash] });
      net.run(1_000);
      return puller.peer.received.filter(({ kind }) => kind === "block-reply").length;
    };
    expect(pull(0, OLD_BLOCKS_OF_GROUP.tokens + 10)).toBe(OLD_BLOCKS_OF_GROUP.tokens);
    const refused = puller.peer.received.filter(({ kind }) => kind === "blocks-not-found");
    expect(refused).toHaveLength(10);
    expect(refused).toMatchObject(refused.map(() => ({ code: "access-needed" })));
    // several in one question are a range, and need a grant at once
    net.run(2 * OLD_BLOCKS_OF_GROUP.tokenMs);
    puller.say({ kind: "get-blocks", hashes: hashes.slice(0, 2) });
    net.run(1_000);
    expect(puller.peer.received.at(-1)).toMatchObject({ kind: "blocks-not-found", code: "access-needed" });
    expect(pull(0, 20)).toBe(2);
    expect(puller.peer.closed).toEqual([]);
  });
});
