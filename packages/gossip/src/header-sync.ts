/**
 * Headers first: which peer is asked for headers, and when. Whether headers are valid is the role's answer.
 *
 * States of a peer: waiting (to be asked), asked (one request in flight), validating, idle.
 * Events:
 *   ready                         -> waiting
 *   headers                       -> validating, when asked; otherwise disconnected, `unrequested`
 *   accepted, a full batch        -> asked for what follows
 *   accepted, less than that      -> idle, or waiting if it has announced a block that is still unknown
 *   rejected                      -> disconnected, `invalid-header`
 *   announcement, parent unknown  -> waiting
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
 * Invariants: at most one request in flight to each peer; at most one sync peer; nothing is kept of a peer that is gone.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { LIMITS } from "@triad/protocol";
import { earlier, type Now, type PeerId, type PeerOutbox } from "./ports.ts";

/** Policy: 160 kB take a third of a second on a slow home line; half a minute leaves room for blocks queued before. */
export const HEADERS_TIMEOUT_MS = 30_000;

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
  state: "waiting" | "asked" | "validating" | "idle";
  claimedWork: bigint;
  deadlineMs: number;
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
    if (outcome.count >= HEADERS_MAX && outcome.lastHash !== undefined) {
      this.#continueFrom(peer, from, outcome.lastHash, now);
      return;
    }
    if (this.#syncPeer === peer) this.#syncPeer = undefined;
    from.claimedWork = 0n;
    from.lastBatchEnd = undefined;
    const isOrphanHere = from.orphan === undefined || this.#ports.isKnown(from.orphan);
    from.state = isOrphanHere ? "idle" : "waiting";
    // One more question for an announced block; if the answer does not hold it either, the peer must announce again.
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
    for (const { state, deadlineMs } of this.#peers.values()) if (state === "asked") next = earlier(next, deadlineMs);
    return next;
  }

  wake(now: Now): void {
    const stalled: PeerId[] = [];
    for (const [peer, { state, deadlineMs }] of this.#peers) {
      if (state === "asked" && deadlineMs <= now.monotonicMs) stalled.push(peer);
    }
    for (const peer of stalled) this.#ports.outbox.disconnect(peer, "stalled", "no answer to get-headers");
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
    to.state = "asked";
    to.deadlineMs = now.monotonicMs + HEADERS_TIMEOUT_MS;
    const own = this.#ports.locator();
    const locator = (after === undefined ? own : [after, ...own]).slice(0, LOCATOR_HASHES_MAX);
    this.#ports.outbox.send(peer, { kind: "get-headers", locator, stop: undefined });
  }
}
