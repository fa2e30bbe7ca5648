/**
 * Which filters to ask of whom: those of one chain, from a height on, in ranges of several peers at a time.
 *
 * States of a peer: its height as far as it has shown it; asked for a range or not; resting, after it had nothing.
 * Events:
 *   schedule                         -> gaps of the window are asked of peers that are free, the lowest gap first
 *   filters, asked                   -> each is held against its header; what is right is kept until it is read
 *   filters, never asked             -> disconnected, `unrequested`
 *   a filter that the header does not commit to -> disconnected, `wrong-filter`, and named (`wrong`)
 *   fewer than asked                 -> the rest is a gap again
 *   none at all                      -> the peer rests for REST_MS
 *   no answer for FILTERS_TIMEOUT_MS -> disconnected, `stalled`; its range is a gap again
 * Rules and their reasons:
 * - One question to each peer: an answer is up to 1 MB, and which of two were slow could not be told.
 * - A range begins where a gap does, and which peer gets it is drawn: no peer chooses what it may lie about.
 * - A filter is kept under its block's hash: after a reorganisation those of the other branch are simply dropped.
 * - What waits to be read is bounded in blocks and in bytes; beyond the bytes only the lowest gap is asked for, without
 *   which nothing can be read.
 * Invariants: what `filterOf` returns is what the header commits to; no filter is fetched twice while it is here.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import { type CommittedFilter, FILTERS_MAX, type MessageOf } from "@triad/protocol";
import type { BlockReference } from "./block-download.ts";
import { earlier, type Now, type PeerId, type PeerOutbox, type Randomness } from "./ports.ts";

/** Policy: four full answers ahead of what is read, so that four peers are busy. */
export const FILTER_WINDOW = 4 * FILTERS_MAX;
/** Policy: of what waits to be read; with one answer of each peer on top. */
export const FILTERS_WAITING_BYTES_MAX = 8_000_000;
/** Policy: 1 MB in twenty seconds is 400 kbit/s. */
export const FILTERS_TIMEOUT_MS = 20_000;
/** Policy: a peer that had nothing may get the block from its peers meanwhile. */
export const FILTERS_REST_MS = 2_000;

/** What the header says of a filter: right, not its own, or its own and not in the only form that a filter has. */
export type FilterVerdict = "right" | "wrong" | "not-canonical";

export interface FilterDownloadPorts<Entry extends BlockReference> {
  readonly outbox: PeerOutbox;
  readonly random: Randomness;
  /** The first block whose filter is to be read next, and the last of its chain; undefined: all are read. */
  readonly wanted: () => { readonly from: number; readonly tip: Entry } | undefined;
  /** On the chain of `tip`. */
  readonly blockAt: (tip: Entry, height: number) => Entry;
  readonly isAncestor: (entry: Entry, of: Entry) => boolean;
  readonly judge: (entry: Entry, filter: CommittedFilter) => FilterVerdict;
  /** The peer gave something else; its connection ends. */
  readonly wrong: (peer: PeerId, entry: Entry) => void;
  /** No full node takes this block, whoever told of it. */
  readonly invalid: (entry: Entry) => void;
}

interface Question<Entry> {
  readonly startHeight: number;
  readonly stop: Entry;
  readonly deadlineMs: number;
}

interface FilterPeer<Entry> {
  height: number;
  question: Question<Entry> | undefined;
  restsUntilMs: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

export class FilterDownload<Entry extends BlockReference> {
  readonly #ports: FilterDownloadPorts<Entry>;
  readonly #peers = new Map<PeerId, FilterPeer<Entry>>();
  readonly #here = new Map<HashKey, { readonly entry: Entry; readonly filter: Uint8Array }>();
  #waitingBytes = 0;
  #tip: Entry | undefined;

  constructor(ports: FilterDownloadPorts<Entry>) {
    this.#ports = ports;
  }

  /** It gives filters, and says that its tip has this height. */
  peerReady(peer: PeerId, height: number): void {
    this.#peers.set(peer, { height, question: undefined, restsUntilMs: 0 });
  }

  /** It has shown a block of this height. */
  peerHas(peer: PeerId, height: number): void {
    const known = this.#peers.get(peer);
    if (known === undefined || height <= known.height) return;
    known.height = height;
    known.restsUntilMs = 0;
  }

  peerGone(peer: PeerId): void {
    this.#peers.delete(peer);
  }

  /** Undefined: it has not come yet. */
  filterOf({ hash }: Entry): Uint8Array | undefined {
    return this.#here.get(hashKey(hash))?.filter;
  }

  /** It was read. */
  drop({ hash }: Entry): void {
    const key = hashKey(hash);
    this.#waitingBytes -= this.#here.get(key)?.filter.length ?? 0;
    this.#here.delete(key);
  }

