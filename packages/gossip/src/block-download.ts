/**
 * Which block bodies to ask of whom.
 *
 * States of a wanted block: missing, asked (of one peer).
 * States of a peer: what it serves; the best block it is known to have; what is asked of it; a deadline while
 * something is.
 * Events:
 *   schedule                      -> missing blocks of the window are asked of peers that have room
 *   received, asked               -> done; the deadline begins anew
 *   received, never asked         -> disconnected, `unrequested`
 *   not found                     -> missing; not asked of this peer again, unless it announces the block or its
 *                                    serving changes
 *   deadline                      -> all that was asked of the peer is missing again; after TIMEOUTS_MAX in a row the
 *                                    peer is disconnected, `stalled`
 *   peer gone                     -> what was asked of it is missing again
 * Rules and their reasons:
 * - The window moves with the tip, so that blocks that cannot be connected yet are bounded on disk and in memory.
 * - A block is asked only of a peer whose best known block descends from it: others may not have it.
 * - The deadline counts from the last block that came, not from the question: a slow line that delivers steadily is
 *   not a stall. It doubles with each timeout, so that a line that is merely too slow for it gets its time.
 * - A peer whose hands are full is asked again when they are half empty, so that one question names several blocks.
 * - Peers without timeouts are preferred, then those with least to do, so that one slow peer does not hold the window.
 * - A block that comes after its deadline was asked for all the same, and is no offence.
 * Invariants: each block is asked of at most one peer at a time; at most BLOCKS_IN_FLIGHT_PER_PEER_MAX of each peer;
 * after all peers are gone nothing is in flight.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { LIMITS } from "@triad/protocol";
import { KNOWN_BLOCKS_MAX, KnownItems } from "./known-items.ts";
import { earlier, type Now, type PeerId, type PeerOutbox } from "./ports.ts";

/** Policy: how far ahead of the tip bodies are asked for; 16 peers with full hands. */
export const BLOCK_DOWNLOAD_WINDOW = 256;
/** Bounds what one peer holds: as many as one request names. */
export const BLOCKS_IN_FLIGHT_PER_PEER_MAX = LIMITS["get-blocks"].elementsMax ?? 1;
/**
 * Policy: bytes of blocks asked of one peer at a time, and served for one question. Half of what a host lets wait for
 * a slow reader, so that nobody is cut off for asking what it may ask.
 */
export const BLOCK_BYTES_IN_FLIGHT_MAX = 8_000_000;
/** Policy: 4 MB in ten seconds is 3 Mbit/s; slower lines get more after each timeout. */
export const BLOCK_TIMEOUT_MS = 10_000;
/** Policy: 10, 20, then 40 seconds without any block. */
export const TIMEOUTS_MAX = 3;
/** How far back every full node and miner serves blocks without a grant (docs/spec/network.md). */
export const RECENT_BLOCKS = 1_440;
/** Questions remembered for late answers: all that a peer can have been asked before it is disconnected. */
const LATE_ANSWERS_MAX = 4 * BLOCKS_IN_FLIGHT_PER_PEER_MAX;

/** A header whose body can be downloaded; chain's HeaderEntry is one. */
export interface BlockReference {
  readonly hash: Uint8Array;
  readonly height: number;
  readonly chainWork: bigint;
}

/** "all": the complete chain; "recent": the last RECENT_BLOCKS blocks; "none": no bodies (light nodes). */
export type BlockServing = "all" | "recent" | "none";

/** How many of a network's largest blocks may be asked of one peer at a time. */
export function blocksInFlightMax(maxBlockBytes: number): number {
  return Math.max(1, Math.min(BLOCKS_IN_FLIGHT_PER_PEER_MAX, Math.floor(BLOCK_BYTES_IN_FLIGHT_MAX / maxBlockBytes)));
}

export interface BlockDownloadPorts<Entry extends BlockReference> {
  readonly outbox: PeerOutbox;
  /** What better tips lack: of the best header chain in height order, within `limit` heights from the tip on; then others. */
  readonly wanted: (limit: number) => readonly Entry[];
  /** Whether `entry` is `of` or an ancestor of it. Called some times for each block and peer: let it be quick. */
  readonly isAncestor: (entry: Entry, of: Entry) => boolean;
  /** Blocks asked of one peer at a time; BLOCKS_IN_FLIGHT_PER_PEER_MAX unless given. */
  readonly inFlightMax?: number;
}

