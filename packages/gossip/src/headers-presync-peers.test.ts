import { makeNetwork } from "@triad/chain";
import { acceptHeader, ancestorAt, type HeaderEntry, HeaderIndex } from "@triad/chain/headers";
import { growHeaders, testNetwork } from "@triad/chain/testing";
import { describe, expect, it } from "vitest";
import { BLOCKS_BELOW_TIP, PresyncPeers } from "./headers-presync-peers.ts";
import { seededRandomness } from "./testing/fake-ports.ts";

const FULL = 2000;
const LATE = 2 ** 32;
const BLOCK_WORK = 2n;
/** Whole batches; more by TRIAD_FLOOD_HEADERS. */
const FLOOD_HEADERS = Number(process.env["TRIAD_FLOOD_HEADERS"] ?? 20 * FULL);

function batchesOf(headers: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  return Array.from({ length: headers.length / FULL }, (_, nth) => headers.slice(nth * FULL, (nth + 1) * FULL));
}

/** An index with a chain of `height` blocks, and the presync of its peers. */
function make(height: number, minimumChainWork = 0n) {
  const network = makeNetwork({ ...testNetwork().params, minimumChainWork });
  const index = new HeaderIndex(network, []);
  const store = (headers: readonly Uint8Array[]) => {
    for (const header of headers) acceptHeader(index, network, header, LATE);
  };
  const grow = (parent: HeaderEntry, count: number, mark = 1) => growHeaders({ network, parent, count, mark });
  store(grow(index.genesis, height, 0));
  const tip = () => index.best;
  const peers = new PresyncPeers({ network, random: seededRandomness(1), index, tip });
  const at = (wanted: number) => ancestorAt(tip(), wanted);
  return {
    network,
    index,
    peers,
    grow,
    store,
    at,
    receive: (headers: readonly Uint8Array[], peer = 1) => peers.receive(peer, headers, LATE),
  };
}

describe("work that is asked for", () => {
  it("nothing where the whole chain is shorter than 144 blocks", () => {
    expect(make(0).peers.workMin()).toBe(0n);
    // genesis has work too
    expect(make(BLOCKS_BELOW_TIP - 1).peers.workMin()).toBe(0n);
    expect(make(BLOCKS_BELOW_TIP).peers.workMin()).toBe(BLOCK_WORK);
  });

  it("the network's minimum where it is more than the tip's less 144 blocks", () => {
    expect(make(0, 500n).peers.workMin()).toBe(500n);
    expect(make(300, 300n).peers.workMin()).toBe(BLOCK_WORK * (301n - 144n));
    expect(make(300, 315n).peers.workMin()).toBe(315n);
  });
});

describe("the direct way", () => {
  it("what extends the tip, and what parts from it 144 blocks below", () => {
    const { at, grow, receive } = make(300);
    for (const fork of [300, 300 - BLOCKS_BELOW_TIP]) {
      const headers = grow(at(fork), 1);
      expect(receive(headers)).toEqual({ type: "store", headers });
    }
  });

  it("a branch that parts further below when all its headers together have the work", () => {
    const { at, grow, receive } = make(300);
    const headers = grow(at(100), 56);
    expect(receive(headers)).toEqual({ type: "store", headers });
    expect(receive(headers.slice(0, 55))).toEqual({ type: "not-stored", isUnclear: false });
  });

  it("a branch of which a part is known: the rest of it counts from there", () => {
    const { at, grow, receive, store } = make(300);
    const headers = grow(at(100), 57);
    store(headers.slice(0, 30));
    expect(receive(headers)).toEqual({ type: "store", headers: headers.slice(30) });
    expect(receive(headers.slice(0, 55))).toEqual({ type: "not-stored", isUnclear: false });
    expect(receive(headers.slice(0, 30))).toEqual({ type: "store", headers: headers.slice(0, 30) });
  });

  it("no headers, headers of an unknown parent and such on an invalid block: others judge them", () => {
    const { at, grow, receive, index } = make(300);
    expect(receive([])).toEqual({ type: "store", headers: [] });
    const orphans = grow(at(100), 3).slice(1);
    expect(receive(orphans)).toEqual({ type: "store", headers: orphans });
    const condemned = grow(at(100), 3);
    index.markInvalid(at(100));
    expect(receive(condemned)).toEqual({ type: "store", headers: condemned });
  });

  it("a single header is stored if its parent's work and its own suffice", () => {
    const { at, grow, peers } = make(300);
    const isEnough = (fork: number) => peers.hasEnoughWork(grow(at(fork), 1)[0] as Uint8Array);
    expect(isEnough(300)).toBe(true);
    expect(isEnough(155)).toBe(true);
    expect(isEnough(154)).toBe(false);
    expect(peers.hasEnoughWork(grow(at(300), 2)[1] as Uint8Array)).toBe(false);
  });
});

