/**
 * Headers first: which peer is asked for headers, and when. Whether headers are valid is the role's answer.
 *
 * States of a peer: waiting (to be asked), asked (one request in flight), validating, idle, resting (what it has is not
 * worth storing).
 * Events:
 *   ready                         -> waiting
 *   headers                       -> validating, when asked; otherwise disconnected, `unrequested`
 *   accepted, a full batch        -> asked for what follows
 *   accepted, less than that      -> idle, or waiting if it has announced a block that is still unknown
 *   presync goes on               -> asked with a locator of its own
 *   branch not stored             -> resting
 *   rejected                      -> disconnected, `invalid-header`
 *   announcement, parent unknown  -> waiting; when resting, asked afterwards
 *   REST_MS are over              -> waiting, if there is something to be asked; otherwise idle
 *   ask again                     -> waiting, when idle: a header that was too early may be in time now
 *   no answer for HEADERS_TIMEOUT_MS -> disconnected, `stalled`
 * Rules and their reasons:
 * - Every peer is asked once when it is ready, whatever it claims: a block that it found between its Hello and the end
 *   of the greeting was announced to nobody here.
 * - Of the peers that claim more work than we have, one at a time is asked (the sync peer): the others would send the
 *   same headers. When it is done, gone or stalled, the next one is asked.
 * - A claim of work only orders the questions. After an answer it is forgotten, so that a false claim gains one
 *   question.
 * - A peer whose full batch ends where its last one ended goes nowhere and counts as stalled.
 * - A peer whose branch has too little work to be stored is not to blame: it may be young, or alone on a branch. But to
 *   read that branch anew for each block that it announces would be costly, hence the rest.
 * - A presync has the place of the sync peer for PRESYNC_ALONE_MS. Then it goes on beside others: its branch may be long,
 *   cheap and made up, and all that while the honest ones would wait.
 * Invariants: at most one request in flight to each peer; at most one sync peer; nothing is kept of a peer that is gone.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { LIMITS } from "@triad/protocol";
import { earlier, type Now, type PeerId, type PeerOutbox } from "./ports.ts";

/** Policy: 160 kB take a third of a second on a slow home line; half a minute leaves room for blocks queued before. */
export const HEADERS_TIMEOUT_MS = 30_000;

/** Policy: a long branch that is never stored costs us as much as it costs the peer, once in so long. */
export const REST_MS = 600_000;
/** Policy: a million headers at 2,000 for each round trip of 0.2 s come twice within 200 s. */
export const PRESYNC_ALONE_MS = 240_000;

const HEADERS_MAX = LIMITS.headers.elementsMax ?? 1;
const LOCATOR_HASHES_MAX = LIMITS["get-headers"].elementsMax ?? 1;
/** Bytes of a header that name its parent. */
const PARENT_START = 4;
const PARENT_END = 36;

export interface HeaderSyncPorts {
  readonly outbox: PeerOutbox;
  /**
   * Block hashes, newest first, beginning with the PARENT of our best header: a peer with the same tip then answers
   * with that one header, and so tells that it has it.
   */
  readonly locator: () => readonly Uint8Array[];
  /** Work of our best header. */
  readonly ownWork: () => bigint;
  /** Whether the header is in our index. */
  readonly isKnown: (hash: Uint8Array) => boolean;
}

interface HeaderPeer {
  state: "waiting" | "asked" | "validating" | "idle" | "resting";
  claimedWork: bigint;
  /** When it is asked: the end of our patience; when it rests: the end of that. */
  deadlineMs: number;
  /** Since when it is in a presync. */
  presyncSinceMs: number | undefined;
  /** What it has is to be asked for again after a rest. */
  isUnclear: boolean;
  /** Where its last full batch ended. */
  lastBatchEnd: HashKey | undefined;
  /** The newest block it announced whose parent we did not have. */
  orphan: Uint8Array | undefined;
}

export class HeaderSync {
  readonly #ports: HeaderSyncPorts;
  readonly #peers = new Map<PeerId, HeaderPeer>();
  #syncPeer: PeerId | undefined;

  constructor(ports: HeaderSyncPorts) {
    this.#ports = ports;
  }

