/**
 * Which block bodies to ask of whom.
 *
 * States of a wanted block: missing, asked (of one peer).
 * States of a peer: what it serves; the best block it is known to have; the questions it has not answered yet; a
 * deadline while there are some.
 * Events:
 *   schedule                      -> missing blocks of the window are asked of peers that have room
 *   received, asked               -> done; the deadline begins anew
 *   received, never asked         -> disconnected, `unrequested`
 *   not found                     -> missing; not asked of this peer again, unless it announces the block or its
 *                                    serving changes
 *   too much for one answer       -> missing; the peer may be asked again, once for each block that it gives
 *   deadline                      -> all that was asked of the peer is missing again; after TIMEOUTS_MAX in a row the
 *                                    peer is disconnected, `stalled`
 *   holds up the others           -> the same as a deadline; if it has never given a block, and others have, it is
 *                                    disconnected at once
 *   peer gone                     -> what was asked of it is missing again
 * Rules and their reasons:
 * - The window moves with the tip, so that blocks that cannot be connected yet are bounded on disk and in memory.
 * - A block is asked only of a peer whose best known block descends from it: others may not have it.
 * - A question names as many blocks as are expected to make QUESTION_BYTES (question-size.ts): of empty blocks so many
 *   that a round trip hardly counts, of the largest ones a few. At most QUESTIONS_PER_PEER_MAX are unanswered, so that
 *   one is being answered while the next is on its way.
 * - The deadline counts from the last block that came, not from the question: a slow line that delivers steadily is
 *   not a stall. It doubles with each timeout, so that a line that is merely too slow for it gets its time.
 * - A peer holds up the others when one of them has nothing to do and could give the lowest missing block, but that one
 *   was asked of a peer that has been quiet for long: the window can't move for it alone. How long is long doubles with
 *   each such case and shrinks again with each block that comes, as in Bitcoin Core: on a slow line of our own all are
 *   slow, and must not be sent away one after the other. A question that is not answered after HOLD_UPS_OF_QUESTION times
 *   that is a case as well: giving one small block now and then would hold up all the others for as long as one likes.
 * - Peers without timeouts are preferred, then those that held up the others least often, then those with least to do,
 *   so that one slow peer does not hold the window.
 *   A peer with timeouts is asked for one block at a time until it gives one.
 * - A block that comes after its deadline was asked for all the same, and is no offence.
 * Invariants: each block is asked of at most one peer at a time; at most QUESTIONS_PER_PEER_MAX questions of each peer;
 * after all peers are gone nothing is in flight.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { KNOWN_BLOCKS_MAX, KnownItems } from "./known-items.ts";
import { earlier, type Now, type PeerId, type PeerOutbox } from "./ports.ts";
import { QUESTION_BLOCKS_MAX, QUESTIONS_PER_PEER_MAX, QuestionSize } from "./question-size.ts";

/** Policy: how far ahead of the tip bodies are asked for; two peers with full hands, when blocks are small. */
export const BLOCK_DOWNLOAD_WINDOW = 256;
/** Bounds what one peer holds, however small blocks are. */
export const BLOCKS_IN_FLIGHT_PER_PEER_MAX = QUESTIONS_PER_PEER_MAX * QUESTION_BLOCKS_MAX;
/** Policy: 4 MB in ten seconds is 3 Mbit/s; slower lines get more after each timeout. */
export const BLOCK_TIMEOUT_MS = 10_000;
/** Policy: 10, 20, then 40 seconds without any block. */
export const TIMEOUTS_MAX = 3;
/** Policy, as in Bitcoin Core: how long a peer may be quiet at first when all others wait for it. */
export const HOLD_UP_MS = 2_000;
/** Policy: a question brings QUESTION_BYTES at most; in ten seconds, as BLOCK_TIMEOUT_MS. */
const HOLD_UPS_OF_QUESTION = BLOCK_TIMEOUT_MS / HOLD_UP_MS;
/** By each block that comes, what a case has doubled shrinks to so much of it: four blocks undo one case. */
const HOLD_UP_DECAY = 0.85;
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

export interface BlockDownloadPorts<Entry extends BlockReference> {
  readonly outbox: PeerOutbox;
  /** What better tips lack: of the best header chain in height order, within `limit` heights from the tip on; then others. */
  readonly wanted: (limit: number) => readonly Entry[];
  /** Whether `entry` is `of` or an ancestor of it. Called some times for each block and peer: let it be quick. */
  readonly isAncestor: (entry: Entry, of: Entry) => boolean;
  /** Of the network: what the first bodies are expected to have. */
  readonly maxBlockBytes: number;
}

