import { describe, expect, it } from "vitest";
import {
  BLOCK_TIMEOUT_MS,
  BLOCKS_IN_FLIGHT_PER_PEER_MAX,
  BlockDownload,
  type BlockReference,
  type BlockServing,
  RECENT_BLOCKS,
  TIMEOUTS_MAX,
} from "./block-download.ts";
import { at, FakeOutbox, hashOf } from "./testing/fake-ports.ts";

/** One chain; `have` is how far bodies are here. */
function makeDownload(height: number, have = 0) {
  const chain: BlockReference[] = Array.from({ length: height + 1 }, (_, i) => {
    return { hash: hashOf(i), height: i, chainWork: BigInt(i) };
  });
  const outbox = new FakeOutbox();
  const stored = new Set(chain.slice(0, have + 1));
  const download = new BlockDownload<BlockReference>({
    outbox,
    wanted: (limit) => chain.filter((entry) => !stored.has(entry)).slice(0, limit),
    isAncestor: (entry, of) => chain[entry.height] === entry && entry.height <= of.height && chain[of.height] === of,
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
  const deliver = (peer: number, at_: number, ms: number) => {
    const verdict = download.received(peer, hashOf(at_), at(ms));
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
  it("asks in height order, each block of one peer, at most sixteen of each", () => {
    const { download, join, asked } = makeDownload(100);
    join(1, 100);
    expect(asked()).toEqual([[1, range(1, 16)]]);
    join(2, 100);
    expect(asked()).toEqual([[2, range(17, 32)]]);
    download.schedule(at(0));
    expect(asked()).toEqual([]);
    expect(download.inFlight()).toBe(2 * BLOCKS_IN_FLIGHT_PER_PEER_MAX);
  });

  it("goes on when half of what was asked has come", () => {
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
    expect(asked()).toEqual([[1, range(3, 18)]]);
    download.servingChanged(2, "all", at(0));
    expect(asked()).toEqual([[2, [1, 2, ...range(19, 32)]]]);
  });

  it("a deadline passes the blocks to another peer, and counts from the last block that came", () => {
    const { download, join, asked, deliver } = makeDownload(16);
    join(1, 16);
    join(2, 16);
    asked();
    deliver(1, 1, 6_000);
    download.wake(at(BLOCK_TIMEOUT_MS));
    expect(asked()).toEqual([]);
    expect(download.nextWake()).toBe(6_000 + BLOCK_TIMEOUT_MS);
    download.wake(at(6_000 + BLOCK_TIMEOUT_MS));
    expect(asked()).toEqual([[2, range(2, 16)]]);
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
    expect(deadline()).toBe(15_000 + BLOCK_TIMEOUT_MS);
    deliver(1, 1, 16_000);
    expect(deadline()).toBe(15_000 + BLOCK_TIMEOUT_MS);
  });

  it("not found: another peer is asked, this one not again until it announces the block", () => {
    const { download, join, asked, entryAt } = makeDownload(2);
    join(1, 2);
    asked();
    download.notFound(1, [hashOf(1), hashOf(2), hashOf(99)], at(0));
    expect(asked()).toEqual([]);
    download.peerHas(1, entryAt(2), at(0));
    expect(asked()).toEqual([[1, [2]]]);
    join(2, 2);
    expect(asked()).toEqual([[2, [1]]]);
  });

  it("unrequested: a block that was never asked for", () => {
    const { download, join, outbox } = makeDownload(2, 2);
    join(1, 2);
    expect(download.received(1, hashOf(2), at(0))).toBe("unrequested");
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
});
