/**
 * Compact blocks in and out of a node that validates: rebuilt from the pool, handed to the chain like any other block,
 * and passed on before they are validated in full.
 *
 * What is passed on: a block that stands on the own tip, once the node has caught up, as soon as work and root hold: then
 * these are the bytes that a miner paid work for. A hop so costs neither the checks of transactions nor coins and
 * signatures. Whoever passes on so vouches for the work only, and is not blamed for what validation finds.
 *
 * A rebuilt block that was passed on is judged at the beginning of the next turn, since what is sent leaves at the end of
 * this one: nothing is asked about it, and no copy of it looked at, before that.
 */
import { hashKey } from "@triad/chain";
import { type BlockChain, isCommittedTo } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { sha256dMany } from "@triad/crypto";
import {
  type BlockCandidate,
  type BlockRelay,
  CompactBlocks,
  KNOWN_BLOCKS_MAX,
  KnownItems,
  makeCompactBlock,
  type PeerOutbox,
} from "@triad/gossip";
import type { Mempool } from "@triad/mempool";
import {
  type Block,
  COMPACT_NONCE_BYTES,
  DecodeError,
  hashHeader,
  type MessageOf,
  readBlock,
  writeBlock,
} from "@triad/protocol";
import type { Now, PeerId, Randomness } from "./seam.ts";

/** Compact blocks whose missing transactions a peer may still ask for: the latest ones. */
const OFFERS_MAX = 16;

type CompactBlock = MessageOf<"compact-block">;

export interface CompactDeskPorts {
  readonly outbox: PeerOutbox;
  readonly randomness: Randomness;
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly blockRelay: BlockRelay;
  readonly maxBlockBytes: number;
  readonly hasCaughtUp: () => boolean;
  /** Takes the header of a compact block as one that was announced. */
  readonly headerAnnounced: (peer: PeerId, header: Uint8Array, now: Now) => void;
  /** The peer has shown this block or one that stands on it. */
  readonly peerHas: (peer: PeerId, entry: HeaderEntry) => boolean;
  /** What is to be downloaded whole may have changed. */
  readonly schedule: (now: Now) => void;
}

interface CompactPeer {
  /** Blocks that it sent as compact blocks. */
  readonly sentUs: KnownItems;
  /** Blocks that it got so, and whose transactions it has not asked for. */
  readonly mayAsk: KnownItems;
}

export class CompactDesk {
  readonly blocks: CompactBlocks;
  readonly #ports: CompactDeskPorts;
  readonly #peers = new Map<PeerId, CompactPeer>();
  /** The block whose header is being looked at: it must not be asked for whole meanwhile. */
  #arriving: Uint8Array | undefined;
  #hasForwarded = false;
  /** Passed on in the last turn; at most REBUILDS_MAX, since each was being rebuilt. */
  #unjudged: readonly { readonly entry: HeaderEntry; readonly block: Block }[] = [];

  constructor(ports: CompactDeskPorts) {
    this.#ports = ports;
    this.blocks = new CompactBlocks({
      outbox: ports.outbox,
      candidates: () => candidatesOf(ports.pool),
      rebuilt: (compact, transactions, now) => this.#rebuilt(compact, transactions, now),
      fellBack: (_hash, now) => ports.schedule(now),
    });
  }

  peerReady(peer: PeerId): void {
    this.#peers.set(peer, { sentUs: new KnownItems(KNOWN_BLOCKS_MAX), mayAsk: new KnownItems(OFFERS_MAX) });
    this.blocks.peerReady(peer);
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#peers.delete(peer);
    this.blocks.peerGone(peer, now);
  }

