import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import {
  FILTER_WINDOW,
  FILTERS_REST_MS,
  FILTERS_TIMEOUT_MS,
  FILTERS_WAITING_BYTES_MAX,
  FilterDownload,
  type FilterVerdict,
} from "./filter-download.ts";

interface Block {
  readonly hash: Uint8Array;
  readonly height: number;
  readonly chainWork: bigint;
  readonly branch: number;
}

const at = (ms: number) => ({ monotonicMs: ms, unixMs: ms });
const blocks = new Map<string, Block>();

function blockAt({ branch }: Block, height: number): Block {
  const name = `${branch}/${height}`;
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(0, height);
  hash[31] = branch;
  const block = blocks.get(name) ?? { hash, height, chainWork: BigInt(height), branch };
  blocks.set(name, block);
  return block;
}

const tipOf = (height: number, branch = 0) => blockAt({ branch } as Block, height);

function download(options: { from?: number; tip?: Block } = {}) {
  const sent: { peer: number; message: Extract<Message, { kind: "get-filters" }> }[] = [];
  const ended: [number, string][] = [];
  const named: number[] = [];
  const state = { from: options.from ?? 1, tip: options.tip ?? tipOf(2_500) };
  const verdicts = new Map<number, FilterVerdict>();
  const filters: FilterDownload<Block> = new FilterDownload<Block>({
    outbox: {
      send: (peer, message) => {
        if (message.kind === "get-filters") sent.push({ peer, message });
      },
      disconnect: (peer, code) => {
        ended.push([peer, code]);
        filters.peerGone(peer);
      },
    },
    random: { bytes: (count) => new Uint8Array(count), integer: (below) => below - 1 },
    wanted: () => (state.from > state.tip.height ? undefined : state),
    blockAt,
    isAncestor: (entry, of) => entry.branch === of.branch && entry.height <= of.height,
    judge: ({ height }) => verdicts.get(height) ?? "right",
    wrong: (peer) => named.push(peer),
    invalid: () => {},
  });
  /** The answer to the last question to this peer. */
  const answer = (peer: number, count?: number, bytes = 1, ms = 0) => {
    const question = sent.findLast((each) => each.peer === peer)?.message;
    if (question === undefined) throw new Error(`peer ${peer} was asked nothing`);
    const { startHeight, stop } = question;
    const asked = new DataView(stop.buffer).getUint32(0) - startHeight + 1;
    const filter = { filter: new Uint8Array(bytes), txRoot: stop, historyRoot: stop };
    const list = new Array(count ?? asked).fill(filter);
    filters.received(peer, { kind: "filters", startHeight, stop, filters: list }, at(ms));
  };
  const asked = () =>
    sent.map(({ peer, message }) => [peer, message.startHeight, new DataView(message.stop.buffer).getUint32(0)]);
  return { filters, state, sent, ended, named, verdicts, answer, asked };
}

