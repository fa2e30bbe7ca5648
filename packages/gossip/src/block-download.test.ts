import { describe, expect, it } from "vitest";
import {
  BLOCK_TIMEOUT_MS,
  BLOCKS_IN_FLIGHT_PER_PEER_MAX,
  BlockDownload,
  type BlockReference,
  type BlockServing,
  HOLD_UP_MS,
  RECENT_BLOCKS,
  TIMEOUTS_MAX,
} from "./block-download.ts";
import { QUESTION_BLOCKS_MAX } from "./question-size.ts";
import { at, FakeOutbox, hashOf } from "./testing/fake-ports.ts";

/** One chain; `have` is how far bodies are here. */
function makeDownload(height: number, have = 0, maxBlockBytes = 500_000) {
  const chain: BlockReference[] = Array.from({ length: height + 1 }, (_, i) => {
    return { hash: hashOf(i), height: i, chainWork: BigInt(i) };
  });
  const outbox = new FakeOutbox();
  const stored = new Set(chain.slice(0, have + 1));
  const download = new BlockDownload<BlockReference>({
    outbox,
    wanted: (limit) => chain.filter((entry) => !stored.has(entry)).slice(0, limit),
    isAncestor: (entry, of) => chain[entry.height] === entry && entry.height <= of.height && chain[of.height] === of,
    maxBlockBytes,
  });
  outbox.onDisconnect = (peer) => download.peerGone(peer, at(0));
  const entryAt = (at: number) => chain[at] as BlockReference;
  const join = (peer: number, best: number, serving: BlockServing = "all") => {
    download.peerReady(peer, serving);
    download.peerHas(peer, entryAt(best), at(0));
  };
  /** Heights asked since the last call, by peer. */
  const asked = () =>
    outbox.takeMessages("get-blocks").map(({ peer, message }) => [peer, message.hashes.map((hash) => heightOf(hash))]);
  const deliver = (peer: number, at_: number, ms: number, bytes = maxBlockBytes) => {
    const verdict = download.received(peer, hashOf(at_), bytes, at(ms));
    stored.add(entryAt(at_));
    return verdict;
  };
  return { download, outbox, entryAt, join, asked, deliver };
}

