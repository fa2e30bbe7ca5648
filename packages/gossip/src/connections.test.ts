import { describe, expect, it } from "vitest";
import { HANDSHAKE_TIMEOUT_MS } from "./connections.ts";
import { PING_TIMEOUT_MS } from "./keep-alive.ts";
import { FakeLinks } from "./testing/fake-links.ts";
import { hashOf, seededRandomness } from "./testing/fake-ports.ts";

function makeTwo() {
  const links = new FakeLinks();
  return { links, a: links.add(1), b: links.add(2) };
}

describe("peer table", () => {
  it("two nodes become ready, know each other's greeting and learn where the other listens", () => {
    const { links, a, b } = makeTwo();
    links.connect(a, b);
    links.settle();
    expect(a.ready[0]).toMatchObject({ direction: "outbound", role: "full-node", height: 0, work: 1n });
    expect(b.ready[0]).toMatchObject({ direction: "inbound", listenAddress: { host: "10.0.0.1", port: 9000 } });
    expect(b.connections.knownAddresses().map((entry) => entry.key)).toContain("10.0.0.1:9000");
  });

  it("of two connections dialled by both ends at once one survives, in whatever order messages arrive", () => {
    for (let seed = 0; seed < 50; seed++) {
      const links = new FakeLinks(seededRandomness(seed));
      const [a, b] = [links.add(1), links.add(2)];
      links.connect(a, b);
      links.connect(b, a);
      links.settle();
      const directions = [a, b].map((node) => node.connections.ready().map((view) => view.direction));
      // The smaller key is a's, so the connection that a dialled stays.
      expect(directions).toEqual([["outbound"], ["inbound"]]);
    }
  });

  it("duplicate: of two connections dialled by one end the older one stays", () => {
    const { links, a, b } = makeTwo();
    links.connect(a, b);
    links.settle();
    const first = a.connections.ready()[0]?.peer;
    links.connect(a, b);
    links.settle();
    expect(a.connections.ready().map((view) => view.peer)).toEqual([first]);
    expect(a.gone).toEqual([]);
  });

  it("self: a node that dials itself bars the address", () => {
    const links = new FakeLinks();
    const a = links.add(1, { seeds: [{ host: "10.0.0.1", port: 9000 }] });
    a.connections.start(links.now);
    links.runTo(20_000);
    expect(a.readyCount).toBe(0);
    expect(a.connections.knownAddresses()[0]).toMatchObject({ isBarred: true, failures: 1 });
  });

  it("different-network: no connection, and the address is left alone for a while", () => {
    const links = new FakeLinks();
    const a = links.add(1, { peers: [{ host: "10.0.0.2", port: 9000 }] });
    links.add(2, { chainId: hashOf(9) });
    a.connections.start(links.now);
    links.runTo(20_000);
    expect(a.connections.counts()).toMatchObject({ outbound: 0, ready: 0 });
    expect(a.connections.knownAddresses()[0]).toMatchObject({ failures: 1, lastFailure: "different-network" });
  });

  it("full: an inbound connection is refused when all that are there are protected", () => {
    const links = new FakeLinks();
    const hub = links.add(9, { maxInbound: 1 });
    const others = [1, 2].map((seed) => links.add(seed, { maxOutbound: 1 }));
    for (const other of others) links.connect(other, hub);
    links.settle();
    expect(hub.readyCount).toBe(1);
    expect(others.map((other) => other.readyCount)).toEqual([1, 0]);
  });

  it("evicted: beyond the limit the youngest that is not protected makes room", () => {
    const links = new FakeLinks();
    const hub = links.add(9, { maxInbound: 2 });
    const others = [1, 2, 3].map((seed) => links.add(seed, { maxOutbound: 1 }));
    for (const other of others) links.connect(other, hub);
    links.settle();
    expect(hub.readyCount).toBe(2);
    expect(others.map((other) => other.readyCount)).toEqual([1, 0, 1]);
    const evicted = others[1]?.connections.knownAddresses().find(({ address }) => address.host === "10.0.0.9");
    expect(evicted?.lastFailure ?? "evicted").toBe("evicted");
  });

  it("a hundred connections of one host leave a place for each other node that comes", () => {
    const links = new FakeLinks();
    const hub = links.add(9, { maxInbound: 16, maxOutbound: 0 });
    const attacker = { host: "10.0.0.66", port: 1 };
    for (let i = 0; i < 100; i++) hub.connections.peerConnected(1_000 + i, "inbound", attacker, links.now);
    expect(hub.connections.counts().inbound).toBe(16);
    const others = [1, 2, 3, 4].map((seed) => links.add(seed, { maxOutbound: 0 }));
    for (const other of others) links.connect(other, hub);
    links.settle();
    for (let i = 0; i < 100; i++) hub.connections.peerConnected(2_000 + i, "inbound", attacker, links.now);
    expect(others.map((other) => other.readyCount)).toEqual([1, 1, 1, 1]);
    expect(hub.connections.counts().inbound).toBe(16);
  });

  it("who told something of use is protected", () => {
    const links = new FakeLinks();
    const hub = links.add(9, { maxInbound: 8, maxOutbound: 0 });
    for (let i = 0; i < 8; i++)
      hub.connections.peerConnected(i, "inbound", { host: `10.0.1.${i}`, port: 1 }, links.now);
    hub.connections.delivered(7, "block", links.now);
    hub.connections.delivered(6, "transaction", links.now);
    for (let i = 8; i < 12; i++)
      hub.connections.peerConnected(i, "inbound", { host: `10.0.1.${i}`, port: 1 }, links.now);
    expect(hub.connections.disconnect(7, "operator", "", links.now)).toBe(true);
    expect(hub.connections.disconnect(6, "operator", "", links.now)).toBe(true);
  });

  it("handshake-timeout: after ten seconds, not before", () => {
    const { links, a } = makeTwo();
    a.connections.peerConnected(999, "inbound", { host: "10.0.0.7", port: 1 }, links.now);
    links.runTo(HANDSHAKE_TIMEOUT_MS - 50);
    expect(a.connections.counts().inbound).toBe(1);
    links.runTo(HANDSHAKE_TIMEOUT_MS);
    expect(a.connections.counts().inbound).toBe(0);
  });

  it("pings tell the round trip; a peer that falls silent is dropped, ping-timeout", () => {
    const { links, a, b } = makeTwo();
    links.connect(a, b);
    links.runTo(100);
    expect(a.connections.ready()[0]?.pingMs).toBe(0);
    links.nodes.splice(1, 1);
    b.connections.messageReceived = () => undefined;
    links.runTo(100 + 30_000 + PING_TIMEOUT_MS + 100);
    expect(a.gone).toHaveLength(1);
    links.runTo(300_000);
    expect(a.readyCount).toBe(0);
  });

  it("messages before the greeting close the connection, messages after it are handed on", () => {
    const { links, a, b } = makeTwo();
    a.connections.peerConnected(999, "inbound", { host: "10.0.0.7", port: 1 }, links.now);
    expect(a.connections.messageReceived(999, { kind: "access-request" }, links.now)).toBeUndefined();
    expect(a.connections.counts().inbound).toBe(0);
    links.connect(a, b);
    links.settle();
    const peer = a.connections.ready()[0]?.peer ?? 0;
    const request = { kind: "access-request" } as const;
    expect(a.connections.messageReceived(peer, request, links.now)).toBe(request);
    a.connections.messageReceived(peer, { kind: "hello-proof", signature: new Uint8Array(64) }, links.now);
    expect(a.connections.view(peer)).toBeUndefined();
    expect(a.gone).toHaveLength(1);
  });

  it("a wish of the operator is dialled again after a loss, until the operator disconnects", () => {
    const { links, a, b } = makeTwo();
    expect(a.connections.connect(b.address, links.now)).toBe(true);
    links.settle();
    b.connections.disconnect(b.connections.ready()[0]?.peer ?? 0, "shutting-down", "", links.now);
    links.runTo(5_000);
    expect(a.readyCount).toBe(1);
    a.connections.disconnect(a.connections.ready()[0]?.peer ?? 0, "operator", "", links.now);
    links.runTo(60_000);
    expect(a.readyCount).toBe(0);
    expect(a.connections.connect({ host: "bad host", port: 1 }, links.now)).toBe(false);
  });

  it("nodes that know one seed find each other through it", () => {
    const links = new FakeLinks();
    const seeds = [{ host: "10.0.0.9", port: 9000 }];
    const hub = links.add(9);
    const others = [1, 2, 3, 4].map((seed) => links.add(seed, { seeds }));
    for (const other of others) {
      other.connections.start(links.now);
      links.settle();
    }
    links.runTo(30_000);
    expect(hub.readyCount).toBe(4);
    for (const other of others) expect(other.readyCount).toBe(4);
  });

  it("who listens with TLS is told of, dialled and kept as such", () => {
    const links = new FakeLinks();
    const secure = links.add(1, { listen: { host: "", port: 9000, tls: true } });
    const between = links.add(2, { seeds: [secure.address] });
    const newcomer = links.add(3, { seeds: [between.address] });
    for (const node of [between, newcomer]) {
      node.connections.start(links.now);
      links.settle();
    }
    expect(newcomer.ready.map(({ address }) => address)).toContainEqual({ host: "10.0.0.1", port: 9000, tls: true });
    const kept = links.add(4);
    kept.connections.restoreAddresses(newcomer.connections.serialiseAddresses(), links.now);
    expect(kept.connections.knownAddresses().map(({ key }) => key)).toContain("wss://10.0.0.1:9000");
  });

  it("who is heard of on the local network is dialled, and each outbound peer says who told of it", () => {
    const links = new FakeLinks();
    const [heard, seed, asked, told] = [5, 6, 7, 8].map((number) => links.add(number));
    if (!heard || !seed || !asked || !told) throw new Error("four nodes");
    const node = links.add(1, { seeds: [seed.address], peers: [asked.address] });
    links.connect(seed, told);
    links.settle();
    node.connections.heardOnLan(heard.address, "miner", links.now);
    // known by then: that it is announced too changes nothing
    node.connections.heardOnLan(seed.address, "miner", links.now);
    links.runTo(1_000);
    const tellers = node.connections.ready().map(({ peer, address }) => {
      return [address.host, node.connections.standings().get(peer)?.toldBy];
    });
    expect(Object.fromEntries(tellers)).toEqual({
      "10.0.0.5": "lan",
      "10.0.0.6": "seed",
      "10.0.0.7": "operator",
      "10.0.0.8": "gossip",
    });
  });

  it("connectOnly: seeds and learned addresses are not dialled", () => {
    const links = new FakeLinks();
    const hub = links.add(9);
    const other = links.add(1, { maxOutbound: 1 });
    links.connect(other, hub);
    links.settle();
    const loyal = links.add(2, { connectOnly: [hub.address], seeds: [other.address] });
    loyal.connections.start(links.now);
    links.runTo(30_000);
    const dialled = loyal.connections.ready().filter((view) => view.direction === "outbound");
    expect(dialled.map((view) => view.address.host)).toEqual(["10.0.0.9"]);
  });
});