describe("filters", () => {
  it("are asked for in ranges, the lowest first, of every peer one", () => {
    const { filters, asked, answer } = download();
    for (const peer of [1, 2, 3]) filters.peerReady(peer, 2_500);
    filters.schedule(at(0));
    expect(asked()).toEqual([
      [1, 1, 1_000],
      [2, 1_001, 2_000],
      [3, 2_001, 2_500],
    ]);
    filters.schedule(at(0));
    expect(asked()).toHaveLength(3);
    answer(2);
    expect(filters.filterOf(tipOf(1_500))).toBeDefined();
    expect(filters.filterOf(tipOf(1_000))).toBeUndefined();
    expect(asked()).toHaveLength(3);
  });

  it("that one answer has no room for are asked for again from there", () => {
    const { filters, asked, answer } = download();
    filters.peerReady(1, 2_500);
    filters.schedule(at(0));
    answer(1, 300);
    expect(asked().at(-1)).toEqual([1, 301, 1_300]);
  });

  it("are not asked for beyond the window, nor beyond what a peer has", () => {
    const { filters, asked, answer } = download({ tip: tipOf(10_000) });
    filters.peerReady(1, 700);
    filters.schedule(at(0));
    expect(asked()).toEqual([[1, 1, 700]]);
    answer(1);
    expect(asked()).toHaveLength(1);
    filters.peerHas(1, 10_000);
    for (let count = 0; count < 4; count++) {
      filters.schedule(at(0));
      if (asked().length > count + 1) answer(1);
    }
    expect(asked().at(-1)?.[2]).toBe(FILTER_WINDOW);
  });

  it("beyond the bytes that may wait are asked for only where nothing goes on without them", () => {
    const { filters, asked, answer, state } = download({ tip: tipOf(10_000) });
    filters.peerReady(1, 10_000);
    filters.peerReady(2, 10_000);
    filters.schedule(at(0));
    answer(2, 1_000, FILTERS_WAITING_BYTES_MAX / 1_000);
    expect(asked()).toHaveLength(2);
    answer(1, 10);
    expect(asked()).toHaveLength(2);
    state.from = 11;
    filters.schedule(at(0));
    expect(asked().at(-1)?.slice(1)).toEqual([11, 1_000]);
  });

  it("of a branch that was left are dropped, and those of the new one asked for", () => {
    const { filters, asked, answer, state } = download({ tip: tipOf(100) });
    filters.peerReady(1, 200);
    filters.schedule(at(0));
    answer(1);
    state.tip = tipOf(101, 1);
    filters.schedule(at(0));
    expect(filters.filterOf(tipOf(50))).toBeUndefined();
    expect(asked().at(-1)).toEqual([1, 1, 101]);
  });
});

describe("a peer", () => {
  it("wrong-filter: that gives another filter is named and disconnected; what was right before stays", () => {
    const { filters, verdicts, answer, ended, named } = download();
    verdicts.set(20, "wrong");
    filters.peerReady(1, 2_500);
    filters.schedule(at(0));
    answer(1);
    expect([ended, named]).toEqual([[[1, "wrong-filter"]], [1]]);
    expect(filters.filterOf(tipOf(19))).toBeDefined();
    expect(filters.filterOf(tipOf(20))).toBeUndefined();
    expect(filters.filterOf(tipOf(21))).toBeUndefined();
  });

  it("is not to blame for a header that commits to what is no filter", () => {
    const { filters, verdicts, answer, ended } = download();
    verdicts.set(20, "not-canonical");
    filters.peerReady(1, 2_500);
    filters.schedule(at(0));
    answer(1);
    expect(ended).toEqual([]);
  });

  it("stalled: that does not answer in time is disconnected, and its range is asked of another", () => {
    const { filters, asked, ended } = download({ tip: tipOf(500) });
    filters.peerReady(1, 500);
    filters.schedule(at(0));
    filters.peerReady(2, 500);
    expect(filters.nextWake()).toBe(FILTERS_TIMEOUT_MS);
    filters.wake(at(FILTERS_TIMEOUT_MS - 1));
    expect(ended).toEqual([]);
    filters.wake(at(FILTERS_TIMEOUT_MS));
    expect(ended).toEqual([[1, "stalled"]]);
    expect(asked().at(-1)).toEqual([2, 1, 500]);
  });

  it("that has nothing rests for a while", () => {
    const { filters, asked, answer } = download({ tip: tipOf(500) });
    filters.peerReady(1, 500);
    filters.schedule(at(0));
    answer(1, 0);
    filters.wake(at(FILTERS_REST_MS - 1));
    expect(asked()).toHaveLength(1);
    expect(filters.nextWake()).toBe(FILTERS_REST_MS);
    filters.wake(at(FILTERS_REST_MS));
    expect(asked()).toHaveLength(2);
  });

  it("unrequested: that sends what was not asked for, or more, is disconnected", () => {
    const { filters, answer, ended } = download({ tip: tipOf(500) });
    filters.peerReady(1, 500);
    filters.received(1, { kind: "filters", startHeight: 1, stop: tipOf(500).hash, filters: [] }, at(0));
    expect(ended).toEqual([[1, "unrequested"]]);
    filters.peerReady(2, 500);
    filters.schedule(at(0));
    answer(2, 501);
    expect(ended).toEqual([
      [1, "unrequested"],
      [2, "unrequested"],
    ]);
  });
});
