/**
 * New blocks, announced by their header or as compact blocks.
 *
 * States: for each ready peer the blocks it is known to have, and whether it takes compact blocks.
 * Events: peer ready and gone; a peer knows a block (it announced or sent it, or was sent it); forward, announce.
 * Rule: a block is announced once to each peer that is not known to have it, so never back to where it came from.
 * At once and without delay: each second in which miners do not know of a block is work thrown away.
 * A compact block goes to every peer that takes them, and not, as BIP-152 has it, to three that were asked to send so:
 * on a link that has carried the transactions' announcements of 32 bytes each, 6 bytes more save a round trip wherever
 * the block arrives first. Only to a peer that is known to have its parent: another could do nothing with it.
 * Invariant: at most KNOWN_BLOCKS_MAX blocks are remembered for each peer.
 */
import { hashKey } from "@triad/chain";
import type { MessageOf } from "@triad/protocol";
import { KNOWN_BLOCKS_MAX, KnownItems } from "./known-items.ts";
import type { PeerId, PeerOutbox } from "./ports.ts";

export interface ForwardedBlock {
  readonly hash: Uint8Array;
  readonly parent: Uint8Array;
  /** Made when the first peer needs it. */
  readonly compact: () => MessageOf<"compact-block">;
}

/** What else tells that a peer has a block, such as a later one of the same chain. */
export interface PeerHas {
  readonly block: (peer: PeerId) => boolean;
  readonly parent: (peer: PeerId) => boolean;
}

export class BlockRelay {
  readonly #outbox: PeerOutbox;
  readonly #known = new Map<PeerId, KnownItems>();
  readonly #takesCompact = new Set<PeerId>();

  constructor(outbox: PeerOutbox) {
    this.#outbox = outbox;
  }

  peerReady(peer: PeerId, takes: "headers" | "compact-blocks" = "headers"): void {
    this.#known.set(peer, new KnownItems(KNOWN_BLOCKS_MAX));
    if (takes === "compact-blocks") this.#takesCompact.add(peer);
  }

  peerGone(peer: PeerId): void {
    this.#known.delete(peer);
    this.#takesCompact.delete(peer);
  }

  /** The peer announced this block, sent it, or was sent it (or its header). */
  peerKnows(peer: PeerId, hash: Uint8Array): void {
    this.#known.get(peer)?.add(hashKey(hash));
  }

  /** As a compact block, to the peers that can use it; the others hear of it by `announce`. Returns to whom it went. */
  forward({ hash, parent, compact }: ForwardedBlock, peerHas: PeerHas): readonly PeerId[] {
    const [key, parentKey] = [hashKey(hash), hashKey(parent)];
    const told: PeerId[] = [];
    // one object for all: whoever encodes it can do so once
    let message: MessageOf<"compact-block"> | undefined;
    for (const peer of this.#takesCompact) {
      const known = this.#known.get(peer);
      if (known === undefined || known.has(key) || peerHas.block(peer)) continue;
      if (!known.has(parentKey) && !peerHas.parent(peer)) continue;
      known.add(key);
      message ??= compact();
      this.#outbox.send(peer, message);
      told.push(peer);
    }
    return told;
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
