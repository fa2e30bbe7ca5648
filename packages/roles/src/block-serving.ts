/** Bodies of blocks on their way out: who may download what from us, and a piece of the answer at a time. */
import { ANSWER_BYTES_MAX, type PeerOutbox, PIECE_BYTES, RECENT_BLOCKS } from "@triad/gossip";
import type { MessageOf } from "@triad/protocol";
import type { Now, PeerId } from "./seam.ts";

/** Why a block is not part of an answer: more bytes than one answer may have. */
export const TOO_MUCH = "too-much";

interface ServedBlock {
  readonly height: number;
  readonly hasBody: boolean;
  readonly isInvalid: boolean;
}

/** What serving needs of a BlockChain. */
export interface ServedChain {
  readonly tip: { readonly height: number };
  readonly headers: { get(hash: Uint8Array): ServedBlock | undefined };
  body(entry: ServedBlock): Uint8Array | undefined;
}

export interface BlockServingPorts {
  readonly outbox: PeerOutbox;
  readonly chain: ServedChain;
  /** Whether this node keeps all bodies and has granted them to the peer. */
  readonly mayHaveAll: (peer: PeerId) => boolean;
  /** Whether a peer without a grant may have one more old block by its hash. */
  readonly mayHaveOld: (peer: PeerId, now: Now) => boolean;
  readonly peerKnows: (peer: PeerId, hash: Uint8Array) => void;
}

/** How far an answer has come. */
export interface BlockAnswer {
  /** Of the question's hashes, how many are dealt with. */
  readonly done: number;
  readonly bytes: number;
  readonly refused: ReadonlyMap<string, readonly Uint8Array[]>;
}

const BEGINNING: BlockAnswer = { done: 0, bytes: 0, refused: new Map() };

export class BlockServing {
  readonly #ports: BlockServingPorts;

  constructor(ports: BlockServingPorts) {
    this.#ports = ports;
  }

  /** Sends blocks of some PIECE_BYTES; undefined: the answer is complete. What can't be had is told at its end. */
  answer(
    peer: PeerId,
    { hashes }: MessageOf<"get-blocks">,
    sofar: BlockAnswer = BEGINNING,
    now: Now,
  ): BlockAnswer | undefined {
    const refused = new Map(sofar.refused);
    let { done, bytes } = sofar;
    let isFull = refused.has(TOO_MUCH);
    while (done < hashes.length && bytes - sofar.bytes < PIECE_BYTES) {
      const hash = hashes[done] as Uint8Array;
      done += 1;
      // who asks expects blocks as large as the last ones; what is read for one question, and waits to be sent, is bounded
      let found = isFull ? TOO_MUCH : this.#servable(peer, hash, hashes.length === 1, now);
      if (typeof found !== "string" && bytes > 0 && bytes + found.length > ANSWER_BYTES_MAX) {
        isFull = true;
        found = TOO_MUCH;
      }
      if (typeof found === "string") refused.set(found, [...(refused.get(found) ?? []), hash]);
      else {
        bytes += found.length;
        this.#ports.peerKnows(peer, hash);
        this.#ports.outbox.send(peer, { kind: "block-reply", block: found });
      }
    }
    if (done < hashes.length) return { done, bytes, refused };
    for (const [code, missing] of refused) {
      this.#ports.outbox.send(peer, { kind: "blocks-not-found", hashes: missing, code });
    }
    return undefined;
  }

  #servable(peer: PeerId, hash: Uint8Array, isSingle: boolean, now: Now): Uint8Array | string {
    const { chain } = this.#ports;
    const entry = chain.headers.get(hash);
    if (entry === undefined || !entry.hasBody || entry.isInvalid) return "unknown-block";
    // a single block now and then is open to everybody; the complete chain has to be asked for
    const isOpen = entry.height > chain.tip.height - RECENT_BLOCKS || this.#ports.mayHaveAll(peer);
    if (!isOpen && !(isSingle && this.#ports.mayHaveOld(peer, now))) return "access-needed";
    return chain.body(entry) ?? "pruned";
  }
}