  /** `work`: what its Hello claims. */
  peerReady(peer: PeerId, work: bigint, now: Now): void {
    this.#peers.set(peer, {
      state: "waiting",
      claimedWork: work,
      deadlineMs: 0,
      presyncSinceMs: undefined,
      isUnclear: false,
      lastBatchEnd: undefined,
      orphan: undefined,
    });
    this.#askWaiting(now);
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#peers.delete(peer);
    if (this.#syncPeer === peer) this.#syncPeer = undefined;
    this.#askWaiting(now);
  }

  /**
   * A block announced by its header, whose `hash` the role has computed (and whose work it has checked). "connects":
   * the parent is known, validate the header; "orphan": the peer is asked for headers, now or when its turn comes.
   */
  announcementReceived(peer: PeerId, header: Uint8Array, hash: Uint8Array, now: Now): "connects" | "orphan" {
    if (this.#ports.isKnown(header.subarray(PARENT_START, PARENT_END))) return "connects";
    const from = this.#peers.get(peer);
    if (from === undefined) return "orphan";
    from.orphan = hash;
    if (from.state === "idle") from.state = "waiting";
    this.#askWaiting(now);
    return "orphan";
  }

  /** The peer is asked once more, for a header whose time had not come when it was shown. */
  askAgain(peer: PeerId, now: Now): void {
    const from = this.#peers.get(peer);
    if (from?.state !== "idle") return;
    from.state = "waiting";
    this.#askWaiting(now);
  }

  /** "expected": validate, then call headersAccepted or headersRejected; "unrequested": the peer is disconnected. */
  headersReceived(peer: PeerId): "expected" | "unrequested" {
    const from = this.#peers.get(peer);
    if (from?.state !== "asked") {
      this.#ports.outbox.disconnect(peer, "unrequested", "headers that were not asked for");
      return "unrequested";
    }
    from.state = "validating";
    return "expected";
  }

  /** `count` as received (0 allowed), `lastHash` of the last of them (undefined when there are none). */
  headersAccepted(
    peer: PeerId,
    outcome: { readonly count: number; readonly lastHash: Uint8Array | undefined },
    now: Now,
  ): void {
    const from = this.#peers.get(peer);
    if (from?.state !== "validating") return;
    from.presyncSinceMs = undefined;
    if (outcome.count >= HEADERS_MAX && outcome.lastHash !== undefined) {
      this.#continueFrom(peer, from, outcome.lastHash, now);
      return;
    }
    this.#endOfAnswers(peer, from);
    const isOrphanHere = from.orphan === undefined || this.#ports.isKnown(from.orphan);
    from.state = isOrphanHere ? "idle" : "waiting";
    // One more question for an announced block; if the answer does not hold it either, the peer must announce again.
    from.orphan = undefined;
    this.#askWaiting(now);
  }

  /** What came belongs to a branch whose work is not known yet. */
  presyncGoesOn(peer: PeerId, locator: readonly Uint8Array[], now: Now): void {
    const from = this.#peers.get(peer);
    if (from?.state !== "validating") return;
    from.presyncSinceMs ??= now.monotonicMs;
    const isLong = now.monotonicMs - from.presyncSinceMs >= PRESYNC_ALONE_MS;
    if (!isLong) this.#syncPeer ??= peer;
    else if (this.#syncPeer === peer) this.#syncPeer = undefined;
    this.#send(peer, from, now, locator);
    this.#askWaiting(now);
  }

  /** What came is not worth storing, or (`isUnclear`) could not be told and is asked for again. */
  branchNotStored(peer: PeerId, isUnclear: boolean, now: Now): void {
    const from = this.#peers.get(peer);
    if (from?.state !== "validating") return;
    this.#endOfAnswers(peer, from);
    from.state = "resting";
    from.deadlineMs = now.monotonicMs + REST_MS;
    from.isUnclear = isUnclear;
    from.presyncSinceMs = undefined;
    from.orphan = undefined;
    this.#askWaiting(now);
  }

  /** Disconnects with `invalid-header`; `text` names the rule. */
  headersRejected(peer: PeerId, text: string): void {
    this.#ports.outbox.disconnect(peer, "invalid-header", text);
  }

  /** Headers of a peer with more work are still coming in. */
  isSyncing(): boolean {
    return this.#syncPeer !== undefined;
  }

  nextWake(): number | undefined {
    let next: number | undefined;
    for (const { state, deadlineMs } of this.#peers.values()) {
      if (state === "asked" || state === "resting") next = earlier(next, deadlineMs);
    }
    return next;
  }

  wake(now: Now): void {
    const stalled: PeerId[] = [];
    for (const [peer, from] of this.#peers) {
      if (from.deadlineMs > now.monotonicMs) continue;
      if (from.state === "asked") stalled.push(peer);
      if (from.state === "resting") this.#endRest(from);
    }
    for (const peer of stalled) this.#ports.outbox.disconnect(peer, "stalled", "no answer to get-headers");
    this.#askWaiting(now);
  }

  #endRest(from: HeaderPeer): void {
    const hasNews = from.isUnclear || (from.orphan !== undefined && !this.#ports.isKnown(from.orphan));
    from.state = hasNews ? "waiting" : "idle";
    from.isUnclear = false;
  }

  #endOfAnswers(peer: PeerId, from: HeaderPeer): void {
    if (this.#syncPeer === peer) this.#syncPeer = undefined;
    from.claimedWork = 0n;
    from.lastBatchEnd = undefined;
  }

  #continueFrom(peer: PeerId, from: HeaderPeer, lastHash: Uint8Array, now: Now): void {
    const end = hashKey(lastHash);
    if (from.lastBatchEnd === end) {
      this.#ports.outbox.disconnect(peer, "stalled", "the same headers came again");
      return;
    }
    from.lastBatchEnd = end;
    this.#syncPeer ??= peer;
    this.#ask(peer, from, now, lastHash);
  }

  #askWaiting(now: Now): void {
    for (const [peer, waiting] of this.#peers) {
      if (waiting.state !== "waiting") continue;
      const promisesMore = waiting.claimedWork > this.#ports.ownWork() || waiting.orphan !== undefined;
      if (promisesMore && this.#syncPeer !== undefined) continue;
      if (promisesMore) this.#syncPeer = peer;
      this.#ask(peer, waiting, now);
    }
  }

  #ask(peer: PeerId, to: HeaderPeer, now: Now, after?: Uint8Array): void {
    const own = this.#ports.locator();
    this.#send(peer, to, now, after === undefined ? own : [after, ...own]);
  }

  #send(peer: PeerId, to: HeaderPeer, now: Now, hashes: readonly Uint8Array[]): void {
    to.state = "asked";
    to.deadlineMs = now.monotonicMs + HEADERS_TIMEOUT_MS;
    const locator = hashes.slice(0, LOCATOR_HASHES_MAX);
    this.#ports.outbox.send(peer, { kind: "get-headers", locator, stop: undefined });
  }
}
