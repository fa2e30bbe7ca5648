import { LIMITS } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { at, FakeOutbox, hashOf, seededRandomness } from "./testing/fake-ports.ts";
import { ANNOUNCE_DELAY_MS_MAX } from "./transaction-announcements.ts";
import { TransactionRelay } from "./transaction-relay.ts";
import { ANNOUNCEMENTS_PER_PEER_MAX, TRANSACTION_REQUEST_TIMEOUT_MS } from "./transaction-requests.ts";

const LATER = at(ANNOUNCE_DELAY_MS_MAX);

function makeRelay(relays = true, peers: readonly number[] = [1, 2, 3], transactionBytes = 100) {
  const outbox = new FakeOutbox();
  const pool = new Set<number>();
  const number = (wtxid: Uint8Array) => new DataView(wtxid.buffer, wtxid.byteOffset).getUint32(0);
  const relay = new TransactionRelay(
    {
      outbox,
      random: seededRandomness(1),
      lookup: (wtxid) => (pool.has(number(wtxid)) ? new Uint8Array(transactionBytes) : undefined),
      isKnown: (wtxid) => pool.has(number(wtxid)),
    },
    { relays },
  );
  outbox.onDisconnect = (peer) => relay.peerGone(peer, at(0));
  for (const peer of peers) relay.peerReady(peer, true);
  return { relay, outbox, pool };
}

describe("announcing", () => {
  it("goes once to each peer that does not have it, after at most the longest delay", () => {
    const { relay, outbox } = makeRelay();
    relay.announce(hashOf(7), at(0), 1);
    expect(outbox.take()).toEqual([]);
    expect(relay.nextWake()).toBeLessThanOrEqual(ANNOUNCE_DELAY_MS_MAX);
    relay.wake(LATER);
    expect(outbox.takeMessages("inventory").map(({ peer }) => peer)).toEqual([2, 3]);
    relay.reannounce([hashOf(7)], at(1_000));
    relay.wake(at(2_000));
    expect(outbox.take()).toEqual([]);
    relay.peerReady(4, true);
    relay.reannounce([hashOf(7)], at(3_000));
    relay.wake(at(4_000));
    expect(outbox.takeMessages("inventory").map(({ peer }) => peer)).toEqual([4]);
  });

  it("is dropped for a peer that announces the item while it waits", () => {
    const { relay, outbox } = makeRelay(true, [1]);
    relay.announce(hashOf(7), at(0));
    relay.inventoryReceived(1, [hashOf(7)], at(0));
    outbox.take();
    relay.wake(LATER);
    expect(outbox.takeMessages("inventory")).toEqual([]);
  });

  it("several items share one message, and a message never exceeds its limit", () => {
    const { relay, outbox } = makeRelay(true, [1]);
    const max = LIMITS.inventory.elementsMax ?? 0;
    for (let i = 0; i < max + 1; i++) relay.announce(hashOf(i), at(0));
    relay.wake(LATER);
    expect(outbox.takeMessages("inventory").map(({ message }) => message.wtxids.length)).toEqual([max, 1]);
  });

  it("light nodes get no inventory and ignore what they get", () => {
    const { relay, outbox } = makeRelay(false, [1]);
    relay.inventoryReceived(1, [hashOf(1)], at(0));
    relay.peerReady(9, false);
    relay.announce(hashOf(2), at(0));
    relay.wake(LATER);
    expect(outbox.take().map((item) => item.type === "send" && [item.peer, item.message.kind])).toEqual([
      [1, "inventory"],
    ]);
  });
});