it("headers without end and without work: nothing in the index, a bit for every 64", () => {
  const { network, index, at, peers, receive } = make(300, 2n ** 100n);
  let seen = 0;
  for (const headers of batchesOf(growHeaders({ network, parent: at(0), count: FLOOD_HEADERS, mark: 1 }))) {
    const verdict = receive(headers);
    expect(verdict.type === "ask" ? verdict.headers : verdict.type).toEqual([]);
    seen += headers.length;
    expect(peers.bytes).toBeLessThanOrEqual(Math.max(64, (2 * seen) / 64 / 8));
  }
  expect(seen).toBe(FLOOD_HEADERS);
  expect(receive([])).toEqual({ type: "not-stored", isUnclear: false });
  expect(peers.bytes).toBe(0);
  expect(index.size).toBe(301);
});

describe("a presync", () => {
  const begun = () => {
    const world = make(300, 4n * BigInt(FULL));
    const headers = world.grow(world.at(100), 2 * FULL + 100);
    const first = world.receive(headers.slice(0, FULL));
    return { ...world, headers, first };
  };

  it("asks from where it ended, with the fork behind it, and in the second pass from the fork", () => {
    const { at, headers, first, receive, index } = begun();
    expect(first.type === "ask" && first.locator.slice(0, 2)).toEqual([headers[FULL]?.slice(4, 36), at(100).hash]);
    expect(first.type === "ask" && first.locator.at(-1)).toEqual(index.genesis.hash);
    const second = receive(headers.slice(FULL, 2 * FULL));
    expect(second.type === "ask" && second.locator[0]).toEqual(at(100).hash);
    expect(receive(headers.slice(0, FULL)).type).toBe("ask");
    const third = receive(headers.slice(FULL, 2 * FULL));
    expect(third.type === "store" && third.headers.length).toBe(2 * FULL);
    expect(index.size).toBe(301);
  });

  it("is each peer's own, and gone with the peer", () => {
    const { headers, receive, peers } = begun();
    expect(receive(headers.slice(0, FULL), 2).type).toBe("ask");
    const held = peers.bytes;
    peers.peerGone(2);
    expect(peers.bytes).toBe(held / 2);
    peers.peerGone(1);
    expect(peers.bytes).toBe(0);
  });

  it("a peer that has another branch by now is not to blame, and is asked again later", () => {
    const { at, grow, receive, peers } = begun();
    expect(receive(grow(at(100), 5, 2))).toEqual({ type: "not-stored", isUnclear: true });
    expect(peers.bytes).toBe(0);
  });

  it("prev-blk-not-found: an answer that begins with the child of an unknown block", () => {
    const { at, grow, receive, peers } = begun();
    const verdict = receive(grow(at(100), 5, 2).slice(1));
    expect(verdict.type === "refused" && verdict.reject.code).toBe("prev-blk-not-found");
    expect(peers.bytes).toBe(0);
  });
});

it("progress is that of the presync which has come furthest, the second pass before the first", () => {
  const batches = 4;
  const { peers, index, grow, receive } = make(0, BLOCK_WORK * BigInt(batches * FULL));
  expect(peers.progress()).toBeUndefined();
  const headers = grow(index.genesis, batches * FULL);
  const [first = [], second = [], ...rest] = batchesOf(headers);
  receive(first, 1);
  expect(peers.progress()).toMatchObject({ isFirstPass: true, height: FULL });
  receive(first, 2);
  receive(second, 2);
  expect(peers.progress()).toMatchObject({ isFirstPass: true, height: 2 * FULL });
  for (const batch of [second, ...rest]) receive(batch, 1);
  expect(peers.progress()).toMatchObject({ isFirstPass: false, height: 0 });
  receive(first, 1);
  expect(peers.progress()).toMatchObject({ isFirstPass: false, height: FULL });
  peers.peerGone(1);
  expect(peers.progress()).toMatchObject({ isFirstPass: true, height: 2 * FULL });
});
