import { hashKey } from "@triad/chain";
import { sha256 } from "@triad/crypto";
import { expect, it } from "vitest";
import { FakeLinks, type FakeNode } from "./testing/fake-links.ts";
import { seededRandomness } from "./testing/fake-ports.ts";
import { TransactionRelay } from "./transaction-relay.ts";

/** A peer table with transaction relay behind it; a transaction's wtxid is its hash here. */
class RelayNode {
  readonly node: FakeNode;
  readonly relay: TransactionRelay;
  readonly pool = new Map<string, Uint8Array>();

  constructor(links: FakeLinks, seed: number) {
    this.node = links.add(seed, { maxOutbound: 0 });
    this.relay = new TransactionRelay(
      {
        outbox: this.node.connections.outbox,
        random: seededRandomness(seed),
        lookup: (wtxid) => this.pool.get(hashKey(wtxid)),
        isKnown: (wtxid) => this.pool.has(hashKey(wtxid)),
      },
      { relays: true },
    );
    this.node.onReady = ({ peer }) => this.relay.peerReady(peer, true);
    this.node.onGone = ({ peer }, now) => this.relay.peerGone(peer, now);
    this.node.onMessage = (peer, message, now) => {
      if (message.kind === "inventory") this.relay.inventoryReceived(peer, message.wtxids, now);
      if (message.kind === "get-transactions") this.relay.transactionsRequested(peer, message.wtxids);
      if (message.kind !== "transactions") return;
      for (const bytes of message.transactions) {
        if (this.relay.received(peer, sha256(bytes), now) === "requested") this.admit(bytes, links, peer);
      }
    };
  }

  admit(bytes: Uint8Array, links: FakeLinks, from?: number): void {
    this.pool.set(hashKey(sha256(bytes)), bytes);
    this.relay.announce(sha256(bytes), links.now, from);
  }
}

function makeNetwork(seeds: readonly number[], joined: readonly (readonly [number, number])[]) {
  const links = new FakeLinks();
  const nodes = seeds.map((seed) => new RelayNode(links, seed));
  for (const [from, to] of joined) {
    const [a, b] = [nodes[from], nodes[to]];
    if (a !== undefined && b !== undefined) links.connect(a.node, b.node);
  }
  links.settle();
  const run = (ms: number) =>
    links.runTo(ms, (node) => nodes.find((relay) => relay.node === node)?.relay.wake(links.now));
  return { links, nodes, run };
}

/** How often each wtxid was announced over each link, whatever the direction; the key names link and item. */
function announcementsPerLink(links: FakeLinks): number[] {
  const counts = new Map<string, number>();
  for (const { peer, message } of links.delivered) {
    if (message.kind !== "inventory") continue;
    // The two ends of a link have numbers 2n-1 and 2n.
    for (const wtxid of message.wtxids) {
      const key = `${Math.ceil(peer / 2)} ${hashKey(wtxid)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts.values()];
}

it("a transaction crosses a line of five nodes, and each link carries its announcement once", () => {
  const { links, nodes, run } = makeNetwork(
    [1, 2, 3, 4, 5],
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ],
  );
  const transaction = Uint8Array.of(1, 2, 3);
  nodes[0]?.admit(transaction, links);
  run(3_000);
  expect(nodes.map((node) => node.pool.size)).toEqual([1, 1, 1, 1, 1]);
  expect(announcementsPerLink(links)).toEqual([1, 1, 1, 1]);
  for (const node of nodes) node.relay.reannounce([sha256(transaction)], links.now);
  run(6_000);
  expect(announcementsPerLink(links)).toEqual([1, 1, 1, 1]);
});

it("in a ring a transaction reaches everybody, each gets the body once, no end announces it twice", () => {
  const { links, nodes, run } = makeNetwork(
    [1, 2, 3, 4, 5],
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 0],
    ],
  );
  for (let i = 0; i < 20; i++) nodes[i % 5]?.admit(Uint8Array.of(i), links);
  run(5_000);
  expect(nodes.map((node) => node.pool.size)).toEqual([20, 20, 20, 20, 20]);
  const bodies = links.delivered.flatMap(({ message }) =>
    message.kind === "transactions" ? message.transactions : [],
  );
  expect(bodies).toHaveLength(20 * 4);
  const perEnd = new Set<string>();
  for (const { peer, message } of links.delivered) {
    if (message.kind !== "inventory") continue;
    for (const wtxid of message.wtxids) {
      const key = `${peer} ${hashKey(wtxid)}`;
      expect(perEnd.has(key)).toBe(false);
      perEnd.add(key);
    }
  }
  for (const { relay } of nodes) expect(relay.counts()).toEqual({ announcements: 0, inFlight: 0, queued: 0 });
});