interface Question {
  /** What it names and has not come. */
  readonly missing: Set<HashKey>;
  readonly hashes: Uint8Array[];
  /** It was asked, or the one before it was answered. */
  sinceMs: number;
}

interface DownloadPeer<Entry> {
  serving: BlockServing;
  best: Entry | undefined;
  readonly inFlight: Set<HashKey>;
  readonly asked: KnownItems;
  /** Asked, and not here from this peer yet, be its deadline past or not. */
  readonly owed: KnownItems;
  readonly notFound: KnownItems;
  /** Not answered yet, oldest first. */
  questions: Question[];
  /** The last of them while it is being put together. */
  open: Question | undefined;
  /** The last block came, or something was asked of it when it had nothing to do. */
  busySinceMs: number;
  deadlineMs: number;
  timeouts: number;
  /** How often the others had to wait for it. */
  heldUp: number;
  hasEverGiven: boolean;
  /** It gave a block since it last said that a question was too much. */
  mayRefuse: boolean;
}

export class BlockDownload<Entry extends BlockReference> {
  readonly #ports: BlockDownloadPorts<Entry>;
  readonly #peers = new Map<PeerId, DownloadPeer<Entry>>();
  /** Of whom each block is asked. Bounded by the peers' bounds. */
  readonly #askedOf = new Map<HashKey, PeerId>();
  readonly #questionSize: QuestionSize;
  /** How long a peer may be quiet when others wait for it. */
  #holdUpMs = HOLD_UP_MS;
  /** Who holds up the others, since the last schedule. */
  #holder: PeerId | undefined;

  constructor(ports: BlockDownloadPorts<Entry>) {
    this.#ports = ports;
    this.#questionSize = new QuestionSize(ports.maxBlockBytes);
  }

  peerReady(peer: PeerId, serving: BlockServing): void {
    this.#peers.set(peer, {
      serving,
      best: undefined,
      inFlight: new Set(),
      asked: new KnownItems(LATE_ANSWERS_MAX),
      owed: new KnownItems(LATE_ANSWERS_MAX),
      notFound: new KnownItems(KNOWN_BLOCKS_MAX),
      questions: [],
      open: undefined,
      busySinceMs: 0,
      deadlineMs: 0,
      timeouts: 0,
      heldUp: 0,
      hasEverGiven: false,
      mayRefuse: true,
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

  /** To be called before the block, of so many bytes, is judged. "unrequested": the peer is disconnected. */
  received(peer: PeerId, hash: Uint8Array, bytes: number, now: Now): "requested" | "unrequested" {
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
      from.hasEverGiven = true;
      from.mayRefuse = true;
      from.busySinceMs = now.monotonicMs;
      from.deadlineMs = now.monotonicMs + BLOCK_TIMEOUT_MS;
      this.#holdUpMs = Math.max(HOLD_UP_MS, this.#holdUpMs * HOLD_UP_DECAY);
      this.#questionSize.bodyCame(bytes);
    }
    this.#endRequest(peer, from, key, now);
    return "requested";
  }

