import type { Message } from "@triad/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import {
  COPIES_WAITING_MAX,
  CompactBlocks,
  FAILURES_MAX,
  MISSING_TIMEOUT_MS,
  REBUILDS_MAX,
  REBUILDS_PER_PEER_MAX,
} from "./compact-blocks.ts";
import type { BlockCandidate } from "./compact-filling.ts";
import { makeCompactBlock } from "./compact-short-ids.ts";
import { type FakeBlock, fakeBlock } from "./testing/fake-block.ts";
import { at, FakeOutbox } from "./testing/fake-ports.ts";

const BLOCK = fakeBlock(6);
const OTHERS = Array.from({ length: 8 }, (_, place) => fakeBlock(3, 100 * (place + 1)));

let outbox: FakeOutbox;
let pool: readonly BlockCandidate[];
/** What a rebuilt body has to be: the role holds it against the header. */
let truth: readonly Uint8Array[];
let rebuilt: (readonly Uint8Array[])[];
let fellBack: Uint8Array[];
let machine: CompactBlocks;

beforeEach(() => {
  outbox = new FakeOutbox();
  pool = [];
  truth = BLOCK.block.transactions;
  rebuilt = [];
  fellBack = [];
  machine = new CompactBlocks({
    outbox,
    candidates: () => pool,
    rebuilt: (_compact, transactions) => {
      if (String(transactions) !== String(truth)) return "mutated";
      rebuilt.push(transactions);
      return "taken";
    },
    fellBack: (hash) => fellBack.push(hash),
  });
  outbox.onDisconnect = (peer) => machine.peerGone(peer, at(0));
  for (const peer of [1, 2, 3, 4, 5]) machine.peerReady(peer);
});

function offer(peer: number, { block, hash, candidates }: FakeBlock = BLOCK, nowMs = 0): string {
  const wtxids = candidates.map(({ wtxid }) => wtxid);
  return machine.offered(peer, hash, makeCompactBlock(block, wtxids, new Uint8Array(8).fill(peer)), at(nowMs));
}

const places = (...at: number[]): Uint8Array[] => at.flatMap((place) => BLOCK.block.transactions[place] ?? []);
const answer = (peer: number, transactions: readonly Uint8Array[], nowMs = 0) =>
  machine.transactionsReceived(peer, BLOCK.hash, transactions, at(nowMs));
const asked = (): [number, readonly number[]][] =>
  outbox.takeMessages("get-block-transactions").map(({ peer, message }) => [peer, message.indexes]);

describe("a block whose transactions are in the pool", () => {
  it("is rebuilt at once, and nobody is asked", () => {
    pool = BLOCK.candidates;
    expect(offer(1)).toBe("taken");
    expect(rebuilt).toHaveLength(1);
    expect(outbox.take()).toEqual([]);
    expect(machine.isRebuilding(BLOCK.hash)).toBe(false);
    expect(machine.nextWake()).toBeUndefined();
  });
});

describe("a block of which some are missing", () => {
  beforeEach(() => {
    pool = BLOCK.candidates.slice(0, 4);
  });

  it("is completed by its sender", () => {
    offer(1);
    expect(asked()).toEqual([[1, [4, 5]]]);
    expect(machine.isRebuilding(BLOCK.hash)).toBe(true);
    answer(1, places(4, 5));
    expect(rebuilt).toHaveLength(1);
    expect(fellBack).toEqual([]);
    expect(machine.isRebuilding(BLOCK.hash)).toBe(false);
  });

  it("another copy waits, and its sender is asked when the first one has nothing", () => {
    offer(1);
    expect(offer(2)).toBe("taken");
    expect(asked()).toEqual([[1, [4, 5]]]);
    machine.notFound(1, [BLOCK.hash], at(1));
    expect(asked()).toEqual([[2, [4, 5]]]);
    answer(2, places(4, 5));
    expect(rebuilt).toHaveLength(1);
  });

  it("another copy that lacks nothing is taken at once; the first one's late answer is no offence", () => {
    offer(1);
    pool = BLOCK.candidates;
    offer(2);
    expect(rebuilt).toHaveLength(1);
    answer(1, places(4, 5));
    expect(outbox.takeDisconnects()).toEqual([]);
    expect(rebuilt).toHaveLength(1);
  });

  it(`no more than ${COPIES_WAITING_MAX} copies wait`, () => {
    for (const peer of [1, 2, 3, 4]) offer(peer);
    for (const peer of [1, 2, 3]) machine.notFound(peer, [BLOCK.hash], at(1));
    expect(asked().map(([peer]) => peer)).toEqual([1, 2, 3]);
    expect(fellBack).toEqual([BLOCK.hash]);
  });

  it("a deadline leads to the next copy, and then to the whole block", () => {
    offer(1);
    offer(2);
    expect(machine.nextWake()).toBe(MISSING_TIMEOUT_MS);
    machine.wake(at(MISSING_TIMEOUT_MS - 1));
    expect(asked().map(([peer]) => peer)).toEqual([1]);
    machine.wake(at(MISSING_TIMEOUT_MS));
    expect(asked().map(([peer]) => peer)).toEqual([2]);
    machine.wake(at(2 * MISSING_TIMEOUT_MS));
    expect(fellBack).toEqual([BLOCK.hash]);
    expect(machine.nextWake()).toBeUndefined();
  });

  it("a peer that goes is no longer asked, nor is its waiting copy", () => {
    offer(1);
    offer(2);
    offer(3);
    machine.peerGone(2, at(1));
    machine.peerGone(1, at(1));
    expect(asked().map(([peer]) => peer)).toEqual([1, 3]);
    machine.peerGone(3, at(1));
    expect(fellBack).toEqual([BLOCK.hash]);
  });

  it("is forgotten when it comes whole, and a late answer is ignored", () => {
    offer(1);
    machine.forget(BLOCK.hash);
    answer(1, places(4, 5));
    expect([rebuilt, fellBack, outbox.takeDisconnects()]).toEqual([[], [], []]);
  });
});