interface DownloadPeer<Entry> {
  serving: BlockServing;
  best: Entry | undefined;
  readonly inFlight: Set<HashKey>;
  readonly asked: KnownItems;
  /** Asked, and not here from this peer yet, be its deadline past or not. */
  readonly owed: KnownItems;
  readonly notFound: KnownItems;
  deadlineMs: number;
  timeouts: number;
  /** Its hands are full, and it is asked again when they are half empty: one question for several blocks. */
  isBusy: boolean;
}

export class BlockDownload<Entry extends BlockReference> {
  readonly #ports: BlockDownloadPorts<Entry>;
  readonly #peers = new Map<PeerId, DownloadPeer<Entry>>();
  /** Of whom each block is asked. Bounded by the peers' bounds. */
  readonly #askedOf = new Map<HashKey, PeerId>();

  constructor(ports: BlockDownloadPorts<Entry>) {
    this.#ports = ports;
  }

  peerReady(peer: PeerId, serving: BlockServing): void {
    this.#peers.set(peer, {
      serving,
      best: undefined,
      inFlight: new Set(),
      asked: new KnownItems(LATE_ANSWERS_MAX),
      owed: new KnownItems(LATE_ANSWERS_MAX),
      notFound: new KnownItems(KNOWN_BLOCKS_MAX),
      deadlineMs: 0,
      timeouts: 0,
      isBusy: false,
    });
  }

  peerGone(peer: PeerId, now: Now): void {
    const gone = this.#peers.get(peer);
    if (gone === undefined) return;
    this.#peers.delete(peer);
    for (const key of gone.inFlight) this.#askedOf.delete(key);
    this.schedule(now);
  }

  /** After an access reply: what it did not serve before, it may serve now. */
  servingChanged(peer: PeerId, serving: BlockServing, now: Now): void {
    const changed = this.#peers.get(peer);
    if (changed === undefined) return;
    changed.serving = serving;
    changed.notFound.clear();
    this.schedule(now);
  }

  /** The peer announced this block or sent its header; kept when it has more work than what was known of the peer. */
  peerHas(peer: PeerId, entry: Entry, now: Now): void {
    const owner = this.#peers.get(peer);
    if (owner === undefined) return;
    owner.notFound.delete(hashKey(entry.hash));
    if (owner.best === undefined || entry.chainWork > owner.best.chainWork) owner.best = entry;
    this.schedule(now);
  }

  /** To be called before the block is judged. "unrequested": the peer is disconnected. */
  received(peer: PeerId, hash: Uint8Array, now: Now): "requested" | "unrequested" {
    const from = this.#peers.get(peer);
    const key = hashKey(hash);
    if (from === undefined) return "unrequested";
    if (!from.inFlight.has(key) && !from.asked.has(key)) {
      this.#ports.outbox.disconnect(peer, "unrequested", "a block that was not asked for");
      return "unrequested";
    }
    // what came before is no sign of life: sent again and again, it would put off the deadline of a block kept back
    if (from.owed.has(key)) {
      from.owed.delete(key);
      from.timeouts = 0;
      from.deadlineMs = now.monotonicMs + BLOCK_TIMEOUT_MS;
    }
    this.#endRequest(peer, from, key);
    return "requested";
  }

  notFound(peer: PeerId, hashes: readonly Uint8Array[], now: Now): void {
    const from = this.#peers.get(peer);
    if (from === undefined) return;
    for (const hash of hashes) {
      const key = hashKey(hash);
      if (!from.inFlight.has(key)) continue;
      from.notFound.add(key);
      from.owed.delete(key);
      this.#endRequest(peer, from, key);
    }
    this.schedule(now);
  }

  /** The peer has shown this block, or one that stands on it. */
  isKnownToHave(peer: PeerId, entry: Entry): boolean {
    const best = this.#peers.get(peer)?.best;
    return best !== undefined && this.#ports.isAncestor(entry, best);
  }

  /** Somebody connected has this block, whether or not it may be asked for; who said that it hasn't does not count. */
  isOffered(entry: Entry): boolean {
    const key = hashKey(entry.hash);
    for (const { serving, best, notFound } of this.#peers.values()) {
      if (serving === "none" || best === undefined || !this.#ports.isAncestor(entry, best)) continue;
      const isOutOfReach = serving === "recent" && entry.height <= best.height - RECENT_BLOCKS;
      if (isOutOfReach || !notFound.has(key)) return true;
    }
    return false;
  }

  /** Blocks asked for and not yet here. */
  inFlight(): number {
    return this.#askedOf.size;
  }

  /** To be called when what is wanted may have changed: headers accepted, a body stored, a reorganisation. */
  schedule(now: Now): void {
    if (!this.#hasRoom()) return;
    const requests = new Map<PeerId, Uint8Array[]>();
    for (const entry of this.#ports.wanted(BLOCK_DOWNLOAD_WINDOW)) {
      const key = hashKey(entry.hash);
      if (this.#askedOf.has(key)) continue;
      const peer = this.#choosePeer(entry, key);
      if (peer === undefined) continue;
      this.#markAsked(peer, key, now);
      const hashes = requests.get(peer) ?? [];
      hashes.push(entry.hash);
      requests.set(peer, hashes);
      if (!this.#hasRoom()) break;
    }
    for (const [peer, hashes] of requests) this.#ports.outbox.send(peer, { kind: "get-blocks", hashes });
  }

  nextWake(): number | undefined {
    let next: number | undefined;
    for (const { inFlight, deadlineMs } of this.#peers.values())
      if (inFlight.size > 0) next = earlier(next, deadlineMs);
    return next;
  }

  wake(now: Now): void {
    const stalled: PeerId[] = [];
    for (const [peer, state] of this.#peers) {
      if (state.inFlight.size === 0 || state.deadlineMs > now.monotonicMs) continue;
      state.timeouts++;
      for (const key of [...state.inFlight]) this.#endRequest(peer, state, key);
      if (state.timeouts >= TIMEOUTS_MAX) stalled.push(peer);
    }
    // First the disconnections, so that nothing is asked of these peers again.
    for (const peer of stalled) this.#ports.outbox.disconnect(peer, "stalled", "blocks were asked for in vain");
    this.schedule(now);
  }

  #hasRoom(): boolean {
    for (const peer of this.#peers.values()) if (this.#hasRoomAt(peer)) return true;
    return false;
  }

  #hasRoomAt({ serving, isBusy }: DownloadPeer<Entry>): boolean {
    return serving !== "none" && !isBusy;
  }

  get #inFlightMax(): number {
    return this.#ports.inFlightMax ?? BLOCKS_IN_FLIGHT_PER_PEER_MAX;
  }

  #choosePeer(entry: Entry, key: HashKey): PeerId | undefined {
    let chosen: PeerId | undefined;
    let chosenState: DownloadPeer<Entry> | undefined;
    for (const [peer, state] of this.#peers) {
      if (!this.#hasRoomAt(state) || !this.#canServe(state, entry, key)) continue;
      if (chosenState !== undefined && !isLessBusy(state, chosenState)) continue;
      chosen = peer;
      chosenState = state;
    }
    return chosen;
  }

  #canServe(peer: DownloadPeer<Entry>, entry: Entry, key: HashKey): boolean {
    if (peer.best === undefined || peer.notFound.has(key) || entry.height > peer.best.height) return false;
    if (peer.serving === "recent" && entry.height <= peer.best.height - RECENT_BLOCKS) return false;
    return this.#ports.isAncestor(entry, peer.best);
  }

  #markAsked(peer: PeerId, key: HashKey, now: Now): void {
    const state = this.#peers.get(peer);
    if (state === undefined) return;
    if (state.inFlight.size === 0) state.deadlineMs = now.monotonicMs + BLOCK_TIMEOUT_MS * 2 ** state.timeouts;
    state.inFlight.add(key);
    state.asked.add(key);
    state.owed.add(key);
    this.#askedOf.set(key, peer);
    if (state.inFlight.size >= this.#inFlightMax) state.isBusy = true;
  }

  #endRequest(peer: PeerId, state: DownloadPeer<Entry>, key: HashKey): void {
    state.inFlight.delete(key);
    if (2 * state.inFlight.size <= this.#inFlightMax) state.isBusy = false;
    if (this.#askedOf.get(key) === peer) this.#askedOf.delete(key);
  }
}

function isLessBusy(a: DownloadPeer<unknown>, b: DownloadPeer<unknown>): boolean {
  return a.timeouts !== b.timeouts ? a.timeouts < b.timeouts : a.inFlight.size < b.inFlight.size;
}