  /** `isTooMuch`: it has them, but not for one answer. */
  notFound(peer: PeerId, hashes: readonly Uint8Array[], isTooMuch: boolean, now: Now): void {
    const from = this.#peers.get(peer);
    if (from === undefined) return;
    const isLater = isTooMuch && from.mayRefuse;
    if (isTooMuch) from.mayRefuse = false;
    for (const hash of hashes) {
      const key = hashKey(hash);
      if (!from.inFlight.has(key)) continue;
      if (!isLater) from.notFound.add(key);
      from.owed.delete(key);
      this.#endRequest(peer, from, key, now);
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
    this.#holder = undefined;
    if (!this.#hasRoom()) return;
    let lowestAsked: Entry | undefined;
    for (const entry of this.#ports.wanted(BLOCK_DOWNLOAD_WINDOW)) {
      const key = hashKey(entry.hash);
      if (this.#askedOf.has(key)) {
        lowestAsked ??= entry;
        continue;
      }
      const peer = this.#choosePeer(entry, key);
      if (peer === undefined) continue;
      this.#add(peer, entry, key, now);
      if (!this.#hasRoom()) break;
    }
    for (const [peer, state] of this.#peers) this.#sendOpen(peer, state);
    if (lowestAsked !== undefined) this.#holder = this.#findHolder(lowestAsked);
  }

  nextWake(): number | undefined {
    let next: number | undefined;
    for (const { inFlight, deadlineMs } of this.#peers.values())
      if (inFlight.size > 0) next = earlier(next, deadlineMs);
    return earlier(next, this.#holdUpEndsMs);
  }

  wake(now: Now): void {
    const isHeldUp = this.#holdUpEndsMs !== undefined && this.#holdUpEndsMs <= now.monotonicMs;
    const holder = isHeldUp ? this.#holder : undefined;
    const othersGive = [...this.#peers.values()].some(({ hasEverGiven }) => hasEverGiven);
    const stalled: PeerId[] = [];
    for (const [peer, state] of this.#peers) {
      if (peer !== holder && (state.inFlight.size === 0 || state.deadlineMs > now.monotonicMs)) continue;
      state.timeouts++;
      if (peer === holder) state.heldUp++;
      const isOfNoUse = peer === holder && othersGive && !state.hasEverGiven;
      for (const key of [...state.inFlight]) this.#endRequest(peer, state, key, now);
      if (state.timeouts >= TIMEOUTS_MAX || isOfNoUse) stalled.push(peer);
    }
    if (isHeldUp) this.#holdUpMs = Math.min(BLOCK_TIMEOUT_MS, 2 * this.#holdUpMs);
    this.#holder = undefined;
    // First the disconnections, so that nothing is asked of these peers again.
    for (const peer of stalled) this.#ports.outbox.disconnect(peer, "stalled", "blocks were asked for in vain");
    this.schedule(now);
  }

  /** Whom the lowest missing block was asked of, if another peer has nothing else to do and could give it. */
  #findHolder(lowest: Entry): PeerId | undefined {
    const key = hashKey(lowest.hash);
    const holder = this.#askedOf.get(key);
    for (const [peer, state] of this.#peers) {
      const isIdle = state.inFlight.size === 0 && state.timeouts === 0;
      if (peer !== holder && isIdle && this.#hasRoomAt(state) && this.#canServe(state, lowest, key)) return holder;
    }
    return undefined;
  }

  get #holdUpEndsMs(): number | undefined {
    const holder = this.#holder === undefined ? undefined : this.#peers.get(this.#holder);
    const oldest = holder?.questions[0];
    if (holder === undefined || oldest === undefined) return undefined;
    return Math.min(holder.busySinceMs + this.#holdUpMs, oldest.sinceMs + HOLD_UPS_OF_QUESTION * this.#holdUpMs);
  }

  #hasRoom(): boolean {
    for (const peer of this.#peers.values()) if (this.#hasRoomAt(peer)) return true;
    return false;
  }

  #hasRoomAt(peer: DownloadPeer<Entry>): boolean {
    if (peer.serving === "none") return false;
    return peer.open !== undefined || peer.questions.length < (peer.timeouts > 0 ? 1 : QUESTIONS_PER_PEER_MAX);
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

  /** To what the peer is about to be asked. */
  #add(peer: PeerId, entry: Entry, key: HashKey, now: Now): void {
    const state = this.#peers.get(peer);
    if (state === undefined) return;
    if (state.inFlight.size === 0) {
      state.busySinceMs = now.monotonicMs;
      state.deadlineMs = now.monotonicMs + BLOCK_TIMEOUT_MS * 2 ** state.timeouts;
    }
    if (state.open === undefined) {
      state.open = { missing: new Set(), hashes: [], sinceMs: now.monotonicMs };
      state.questions.push(state.open);
    }
    state.open.missing.add(key);
    state.open.hashes.push(entry.hash);
    state.inFlight.add(key);
    state.asked.add(key);
    state.owed.add(key);
    this.#askedOf.set(key, peer);
    const blocksMax = state.timeouts > 0 ? 1 : this.#questionSize.blocks;
    if (state.open.hashes.length >= blocksMax) this.#sendOpen(peer, state);
  }

  #sendOpen(peer: PeerId, state: DownloadPeer<Entry>): void {
    if (state.open === undefined) return;
    const { hashes } = state.open;
    state.open = undefined;
    this.#ports.outbox.send(peer, { kind: "get-blocks", hashes });
  }

  #endRequest(peer: PeerId, state: DownloadPeer<Entry>, key: HashKey, now: Now): void {
    state.inFlight.delete(key);
    for (const { missing } of state.questions) missing.delete(key);
    const [first] = state.questions;
    state.questions = state.questions.filter(({ missing }) => missing.size > 0);
    const [oldest] = state.questions;
    if (oldest !== undefined && oldest !== first) oldest.sinceMs = now.monotonicMs;
    if (this.#askedOf.get(key) === peer) this.#askedOf.delete(key);
  }
}

function isLessBusy(a: DownloadPeer<unknown>, b: DownloadPeer<unknown>): boolean {
  if (a.timeouts !== b.timeouts) return a.timeouts < b.timeouts;
  return a.heldUp !== b.heldUp ? a.heldUp < b.heldUp : a.inFlight.size < b.inFlight.size;
}
