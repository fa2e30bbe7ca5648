/**
 * Blocks fetched one by one by their hashes, each from a peer that is drawn: so a light node gets the few blocks in which
 * a filter has found something, and no peer sees more of them than its share.
 *
 * States of a wanted block: waiting; asked of one peer.
 * Events:
 *   want                           -> asked of a peer that is drawn among those that may have it and have room
 *   block, asked                   -> done (whether its body is the header's is for the caller to check)
 *   not found                      -> waiting; this peer is not asked for it again for REFUSAL_MS
 *   no answer for BLOCK_TIMEOUT_MS -> the peer is disconnected, `stalled`; waiting
 *   peer gone                      -> what it was asked for waits
 * Rules and their reasons:
 * - One hash in each question: single blocks are open to everybody (docs/spec/network.md), and two in one question would
 *   tell the peer that they belong together.
 * - A bad body ends the connection of its sender and is asked for again: `want` it once more.
 * Invariants: a block is asked of one peer at a time; nothing is asked that is no longer wanted.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { BLOCK_TIMEOUT_MS } from "./block-download.ts";
import { earlier, type Now, type PeerId, type PeerOutbox, type Randomness } from "./ports.ts";

/** Policy: while one comes, the next is under way. */
const BLOCKS_PER_PEER_MAX = 2;
/** Policy: how long until a peer that refused may have the block, or allows one more. */
const REFUSAL_MS = 10_000;
/** Late answers of a peer that are no offence; more were never asked for. */
const LATE_MAX = 16;

export interface SingleBlocksPorts {
  readonly outbox: PeerOutbox;
  readonly random: Randomness;
}

interface WantedBlock {
  readonly hash: Uint8Array;
  readonly height: number;
  asked: { readonly peer: PeerId; readonly deadlineMs: number } | undefined;
}

interface BlockPeer {
  height: number;
  open: number;
  /** Monotonic times until which it is not asked for these again. */
  readonly refused: Map<HashKey, number>;
  /** Asked for and no longer wanted. */
  readonly late: Set<HashKey>;
}

export class SingleBlocks {
  readonly #ports: SingleBlocksPorts;
  /** In the order in which they are wanted. */
  readonly #wanted = new Map<HashKey, WantedBlock>();
  readonly #peers = new Map<PeerId, BlockPeer>();

  constructor(ports: SingleBlocksPorts) {
    this.#ports = ports;
  }

  /** It has bodies, and says that its tip has this height. */
  peerReady(peer: PeerId, height: number, now: Now): void {
    this.#peers.set(peer, { height, open: 0, refused: new Map(), late: new Set() });
    this.#schedule(now);
  }

  peerHas(peer: PeerId, height: number, now: Now): void {
    const state = this.#peers.get(peer);
    if (state === undefined || height <= state.height) return;
    state.height = height;
    this.#schedule(now);
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#peers.delete(peer);
    for (const block of this.#wanted.values()) if (block.asked?.peer === peer) block.asked = undefined;
    this.#schedule(now);
  }

  get size(): number {
    return this.#wanted.size;
  }

  want(hash: Uint8Array, height: number, now: Now): void {
    const key = hashKey(hash);
    if (this.#wanted.has(key)) return;
    this.#wanted.set(key, { hash, height, asked: undefined });
    this.#schedule(now);
  }

  /** Those for which it is false are no longer wanted. */
  keep(isWanted: (hash: Uint8Array) => boolean): void {
    for (const [key, { hash, asked }] of [...this.#wanted]) {
      if (isWanted(hash)) continue;
      this.#wanted.delete(key);
      if (asked !== undefined) this.#rememberLate(asked.peer, key);
    }
  }

  /** "late": it was asked for and is no longer wanted; "unrequested": it was not asked for here. */
  received(peer: PeerId, hash: Uint8Array, now: Now): "wanted" | "late" | "unrequested" {
    const key = hashKey(hash);
    const state = this.#peers.get(peer);
    const block = this.#wanted.get(key);
    if (state === undefined || block?.asked?.peer !== peer) {
      if (state?.late.delete(key) !== true) return "unrequested";
      state.open -= 1;
      this.#schedule(now);
      return "late";
    }
    this.#wanted.delete(key);
    state.open -= 1;
    this.#schedule(now);
    return "wanted";
  }

  /** The hashes that were asked for here. */
  notFound(peer: PeerId, hashes: readonly Uint8Array[], now: Now): readonly Uint8Array[] {
    const state = this.#peers.get(peer);
    if (state === undefined) return [];
    const found = hashes.filter((hash) => {
      const key = hashKey(hash);
      const block = this.#wanted.get(key);
      const isAsked = block?.asked?.peer === peer;
      if (!isAsked && !state.late.delete(key)) return false;
      state.open -= 1;
      if (block === undefined || !isAsked) return true;
      block.asked = undefined;
      state.refused.set(key, now.monotonicMs + REFUSAL_MS);
      return true;
    });
    this.#schedule(now);
    return found;
  }

  nextWake(): number | undefined {
    let next: number | undefined;
    let waits = false;
    for (const { asked } of this.#wanted.values()) {
      if (asked === undefined) waits = true;
      else next = earlier(next, asked.deadlineMs);
    }
    if (!waits) return next;
    for (const { refused } of this.#peers.values())
      for (const untilMs of refused.values()) next = earlier(next, untilMs);
    return next;
  }

  wake(now: Now): void {
    for (const { refused } of this.#peers.values()) {
      for (const [key, untilMs] of [...refused]) if (now.monotonicMs >= untilMs) refused.delete(key);
    }
    const late = new Set<PeerId>();
    for (const { asked } of this.#wanted.values()) {
      if (asked !== undefined && now.monotonicMs >= asked.deadlineMs) late.add(asked.peer);
    }
    for (const peer of late) this.#ports.outbox.disconnect(peer, "stalled", "a block did not come");
    this.#schedule(now);
  }

  #schedule(now: Now): void {
    for (const [key, block] of this.#wanted) {
      if (block.asked !== undefined) continue;
      const peer = this.#draw(key, block.height);
      const state = peer === undefined ? undefined : this.#peers.get(peer);
      if (peer === undefined || state === undefined) continue;
      state.open += 1;
      block.asked = { peer, deadlineMs: now.monotonicMs + BLOCK_TIMEOUT_MS };
      this.#ports.outbox.send(peer, { kind: "get-blocks", hashes: [block.hash] });
    }
  }

  #draw(key: HashKey, height: number): PeerId | undefined {
    const able = [...this.#peers].filter(
      ([, state]) => state.open < BLOCKS_PER_PEER_MAX && state.height >= height && !state.refused.has(key),
    );
    return able[able.length < 2 ? 0 : this.#ports.random.integer(able.length)]?.[0];
  }

  #rememberLate(peer: PeerId, key: HashKey): void {
    const late = this.#peers.get(peer)?.late;
    late?.add(key);
    for (const oldest of late ?? []) {
      if ((late?.size ?? 0) <= LATE_MAX) break;
      late?.delete(oldest);
    }
  }
}
