import { expect, it } from "vitest";
import { HEADERS_TIMEOUT_MS, HeaderSync, PRESYNC_ALONE_MS, REST_MS } from "./header-sync.ts";
import { at, FakeOutbox, hashOf } from "./testing/fake-ports.ts";

const FULL = 2000;

function makeSync(ownWork = 10n) {
  const outbox = new FakeOutbox();
  const known = new Set<string>();
  const own = { work: ownWork };
  const sync = new HeaderSync({
    outbox,
    locator: () => [hashOf(1), hashOf(0)],
    ownWork: () => own.work,
    isKnown: (hash) => known.has(hash.join()),
  });
  outbox.onDisconnect = (peer) => sync.peerGone(peer, at(0));
  const asked = () => outbox.takeMessages("get-headers").map(({ peer }) => peer);
  const answer = (peer: number, count: number, last: number, ms = 0) => {
    expect(sync.headersReceived(peer)).toBe("expected");
    sync.headersAccepted(peer, { count, lastHash: count === 0 ? undefined : hashOf(last) }, at(ms));
  };
  return { sync, outbox, known, own, asked, answer };
}

/** A header whose parent is `hashOf(parent)`. */
function childOf(parent: number): Uint8Array {
  const header = new Uint8Array(80);
  header.set(hashOf(parent), 4);
  return header;
}

it("every ready peer is asked once; of those that claim more work one at a time", () => {
  const { sync, asked, answer, own } = makeSync();
  sync.peerReady(1, 5n, at(0));
  expect(sync.isSyncing()).toBe(false);
  sync.peerReady(2, 99n, at(0));
  sync.peerReady(3, 99n, at(0));
  expect(asked()).toEqual([1, 2]);
  expect(sync.isSyncing()).toBe(true);
  answer(2, 5, 100);
  own.work = 99n;
  expect(asked()).toEqual([3]);
  answer(3, 0, 0);
  answer(1, 0, 0);
  expect(sync.isSyncing()).toBe(false);
  expect(asked()).toEqual([]);
});

it("after a full batch the same peer is asked for what follows, with room for it in the locator", () => {
  const { sync, outbox, answer } = makeSync();
  sync.peerReady(1, 99n, at(0));
  outbox.take();
  answer(1, FULL, 7);
  const [request] = outbox.takeMessages("get-headers");
  expect(request?.message.locator).toEqual([hashOf(7), hashOf(1), hashOf(0)]);
  answer(1, FULL - 1, 8);
  expect(outbox.take()).toEqual([]);
  expect(sync.isSyncing()).toBe(false);
});

it("stalled: no answer for thirty seconds, and the next peer takes over", () => {
  const { sync, outbox } = makeSync();
  sync.peerReady(1, 99n, at(0));
  sync.peerReady(2, 99n, at(0));
  outbox.take();
  expect(sync.nextWake()).toBe(HEADERS_TIMEOUT_MS);
  sync.wake(at(HEADERS_TIMEOUT_MS - 1));
  expect(outbox.take()).toEqual([]);
  sync.wake(at(HEADERS_TIMEOUT_MS));
  const done = outbox.take();
  expect(done.map((item) => [item.type, item.type === "dial" ? 0 : item.peer])).toEqual([
    ["disconnect", 1],
    ["send", 2],
  ]);
});

it("stalled: the same full batch again", () => {
  const { sync, outbox, answer } = makeSync();
  sync.peerReady(1, 99n, at(0));
  answer(1, FULL, 7);
  answer(1, FULL, 7);
  expect(outbox.takeDisconnects()).toEqual(["1:stalled"]);
});

it("unrequested: headers that were not asked for", () => {
  const { sync, outbox, answer } = makeSync();
  sync.peerReady(1, 0n, at(0));
  answer(1, 0, 0);
  expect(sync.headersReceived(1)).toBe("unrequested");
  expect(outbox.takeDisconnects()).toEqual(["1:unrequested"]);
});

it("invalid-header", () => {
  const { sync, outbox } = makeSync();
  sync.peerReady(1, 99n, at(0));
  sync.headersReceived(1);
  sync.headersRejected(1, "time-too-old");
  expect(outbox.takeDisconnects()).toEqual(["1:invalid-header"]);
  expect(sync.isSyncing()).toBe(false);
  expect(sync.nextWake()).toBeUndefined();
});

