import { expect, it } from "vitest";
import { KNOWN_ITEMS_MAX } from "./known-items.ts";
import { at, FakeOutbox, seededRandomness } from "./testing/fake-ports.ts";
import { TransactionRelay } from "./transaction-relay.ts";

const TRANSACTIONS = 5_000;
const LISTENERS = 100;
/** Between two rounds, as many as a busy network makes in a second. */
const ROUND = 500;
const ROUND_MS = 250;
/**
 * Of one event, in the middle of all: an announcement to a hundred listeners takes some tenths of a millisecond, the
 * round that goes out some milliseconds. Sorted queues of this length took seconds. A busy machine is slow now and then,
 * so it is not the worst event that counts.
 */
const EVENT_MS_MAX = 50;

function idOf(number: number): Uint8Array {
  const id = new Uint8Array(32);
  new DataView(id.buffer).setUint32(0, number);
  return id;
}

it("5,000 transactions for 100 listeners: no event takes long, and each gets each once", () => {
  const outbox = new FakeOutbox();
  const relay = new TransactionRelay(
    { outbox, random: seededRandomness(1), lookup: () => undefined, isKnown: () => false },
    { relays: true },
  );
  for (let peer = 1; peer <= LISTENERS; peer++) relay.peerReady(peer, true);
  const told = new Map<number, number>();
  const eventMs: number[] = [];
  const timed = (event: () => void): void => {
    const began = performance.now();
    event();
    eventMs.push(performance.now() - began);
  };
  for (let from = 0, nowMs = 0; from < TRANSACTIONS; from += ROUND, nowMs += ROUND_MS) {
    for (let number = from; number < from + ROUND; number++) timed(() => relay.announce(idOf(number), at(nowMs)));
    timed(() => relay.wake(at(nowMs + ROUND_MS)));
    for (const { peer, message } of outbox.takeMessages("inventory")) {
      told.set(peer, (told.get(peer) ?? 0) + message.wtxids.length);
    }
    outbox.take();
  }
  expect([...told.values()]).toEqual(new Array(LISTENERS).fill(TRANSACTIONS));
  const sorted = eventMs.toSorted((a, b) => a - b);
  expect(sorted.at(Math.floor(sorted.length * 0.99))).toBeLessThan(EVENT_MS_MAX);
});

it("a listener's queue ends at its bound, however much is announced at once", () => {
  const outbox = new FakeOutbox();
  const relay = new TransactionRelay(
    { outbox, random: seededRandomness(1), lookup: () => undefined, isKnown: () => false },
    { relays: true },
  );
  relay.peerReady(1, true);
  for (let number = 0; number < KNOWN_ITEMS_MAX + 1; number++) relay.announce(idOf(number), at(0));
  relay.wake(at(ROUND_MS));
  const sent = outbox.takeMessages("inventory").map(({ message }) => message.wtxids.length);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(KNOWN_ITEMS_MAX);
});