  /** While the chain is still being downloaded, and for a block without its parent, it is an announcement and no more. */
  received(peer: PeerId, compact: CompactBlock, now: Now): void {
    const hash = hashHeader(compact.header);
    this.#peers.get(peer)?.sentUs.add(hashKey(hash));
    if (this.#ports.hasCaughtUp()) this.#arriving = hash;
    this.#ports.headerAnnounced(peer, compact.header, now);
    if (this.#arriving === undefined) return;
    this.#arriving = undefined;
    const isTaken = this.#isWorthRebuilding(hash) && this.blocks.offered(peer, hash, compact, now) === "taken";
    if (!isTaken) this.#ports.schedule(now);
  }

  /** Serves what the peer lacks of a block that it got from here, once. */
  transactionsAsked(peer: PeerId, { hash, indexes }: MessageOf<"get-block-transactions">): void {
    const { outbox, chain } = this.#ports;
    const key = hashKey(hash);
    const mayAsk = this.#peers.get(peer)?.mayAsk;
    const entry = mayAsk?.has(key) === true ? chain.headers.get(hash) : undefined;
    mayAsk?.delete(key);
    const body = entry === undefined || entry.isInvalid ? undefined : chain.body(entry);
    const block = body === undefined ? undefined : readBlock(body);
    if (block === undefined || block instanceof DecodeError) {
      outbox.send(peer, { kind: "blocks-not-found", hashes: [hash], code: "unknown-block" });
      return;
    }
    const transactions = indexes.flatMap((index) => block.transactions[index] ?? []);
    if (transactions.length === indexes.length) outbox.send(peer, { kind: "block-transactions", hash, transactions });
    else outbox.disconnect(peer, "protocol-error", "transactions were asked for beyond the end of a block");
  }

  /** Being rebuilt, or about to be: no need to ask for all of it. */
  isRebuilding(entry: HeaderEntry): boolean {
    if (this.#arriving !== undefined && hashKey(this.#arriving) === hashKey(entry.hash)) return true;
    return this.blocks.isRebuilding(entry.hash) || this.#unjudged.some((waiting) => waiting.entry === entry);
  }

  /** The peer may have passed the block on before it had validated it. */
  hasForwarded(peer: PeerId, hash: Uint8Array): boolean {
    return this.#peers.get(peer)?.sentUs.has(hashKey(hash)) ?? false;
  }

  /** The chain has taken this body, however it came: it is passed on at once if it is to be the next tip. */
  bodyAccepted(entry: HeaderEntry): void {
    this.blocks.forget(entry.hash);
    this.#forwardIfNext(entry, () => this.#compactOfBody(entry));
  }

  /** Fully validated: for those who did not hear of it before. */
  tipChanged(tip: HeaderEntry): void {
    const { chain, blockRelay, peerHas } = this.#ports;
    if (tip.parent !== undefined) this.#forward(tip, tip.parent, () => this.#compactOfBody(tip));
    blockRelay.announce(tip.hash, chain.headers.headerBytes(tip), (peer) => peerHas(peer, tip));
  }

  /** What the last turn passed on comes into the chain, or is downloaded whole to find out who is to blame. */
  judgeForwarded(now: Now): void {
    const unjudged = this.#unjudged;
    this.#unjudged = [];
    for (const { block } of unjudged) this.#judge(block, now);
  }

  /** True once after a block was passed on: what was sent goes out before the node turns to the block itself. */
  takeForwarded(): boolean {
    const hasForwarded = this.#hasForwarded;
    this.#hasForwarded = false;
    return hasForwarded;
  }

  #isWorthRebuilding(hash: Uint8Array): boolean {
    const { headers, tip } = this.#ports.chain;
    const entry = headers.get(hash);
    if (entry?.parent === undefined || entry.hasBody || entry.isInvalid) return false;
    return entry.chainWork > tip.chainWork && headers.hasChainOfBodies(entry.parent);
  }

  #rebuilt({ header, commitments }: CompactBlock, transactions: readonly Uint8Array[], now: Now): "taken" | "mutated" {
    // what short ids name in a pool can be more than any block; a block that is too long is judged when it comes whole
    const size = transactions.reduce((sum, { length }) => sum + length, 0);
    if (size > this.#ports.maxBlockBytes) return "mutated";
    const entry = this.#ports.chain.headers.get(hashHeader(header));
    const wtxids = sha256dMany(transactions);
    if (entry === undefined || !isCommittedTo(commitments, wtxids, entry)) return "mutated";
    const block = { header, commitments, transactions };
    const isForwarded = this.#forwardIfNext(entry, () => this.#compactOf(block, wtxids));
    if (isForwarded) this.#unjudged = [...this.#unjudged, { entry, block }];
    else this.#judge(block, now);
    return "taken";
  }

  #judge(block: Block, now: Now): void {
    const outcome = this.#ports.chain.acceptBlock(writeBlock(block), Math.floor(now.unixMs / 1000));
    if (outcome.kind === "accepted") this.bodyAccepted(outcome.entry);
    this.#ports.schedule(now);
  }

  #forwardIfNext(entry: HeaderEntry, compact: () => CompactBlock): boolean {
    if (entry.parent !== this.#ports.chain.tip || entry.isInvalid) return false;
    const isForwarded = this.#forward(entry, entry.parent, compact);
    if (isForwarded) this.#hasForwarded = true;
    return isForwarded;
  }

  /** True when it went to somebody. */
  #forward(entry: HeaderEntry, parent: HeaderEntry, compact: () => CompactBlock): boolean {
    const { blockRelay, hasCaughtUp, peerHas } = this.#ports;
    if (!hasCaughtUp()) return false;
    const told = blockRelay.forward(
      { hash: entry.hash, parent: parent.hash, compact },
      {
        block: (peer) => peerHas(peer, entry),
        // everybody has genesis
        parent: (peer) => parent.height === 0 || peerHas(peer, parent),
      },
    );
    for (const peer of told) this.#peers.get(peer)?.mayAsk.add(hashKey(entry.hash));
    return told.length > 0;
  }

  #compactOfBody(entry: HeaderEntry): CompactBlock {
    const body = this.#ports.chain.body(entry);
    const block = body === undefined ? undefined : readBlock(body);
    if (block === undefined || block instanceof DecodeError) throw new Error("a body that was just taken can be read");
    return this.#compactOf(block, sha256dMany(block.transactions));
  }

  #compactOf(block: Block, wtxids: readonly Uint8Array[]): CompactBlock {
    return makeCompactBlock(block, wtxids, this.#ports.randomness.bytes(COMPACT_NONCE_BYTES));
  }
}

function* candidatesOf(pool: Mempool): Iterable<BlockCandidate> {
  for (const { tx } of pool.entries()) yield tx;
}