  schedule(now: Now): void {
    const wanted = this.#ports.wanted();
    if (wanted === undefined) return;
    const { from, tip } = wanted;
    this.#dropOtherBranches(tip);
    const end = Math.min(tip.height, from + FILTER_WINDOW - 1);
    let next = from;
    for (const [peer, state] of this.#freePeers(now)) {
      const gap = this.#gapFrom(next, end, tip);
      if (gap === undefined || (gap.start > from && this.#waitingBytes >= FILTERS_WAITING_BYTES_MAX)) return;
      const last = Math.min(gap.end, state.height);
      if (last < gap.start) continue;
      next = last + 1;
      this.#ask(peer, state, gap.start, this.#ports.blockAt(tip, last), now);
    }
  }

  received(peer: PeerId, { startHeight, stop, filters }: MessageOf<"filters">, now: Now): void {
    const state = this.#peers.get(peer);
    const asked = state?.question;
    const isAnswer = asked !== undefined && asked.startHeight === startHeight && equalBytes(asked.stop.hash, stop);
    if (state === undefined || !isAnswer || startHeight + filters.length - 1 > asked.stop.height) {
      this.#ports.outbox.disconnect(peer, "unrequested", "filters came that were not asked for");
      return;
    }
    state.question = undefined;
    if (filters.length === 0) state.restsUntilMs = now.monotonicMs + FILTERS_REST_MS;
    for (const [place, filter] of filters.entries()) {
      if (!this.#take(peer, this.#ports.blockAt(asked.stop, startHeight + place), filter)) break;
    }
    this.schedule(now);
  }

  nextWake(): number | undefined {
    const isWanted = this.#ports.wanted() !== undefined;
    let next: number | undefined;
    for (const { question, restsUntilMs } of this.#peers.values()) {
      if (question !== undefined) next = earlier(next, question.deadlineMs);
      else if (isWanted && restsUntilMs > 0) next = earlier(next, restsUntilMs);
    }
    return next;
  }

  wake(now: Now): void {
    for (const [peer, state] of [...this.#peers]) {
      if (state.question === undefined) {
        if (now.monotonicMs >= state.restsUntilMs) state.restsUntilMs = 0;
        continue;
      }
      if (now.monotonicMs < state.question.deadlineMs) continue;
      this.#ports.outbox.disconnect(peer, "stalled", "filters did not come");
    }
    this.schedule(now);
  }

  /** False: the peer is gone, and the rest of its answer is not looked at. */
  #take(peer: PeerId, entry: Entry, filter: CommittedFilter): boolean {
    const verdict = this.#ports.judge(entry, filter);
    switch (verdict) {
      case "right":
        if (this.filterOf(entry) !== undefined) return true;
        this.#here.set(hashKey(entry.hash), { entry, filter: filter.filter });
        this.#waitingBytes += filter.filter.length;
        return true;
      case "wrong":
        this.#ports.wrong(peer, entry);
        this.#ports.outbox.disconnect(peer, "wrong-filter", `the header of block ${entry.height} commits to another`);
        return false;
      case "not-canonical":
        this.#ports.invalid(entry);
        return false;
      default:
        return verdict satisfies never;
    }
  }

  #ask(peer: PeerId, state: FilterPeer<Entry>, startHeight: number, stop: Entry, now: Now): void {
    state.question = { startHeight, stop, deadlineMs: now.monotonicMs + FILTERS_TIMEOUT_MS };
    this.#ports.outbox.send(peer, { kind: "get-filters", startHeight, stop: stop.hash });
  }

  /** In an order that is drawn anew each time. */
  #freePeers(now: Now): [PeerId, FilterPeer<Entry>][] {
    const free = [...this.#peers].filter(
      ([, { question, restsUntilMs }]) => question === undefined && now.monotonicMs >= restsUntilMs,
    );
    for (let i = free.length - 1; i > 0; i--) {
      const j = this.#ports.random.integer(i + 1);
      [free[i], free[j]] = [free[j] as (typeof free)[0], free[i] as (typeof free)[0]];
    }
    return free;
  }

  /** The first heights that nobody was asked for, at most FILTERS_MAX of them. */
  #gapFrom(from: number, end: number, tip: Entry): Range | undefined {
    const asked: Range[] = [];
    for (const { question } of this.#peers.values()) {
      if (question === undefined || !this.#ports.isAncestor(question.stop, tip)) continue;
      asked.push({ start: question.startHeight, end: question.stop.height });
    }
    const isCovered = (height: number): boolean =>
      asked.some(({ start, end: last }) => height >= start && height <= last) ||
      this.#here.has(hashKey(this.#ports.blockAt(tip, height).hash));
    let start = from;
    while (start <= end && isCovered(start)) start += 1;
    if (start > end) return undefined;
    let last = start;
    while (last < end && last - start + 1 < FILTERS_MAX && !isCovered(last + 1)) last += 1;
    return { start, end: last };
  }

  #dropOtherBranches(tip: Entry): void {
    const before = this.#tip;
    this.#tip = tip;
    if (before === undefined || this.#ports.isAncestor(before, tip)) return;
    for (const { entry } of [...this.#here.values()]) if (!this.#ports.isAncestor(entry, tip)) this.drop(entry);
  }
}