describe("answers", () => {
  beforeEach(() => {
    pool = BLOCK.candidates.slice(0, 4);
  });

  it.each([
    ["too few", [4]],
    ["too many", [3, 4, 5]],
  ])("protocol-error: %s transactions; the next copy is begun once", (_, indexes) => {
    offer(1);
    offer(2);
    outbox.take();
    answer(1, places(...indexes));
    const sent = outbox.take();
    expect(sent.filter(({ type }) => type === "disconnect")).toMatchObject([{ peer: 1, code: "protocol-error" }]);
    expect(sent.filter(({ type }) => type === "send")).toMatchObject([{ peer: 2 }]);
    answer(2, places(4, 5));
    expect(rebuilt).toHaveLength(1);
    expect(fellBack).toEqual([]);
  });

  it("unrequested: from a peer that was not asked, and a second time from one that was", () => {
    offer(1);
    offer(2);
    answer(2, places(4, 5));
    answer(1, places(4, 5));
    answer(1, places(4, 5));
    expect(outbox.takeDisconnects()).toEqual(["2:unrequested", "1:unrequested"]);
    expect(rebuilt).toHaveLength(1);
  });

  it("not found by a peer that is not being asked changes nothing", () => {
    offer(1);
    offer(2);
    machine.notFound(2, [BLOCK.hash, OTHERS[0]?.hash ?? new Uint8Array(32)], at(1));
    answer(1, places(4, 5));
    expect(rebuilt).toHaveLength(1);
  });

  it("another transaction than the one asked for is no offence: the next copy, then the whole block", () => {
    offer(1);
    offer(2);
    answer(1, places(5, 4));
    expect(asked().map(([peer]) => peer)).toEqual([1, 2]);
    answer(2, places(4, 4));
    expect(fellBack).toEqual([BLOCK.hash]);
    expect(outbox.takeDisconnects()).toEqual([]);
  });
});

describe("a collision", () => {
  it("of a short id with a transaction of the pool leads to the whole block, and nobody is blamed", () => {
    const [, second] = BLOCK.candidates;
    const impostor = { wtxid: second?.wtxid ?? new Uint8Array(32), bytes: new Uint8Array(70) };
    pool = [impostor, ...BLOCK.candidates.filter((each) => each !== second)];
    offer(1);
    expect([rebuilt, fellBack]).toEqual([[], [BLOCK.hash]]);
    expect(outbox.take()).toEqual([]);
  });

  it("a mutated copy first does not keep the real one out", () => {
    pool = BLOCK.candidates.slice(1);
    const wtxids = BLOCK.candidates.map(({ wtxid }) => wtxid);
    const real = makeCompactBlock(BLOCK.block, wtxids, new Uint8Array(8));
    const twin = { ...real, prefilled: [{ index: 0, transaction: new Uint8Array(65).fill(9) }] };
    machine.offered(1, BLOCK.hash, twin, at(0));
    expect(fellBack).toEqual([BLOCK.hash]);
    expect(machine.offered(2, BLOCK.hash, real, at(0))).toBe("taken");
    expect(rebuilt).toHaveLength(1);
  });
});

describe("bounds", () => {
  it(`at most ${REBUILDS_PER_PEER_MAX} blocks are asked of one peer, ${REBUILDS_MAX} in all`, () => {
    const taken = OTHERS.slice(0, 3).map((block) => offer(1, block));
    expect(taken).toEqual(["taken", "taken", "not-taken"]);
    expect(OTHERS.slice(2, 4).map((block) => offer(2, block))).toEqual(["taken", "taken"]);
    expect(offer(3, OTHERS[4])).toBe("not-taken");
    expect(offer(4, OTHERS[0])).toBe("taken");
  });

  it("a copy of a block is looked at once for each peer", () => {
    offer(1);
    machine.notFound(1, [BLOCK.hash], at(1));
    pool = BLOCK.candidates;
    expect(offer(1)).toBe("not-taken");
    expect(rebuilt).toEqual([]);
  });

  it(`after ${FAILURES_MAX} failures in a row a peer's copies count as announcements; a success begins anew`, () => {
    const fail = (block: FakeBlock | undefined) => {
      expect(offer(1, block)).toBe("taken");
      machine.wake(at(MISSING_TIMEOUT_MS));
    };
    for (const block of OTHERS.slice(0, FAILURES_MAX - 1)) fail(block);
    pool = BLOCK.candidates;
    offer(1);
    expect(rebuilt).toHaveLength(1);
    for (const block of OTHERS.slice(2, 2 + FAILURES_MAX)) fail(block);
    expect(offer(1, OTHERS[7])).toBe("not-taken");
    expect(offer(2, OTHERS[7])).toBe("taken");
  });

  it("more missing than a question may name: the whole block", () => {
    const large = fakeBlock(2_002, 10_000);
    offer(1, large);
    expect(fellBack).toEqual([large.hash]);
    const exact = fakeBlock(2_001, 20_000);
    offer(1, exact);
    expect(asked()[0]?.[1]).toHaveLength(2_000);
  });

  it("a peer that is not ready is not heard", () => {
    machine.peerGone(1, at(0));
    expect(offer(1)).toBe("not-taken");
    answer(1, places(1));
    expect(outbox.sent satisfies readonly { type: string; message?: Message }[]).toEqual([]);
  });
});