describe("asking", () => {
  it("asks one peer at a time, then the next announcer, then nobody", () => {
    const { relay, outbox } = makeRelay();
    relay.inventoryReceived(2, [hashOf(7)], at(0));
    relay.inventoryReceived(3, [hashOf(7)], at(0));
    relay.inventoryReceived(2, [hashOf(7)], at(0));
    expect(outbox.takeMessages("get-transactions").map(({ peer }) => peer)).toEqual([2]);
    relay.wake(at(TRANSACTION_REQUEST_TIMEOUT_MS - 1));
    expect(outbox.take()).toEqual([]);
    relay.wake(at(TRANSACTION_REQUEST_TIMEOUT_MS));
    expect(outbox.takeMessages("get-transactions").map(({ peer }) => peer)).toEqual([3]);
    relay.wake(at(2 * TRANSACTION_REQUEST_TIMEOUT_MS));
    expect(outbox.take()).toEqual([]);
    expect(relay.counts()).toEqual({ announcements: 0, inFlight: 0, queued: 0 });
  });

  it("asks the next announcer at once when the one that was asked is gone", () => {
    const { relay, outbox } = makeRelay();
    relay.inventoryReceived(1, [hashOf(7)], at(0));
    relay.inventoryReceived(2, [hashOf(7)], at(0));
    outbox.take();
    relay.peerGone(1, at(1));
    expect(outbox.takeMessages("get-transactions").map(({ peer }) => peer)).toEqual([2]);
  });

  it("does not ask for what is known", () => {
    const { relay, outbox, pool } = makeRelay();
    pool.add(7);
    relay.inventoryReceived(1, [hashOf(7), hashOf(8)], at(0));
    expect(outbox.takeMessages("get-transactions").map(({ message }) => message.wtxids)).toEqual([[hashOf(8)]]);
  });

  it("announcements of one peer are bounded", () => {
    const { relay } = makeRelay();
    const many = Array.from({ length: ANNOUNCEMENTS_PER_PEER_MAX + 1 }, (_, i) => hashOf(i));
    relay.inventoryReceived(1, many.slice(0, -1), at(0));
    expect(relay.counts().announcements).toBe(ANNOUNCEMENTS_PER_PEER_MAX);
    relay.inventoryReceived(1, many, at(0));
    expect(relay.counts().announcements).toBe(ANNOUNCEMENTS_PER_PEER_MAX);
  });

  it("unrequested: closes the connection; a late answer is none", () => {
    const { relay, outbox } = makeRelay();
    relay.inventoryReceived(1, [hashOf(7)], at(0));
    relay.wake(at(TRANSACTION_REQUEST_TIMEOUT_MS));
    expect(relay.received(1, hashOf(7), at(9_000))).toBe("requested");
    expect(outbox.takeDisconnects()).toEqual([]);
    expect(relay.received(2, hashOf(7), at(9_000))).toBe("unrequested");
    expect(outbox.takeDisconnects()).toEqual(["2:unrequested"]);
  });
});

describe("serving", () => {
  it("sends what the pool has, each once, and does not announce it to the asker later", () => {
    const { relay, outbox, pool } = makeRelay(true, [1]);
    pool.add(1).add(2);
    relay.transactionsRequested(1, [hashOf(1), hashOf(5), hashOf(2), hashOf(1)]);
    expect(outbox.takeMessages("transactions").map(({ message }) => message.transactions.length)).toEqual([2]);
    relay.announce(hashOf(1), at(0));
    relay.wake(LATER);
    expect(outbox.take()).toEqual([]);
  });

  it("splits by number and by bytes", () => {
    const small = makeRelay(true, [1]);
    const large = makeRelay(true, [1], 300_000);
    const all = Array.from({ length: 101 }, (_, i) => i);
    for (const i of all) small.pool.add(i);
    for (const i of all.slice(0, 7)) large.pool.add(i);
    small.relay.transactionsRequested(1, all.map(hashOf));
    large.relay.transactionsRequested(1, all.map(hashOf));
    const counts = (outbox: FakeOutbox) =>
      outbox.takeMessages("transactions").map((m) => m.message.transactions.length);
    expect(counts(small.outbox)).toEqual([100, 1]);
    expect(counts(large.outbox)).toEqual([3, 3, 1]);
  });
});
