/**
 * New blocks, announced by their header.
 *
 * States: for each ready peer the blocks it is known to have.
 * Events: peer ready and gone; a peer knows a block (it announced or sent it, or was sent it); announce.
 * Rule: a block is announced once to each peer that is not known to have it, so never back to where it came from.
 * At once and without delay: each second in which miners do not know of a block is work thrown away.
 * Invariant: at most KNOWN_BLOCKS_MAX blocks are remembered for each peer.
 */
import { hashKey } from "@triad/chain";
import { KNOWN_BLOCKS_MAX, KnownItems } from "./known-items.ts";
import type { PeerId, PeerOutbox } from "./ports.ts";

export class BlockRelay {
  readonly #outbox: PeerOutbox;
  readonly #known = new Map<PeerId, KnownItems>();

  constructor(outbox: PeerOutbox) {
    this.#outbox = outbox;
  }

  peerReady(peer: PeerId): void {
    this.#known.set(peer, new KnownItems(KNOWN_BLOCKS_MAX));
  }

  peerGone(peer: PeerId): void {
    this.#known.delete(peer);
  }

  /** The peer announced this block, sent it, or was sent it (or its header). */
  peerKnows(peer: PeerId, hash: Uint8Array): void {
    this.#known.get(peer)?.add(hashKey(hash));
  }

  /**
   * `header`: 80 bytes. `peerHas`: what else tells that a peer has the block, such as a later one of the same chain.
   * Returns to how many peers it went.
   */
  announce(hash: Uint8Array, header: Uint8Array, peerHas: (peer: PeerId) => boolean = () => false): number {
    const key = hashKey(hash);
    // one object for all: whoever encodes it can do so once
    const message = { kind: "block-announcement", header } as const;
    let told = 0;
    for (const [peer, known] of this.#known) {
      if (!known.add(key) || peerHas(peer)) continue;
      this.#outbox.send(peer, message);
      told++;
    }
    return told;
  }
}
