/**
 * Which transaction to ask of whom. (Modelled on the specification of Bitcoin Core's txrequest.)
 *
 * States of an announcement (a wtxid by a peer): candidate, requested, expired.
 * Events:
 *   announced       -> candidate, unless the peer has announced it already or has reached its bound
 *   next            -> for each wtxid without a request in flight, its first candidate becomes requested
 *   expired         -> requested for TRANSACTION_REQUEST_TIMEOUT_MS: expired; the next candidate may be asked
 *   received, known -> all announcements of the wtxid are forgotten
 *   peer gone       -> all its announcements are forgotten; what was requested of it may be asked of others
 * Rules and their reasons:
 * - Candidates are asked in the order of their announcements: an attacker who delays a transaction by announcing and
 *   not delivering gains one timeout for each announcement that was first.
 * - An expired announcement stays until every announcer has expired, so that announcing again gains nothing.
 * - A late answer is no offence: `mayStillCome` remembers what was asked of a peer within its last requests.
 * Invariants: at most one request in flight for each wtxid; at most ANNOUNCEMENTS_PER_PEER_MAX announcements of each
 * peer; no empty entries; after all peers are gone everything is empty.
 */
import { assert, type HashKey } from "@triad/chain";
import { KnownItems } from "./known-items.ts";
import { OldestFirst } from "./oldest-first.ts";
import type { PeerId } from "./ports.ts";

/** Policy: a transaction of 100 kB takes a tenth of that on a slow home line; waiting longer only helps an attacker. */
export const TRANSACTION_REQUEST_TIMEOUT_MS = 5_000;
/** Bounds the memory that a peer costs: Bitcoin Core's number; beyond it announcements are ignored. */
export const ANNOUNCEMENTS_PER_PEER_MAX = 5_000;
/** Requests remembered for late answers: all that can be under way with one peer at a time. */
const LATE_ANSWERS_MAX = ANNOUNCEMENTS_PER_PEER_MAX;

interface Wanted {
  /** In the order of announcement. */
  readonly candidates: PeerId[];
  /** Of some ten at most, as peers are; empty for nearly all, and then it costs nothing. */
  readonly expired: PeerId[];
  requestedOf: PeerId | undefined;
}

export class TransactionRequests {
  readonly #wanted = new Map<HashKey, Wanted>();
  /** For each peer that announced something; the sets are bounded by ANNOUNCEMENTS_PER_PEER_MAX. */
  readonly #byPeer = new Map<PeerId, Set<HashKey>>();
  /** When each request expires, soonest first, since all have the same timeout. */
  readonly #expiry = new OldestFirst<HashKey, number>();
  /** Wtxids that have candidates and no request in flight, in order. */
  readonly #ready = new Set<HashKey>();
  readonly #late = new Map<PeerId, KnownItems>();

  /** Announcements kept. */
  get size(): number {
    let size = 0;
    for (const keys of this.#byPeer.values()) size += keys.size;
    return size;
  }

  get inFlight(): number {
    return this.#expiry.size;
  }

  announced(peer: PeerId, key: HashKey): void {
    const mine = this.#byPeer.get(peer) ?? new Set<HashKey>();
    if (mine.has(key) || mine.size >= ANNOUNCEMENTS_PER_PEER_MAX) return;
    mine.add(key);
    this.#byPeer.set(peer, mine);
    const wanted = this.#wanted.get(key) ?? { candidates: [], expired: [], requestedOf: undefined };
    wanted.candidates.push(peer);
    this.#wanted.set(key, wanted);
    if (wanted.requestedOf === undefined) this.#ready.add(key);
  }

  /** What to ask now, by peer; each of it is in flight from now on. */
  takeRequests(nowMs: number): ReadonlyMap<PeerId, readonly HashKey[]> {
    const requests = new Map<PeerId, HashKey[]>();
    for (const key of this.#ready) {
      const wanted = this.#wanted.get(key);
      const peer = wanted?.candidates.shift();
      if (wanted === undefined || peer === undefined) continue;
      wanted.requestedOf = peer;
      this.#expiry.add(key, nowMs + TRANSACTION_REQUEST_TIMEOUT_MS);
      const late = this.#late.get(peer) ?? new KnownItems(LATE_ANSWERS_MAX);
      late.add(key);
      this.#late.set(peer, late);
      const list = requests.get(peer) ?? [];
      list.push(key);
      requests.set(peer, list);
    }
    this.#ready.clear();
    return requests;
  }

  /** True when the wtxid was asked of this peer, now or within its last requests. */
  mayStillCome(peer: PeerId, key: HashKey): boolean {
    return this.#wanted.get(key)?.requestedOf === peer || this.#late.get(peer)?.has(key) === true;
  }

  /** Received from anyone, or no longer of interest. */
  forget(key: HashKey): void {
    const wanted = this.#wanted.get(key);
    if (wanted === undefined) return;
    for (const peer of wanted.candidates) this.#dropOf(peer, key);
    for (const peer of wanted.expired) this.#dropOf(peer, key);
    if (wanted.requestedOf !== undefined) this.#dropOf(wanted.requestedOf, key);
    this.#wanted.delete(key);
    this.#expiry.delete(key);
    this.#ready.delete(key);
  }

  peerGone(peer: PeerId): void {
    for (const key of this.#byPeer.get(peer) ?? []) {
      const wanted = this.#wanted.get(key);
      if (wanted === undefined) continue;
      const place = wanted.candidates.indexOf(peer);
      if (place >= 0) wanted.candidates.splice(place, 1);
      const expiredPlace = wanted.expired.indexOf(peer);
      if (expiredPlace >= 0) wanted.expired.splice(expiredPlace, 1);
      if (wanted.requestedOf === peer) this.#endRequest(key, wanted);
      this.#settle(key, wanted);
    }
    this.#byPeer.delete(peer);
    this.#late.delete(peer);
  }

  expire(nowMs: number): void {
    for (let next = this.#expiry.oldest(); next !== undefined && next[1] <= nowMs; next = this.#expiry.oldest()) {
      const [key] = next;
      const wanted = this.#wanted.get(key);
      assert(wanted?.requestedOf !== undefined, "what expires is a request in flight");
      wanted.expired.push(wanted.requestedOf);
      this.#endRequest(key, wanted);
      this.#settle(key, wanted);
    }
  }

  nextExpiryMs(): number | undefined {
    return this.#expiry.oldest()?.[1];
  }

  #endRequest(key: HashKey, wanted: Wanted): void {
    wanted.requestedOf = undefined;
    this.#expiry.delete(key);
    if (wanted.candidates.length > 0) this.#ready.add(key);
  }

  /** Forgets a wtxid of which nothing more can be expected. */
  #settle(key: HashKey, wanted: Wanted): void {
    if (wanted.candidates.length === 0 && wanted.requestedOf === undefined) this.forget(key);
  }

  #dropOf(peer: PeerId, key: HashKey): void {
    const mine = this.#byPeer.get(peer);
    mine?.delete(key);
    if (mine?.size === 0) this.#byPeer.delete(peer);
  }
}