function heightOf(hash: Uint8Array): number {
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

describe("block download", () => {
  it("asks in height order, each block of one peer, two questions of each", () => {
    const { download, join, asked } = makeDownload(100);
    join(1, 100);
    expect(asked()).toEqual([
      [1, range(1, 8)],
      [1, range(9, 16)],
    ]);
    join(2, 100);
    expect(asked()).toEqual([
      [2, range(17, 24)],
      [2, range(25, 32)],
    ]);
    download.schedule(at(0));
    expect(asked()).toEqual([]);
    expect(download.inFlight()).toBe(32);
  });

  it("goes on when one of the two questions is answered", () => {
    const { download, join, asked, deliver } = makeDownload(100);
    join(1, 100);
    asked();
    for (let height = 1; height <= 7; height++) expect(deliver(1, height, 5)).toBe("requested");
    download.schedule(at(5));
    expect(asked()).toEqual([]);
    expect(deliver(1, 8, 5)).toBe("requested");
    download.schedule(at(5));
    expect(asked()).toEqual([[1, [17, 18, 19, 20, 21, 22, 23, 24]]]);
  });

  it("asks a peer only for what leads to its best known block", () => {
    const { download, join, asked, entryAt } = makeDownload(20, 5);
    download.peerReady(1, "all");
    download.schedule(at(0));
    expect(asked()).toEqual([]);
    download.peerHas(1, entryAt(7), at(0));
    expect(asked()).toEqual([[1, [6, 7]]]);
    join(2, 9);
    expect(asked()).toEqual([[2, [8, 9]]]);
  });

  it("recent: nothing older than what every node keeps; none: nothing", () => {
    const { download, join, asked } = makeDownload(RECENT_BLOCKS + 2);
    join(1, RECENT_BLOCKS + 2, "recent");
    join(2, RECENT_BLOCKS + 2, "none");
    expect(asked()).toEqual([
      [1, range(3, 10)],
      [1, range(11, 18)],
    ]);
    download.servingChanged(2, "all", at(0));
    expect(asked()).toEqual([
      [2, [1, 2, ...range(19, 24)]],
      [2, range(25, 32)],
    ]);
  });

  it("a deadline passes the blocks to another peer, and counts from the last block that came", () => {
    const { download, join, asked, deliver } = makeDownload(16);
    join(1, 16);
    asked();
    deliver(1, 1, 6_000);
    download.wake(at(BLOCK_TIMEOUT_MS));
    expect(asked()).toEqual([]);
    expect(download.nextWake()).toBe(6_000 + BLOCK_TIMEOUT_MS);
    join(2, 16);
    download.wake(at(6_000 + BLOCK_TIMEOUT_MS));
    expect(asked()).toEqual([
      [2, range(2, 9)],
      [2, range(10, 16)],
    ]);
    expect(deliver(1, 2, 17_000)).toBe("requested");
  });

  it("stalled: after three deadlines in a row, with growing distances", () => {
    const { download, join, outbox } = makeDownload(3);
    join(1, 3);
    const deadlines: number[] = [];
    for (let i = 0; i < TIMEOUTS_MAX; i++) {
      const next = download.nextWake() ?? 0;
      deadlines.push(next);
      outbox.take();
      download.wake(at(next));
    }
    expect(deadlines).toEqual([10_000, 30_000, 70_000]);
    expect(outbox.takeDisconnects()).toEqual(["1:stalled"]);
    expect(download.inFlight()).toBe(0);
    expect(download.nextWake()).toBeUndefined();
  });

  it("stalled: also a peer that sends again and again what came before", () => {
    const { download, join, outbox, deliver } = makeDownload(2);
    join(1, 2);
    deliver(1, 1, 0);
    const deadlines: number[] = [];
    for (let i = 0; i < TIMEOUTS_MAX; i++) {
      const next = download.nextWake() ?? 0;
      deadlines.push(next);
      expect(deliver(1, 1, next - 1)).toBe("requested");
      outbox.take();
      download.wake(at(next));
    }
    expect(deadlines).toEqual([10_000, 30_000, 70_000]);
    expect(outbox.takeDisconnects()).toEqual(["1:stalled"]);
  });

  it("a block that comes after its deadline is a sign of life, once", () => {
    const { download, join, deliver } = makeDownload(3);
    join(1, 3);
    join(2, 3);
    download.wake(at(BLOCK_TIMEOUT_MS));
    download.peerGone(2, at(BLOCK_TIMEOUT_MS));
    const deadline = () => download.nextWake();
    deliver(1, 1, 15_000);
    download.schedule(at(15_000));
    expect(deadline()).toBe(15_000 + BLOCK_TIMEOUT_MS);
    deliver(1, 1, 16_000);
    expect(deadline()).toBe(15_000 + BLOCK_TIMEOUT_MS);
  });

  it("not found: another peer is asked, this one not again until it announces the block", () => {
    const { download, join, asked, entryAt } = makeDownload(2);
    join(1, 2);
    asked();
    download.notFound(1, [hashOf(1), hashOf(2), hashOf(99)], false, at(0));
    expect(asked()).toEqual([]);
    download.peerHas(1, entryAt(2), at(0));
    expect(asked()).toEqual([[1, [2]]]);
    join(2, 2);
    expect(asked()).toEqual([[2, [1]]]);
  });

  it("unrequested: a block that was never asked for", () => {
    const { download, join, outbox } = makeDownload(2, 2);
    join(1, 2);
    expect(download.received(1, hashOf(2), 100, at(0))).toBe("unrequested");
    expect(outbox.takeDisconnects()).toEqual(["1:unrequested"]);
  });

  it("a peer that is gone leaves its blocks to others", () => {
    const { download, join, asked } = makeDownload(4);
    join(1, 4);
    join(2, 4);
    asked();
    download.peerGone(1, at(0));
    expect(asked()).toEqual([[2, [1, 2, 3, 4]]]);
    download.peerGone(2, at(0));
    expect(download.inFlight()).toBe(0);
  });

  it("a question names the more blocks the smaller they are, and fewer again at the first large one", () => {
    const { download, join, asked, deliver } = makeDownload(1_000, 0, 1_000_000);
    join(1, 1_000);
    expect(asked()).toEqual([
      [1, range(1, 4)],
      [1, range(5, 8)],
    ]);
    let next = 1;
    let most = 0;
    for (; next <= 300; next++) {
      deliver(1, next, 1, 200);
      download.schedule(at(1));
      for (const [, heights] of asked()) most = Math.max(most, (heights as number[]).length);
      expect(download.inFlight()).toBeLessThanOrEqual(BLOCKS_IN_FLIGHT_PER_PEER_MAX);
    }
    expect(most).toBe(QUESTION_BLOCKS_MAX);
    const sizes: number[] = [];
    for (; next <= 600; next++) {
      deliver(1, next, 2, 1_000_000);
      download.schedule(at(2));
      for (const [, heights] of asked()) sizes.push((heights as number[]).length);
    }
    expect(new Set(sizes)).toEqual(new Set([4]));
  });

  it("a peer for which alone the others wait loses its blocks; who never gave one is stalled", () => {
    const { download, join, asked, deliver, outbox } = makeDownload(32);
    join(1, 32);
    join(2, 32);
    asked();
    for (const height of range(17, 32)) deliver(2, height, 100);
    download.schedule(at(100));
    expect(download.nextWake()).toBe(HOLD_UP_MS);
    outbox.take();
    download.wake(at(HOLD_UP_MS - 1));
    expect(outbox.takeDisconnects()).toEqual([]);
    download.wake(at(HOLD_UP_MS));
    const messages = outbox.take();
    expect(JSON.stringify(messages)).toContain("stalled");
    expect(download.inFlight()).toBe(16);
    for (const height of range(1, 16)) expect(deliver(2, height, 2_100)).toBe("requested");
  });

  it("who gave blocks before and holds up the others stays, and is asked for one block at a time until it gives one", () => {
    const { download, join, asked, deliver, outbox } = makeDownload(100);
    join(1, 32);
    join(2, 32);
    asked();
    deliver(1, 1, 50);
    for (const height of range(17, 32)) deliver(2, height, 100);
    download.schedule(at(100));
    expect(download.nextWake()).toBe(50 + HOLD_UP_MS);
    download.wake(at(50 + HOLD_UP_MS));
    expect(asked()).toEqual([
      [2, range(2, 9)],
      [2, range(10, 16)],
    ]);
    expect(outbox.takeDisconnects()).toEqual([]);
    download.peerGone(2, at(3_000));
    expect(asked()).toEqual([[1, [2]]]);
    deliver(1, 2, 3_100);
    download.schedule(at(3_100));
    expect(asked()).toEqual([
      [1, range(3, 10)],
      [1, range(11, 16)],
    ]);
  });

  it("who gives a block now and then, and holds up the others so, loses the rest after five times as long", () => {
    const { download, join, asked, deliver, outbox } = makeDownload(256, 0, 60_000);
    join(1, 256);
    join(2, 256);
    asked();
    for (const height of range(129, 256)) deliver(2, height, 100);
    const step = HOLD_UP_MS - 100;
    let ms = 0;
    for (let height = 1; height <= 5; height++) {
      ms += step;
      deliver(1, height, ms);
      download.schedule(at(ms));
      download.wake(at(ms));
      expect(asked()).toEqual([]);
    }
    expect(download.nextWake()).toBe(5 * HOLD_UP_MS);
    download.wake(at(5 * HOLD_UP_MS));
    expect(asked()).toEqual([
      [2, range(6, 69)],
      [2, range(70, 128)],
    ]);
    expect(outbox.takeDisconnects()).toEqual([]);
  });

  it("a question that waits for the one before it is slow only from that one's answer on", () => {
    const { download, join, asked, deliver } = makeDownload(256, 0, 60_000);
    join(1, 256);
    join(2, 256);
    asked();
    for (const height of range(129, 256)) deliver(2, height, 100);
    for (const height of range(1, 64)) deliver(1, height, 1_000 + 100 * height);
    download.schedule(at(7_400));
    let ms = 7_400;
    for (let height = 65; ms < 7_400 + 5 * HOLD_UP_MS - 1_500; height++) {
      ms += 1_500;
      deliver(1, height, ms);
      download.schedule(at(ms));
      download.wake(at(ms));
      expect(asked()).toEqual([]);
    }
    expect(download.nextWake()).toBe(7_400 + 5 * HOLD_UP_MS);
  });

  it("who held up the others is asked after them", () => {
    const { download, join, asked, deliver, entryAt } = makeDownload(600, 0, 60_000);
    join(1, 256);
    join(2, 256);
    asked();
    deliver(1, 1, 50);
    for (const height of range(129, 256)) deliver(2, height, 100);
    download.schedule(at(100));
    download.wake(at(50 + HOLD_UP_MS));
    asked();
    for (const height of range(2, 128)) deliver(2, height, 2_100);
    // a late answer: it gives, and is slow
    expect(deliver(1, 2, 2_200)).toBe("requested");
    download.peerGone(2, at(2_300));
    download.peerHas(1, entryAt(600), at(2_300));
    expect(asked()).toEqual([
      [1, range(257, 320)],
      [1, range(321, 384)],
    ]);
    for (const height of range(257, 384)) deliver(1, height, 2_400);
    join(2, 600);
    expect(asked().map(([peer]) => peer)).toEqual([2, 2, 1, 1]);
  });

  it("nobody is replaced while nobody else could give the block", () => {
    const { download, join, asked, deliver } = makeDownload(32);
    join(1, 32);
    join(2, 32, "none");
    asked();
    deliver(1, 1, 100);
    download.schedule(at(100));
    expect(download.nextWake()).toBe(100 + BLOCK_TIMEOUT_MS);
  });

  it("too much for one answer: asked again, but of a peer that gives nothing only once", () => {
    const { download, join, asked } = makeDownload(3);
    join(1, 3);
    asked();
    download.notFound(1, [hashOf(2), hashOf(3)], true, at(0));
    expect(asked()).toEqual([[1, [2, 3]]]);
    download.notFound(1, [hashOf(2), hashOf(3)], true, at(0));
    expect(asked()).toEqual([]);
  });
});