it("an announced block whose parent is unknown leads to a question, during another sync afterwards", () => {
  const { sync, known, asked, answer } = makeSync();
  known.add(hashOf(5).join());
  sync.peerReady(1, 0n, at(0));
  answer(1, 0, 0);
  expect(asked()).toEqual([1]);
  expect(sync.announcementReceived(1, childOf(5), hashOf(6), at(0))).toBe("connects");
  expect(asked()).toEqual([]);
  expect(sync.announcementReceived(1, childOf(8), hashOf(9), at(0))).toBe("orphan");
  expect(asked()).toEqual([1]);
  known.add(hashOf(9).join());
  answer(1, 2, 9);
  expect(asked()).toEqual([]);

  sync.peerReady(2, 99n, at(0));
  expect(asked()).toEqual([2]);
  sync.announcementReceived(1, childOf(20), hashOf(21), at(0));
  expect(asked()).toEqual([]);
  answer(2, 3, 30);
  expect(asked()).toEqual([1]);
});

it("an announcement while a question is open leads to one more question if the answer lacks the block", () => {
  const { sync, asked, answer } = makeSync();
  sync.peerReady(1, 0n, at(0));
  sync.announcementReceived(1, childOf(8), hashOf(9), at(0));
  expect(asked()).toEqual([1]);
  answer(1, 0, 0);
  expect(asked()).toEqual([1]);
  answer(1, 0, 0);
  expect(asked()).toEqual([]);
});

it("a presync is asked on with its own locator, and keeps others waiting for so long only", () => {
  const { sync, outbox } = makeSync();
  sync.peerReady(1, 99n, at(0));
  sync.peerReady(2, 99n, at(0));
  outbox.take();
  const goesOn = (ms: number) => {
    expect(sync.headersReceived(1)).toBe("expected");
    sync.presyncGoesOn(1, [hashOf(7), hashOf(0)], at(ms));
    return outbox.takeMessages("get-headers").map(({ peer, message }) => [peer, message.locator.length]);
  };
  expect(goesOn(1)).toEqual([[1, 2]]);
  expect(goesOn(PRESYNC_ALONE_MS)).toEqual([[1, 2]]);
  expect(goesOn(PRESYNC_ALONE_MS + 1)).toEqual([
    [1, 2],
    [2, 2],
  ]);
  sync.peerGone(2, at(PRESYNC_ALONE_MS + 1));
  expect(goesOn(PRESYNC_ALONE_MS + 2)).toEqual([[1, 2]]);
  expect(sync.isSyncing()).toBe(false);
});

it("a presync that ends with headers in the index begins its time anew when there is another", () => {
  const { sync, outbox, asked } = makeSync();
  sync.peerReady(1, 99n, at(0));
  sync.headersReceived(1);
  sync.presyncGoesOn(1, [hashOf(7)], at(0));
  sync.headersReceived(1);
  sync.headersAccepted(1, { count: FULL, lastHash: hashOf(8) }, at(PRESYNC_ALONE_MS));
  sync.headersReceived(1);
  sync.presyncGoesOn(1, [hashOf(9)], at(PRESYNC_ALONE_MS));
  outbox.take();
  sync.peerReady(2, 99n, at(PRESYNC_ALONE_MS));
  expect(asked()).toEqual([]);
  expect(sync.isSyncing()).toBe(true);
});

it("a branch that is not stored: no blame, the next peer's turn, and no question for what is announced of it", () => {
  const { sync, outbox, asked } = makeSync();
  sync.peerReady(1, 99n, at(0));
  sync.peerReady(2, 99n, at(0));
  outbox.take();
  sync.headersReceived(1);
  sync.branchNotStored(1, false, at(5));
  expect(asked()).toEqual([2]);
  sync.headersReceived(2);
  sync.headersAccepted(2, { count: 0, lastHash: undefined }, at(6));
  expect(sync.announcementReceived(1, childOf(8), hashOf(9), at(7))).toBe("orphan");
  expect(asked()).toEqual([]);
  expect(sync.nextWake()).toBe(5 + REST_MS);
  sync.wake(at(4 + REST_MS));
  expect(asked()).toEqual([]);
  sync.wake(at(5 + REST_MS));
  expect(asked()).toEqual([1]);
});

it("after its rest a peer is asked if its branch was unclear, not if there is nothing new", () => {
  for (const [isUnclear, announced, isHere, isAsked] of [
    [true, false, false, true],
    [false, false, false, false],
    [false, true, false, true],
    [false, true, true, false],
  ] as const) {
    const { sync, known, asked } = makeSync();
    sync.peerReady(1, 99n, at(0));
    asked();
    sync.headersReceived(1);
    sync.branchNotStored(1, isUnclear, at(0));
    if (announced) sync.announcementReceived(1, childOf(8), hashOf(9), at(1));
    if (isHere) known.add(hashOf(9).join());
    sync.wake(at(REST_MS));
    expect(asked()).toEqual(isAsked ? [1] : []);
    expect(sync.nextWake()).toBe(isAsked ? REST_MS + HEADERS_TIMEOUT_MS : undefined);
  }
});
