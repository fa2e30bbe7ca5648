/**
 * Blocks rebuilt from short ids and the own pool (after BIP-152), and whom to ask for what is missing.
 *
 * States of a block: not here; asked (one peer, for the transactions missing in its copy, with a deadline) with further
 * peers' copies waiting.
 * States of a peer: the blocks of which its copy was looked at; questions that it may still answer; failures in a row.
 * Events:
 *   offered, all is here          -> rebuilt, whoever else is being asked
 *   offered, some are missing     -> asked of the sender; while another is asked, the copy waits
 *   offered, more are missing than a question may name, or two places have one short id -> the next copy
 *   transactions, as asked        -> rebuilt
 *   transactions, another number  -> disconnected, `protocol-error`; the next copy
 *   transactions, late            -> ignored
 *   transactions, never asked, or answered before -> disconnected, `unrequested`
 *   not found, peer gone, deadline -> the next copy
 *   rebuilt, but not what the header commits to -> the next copy
 *   no copy is left               -> fallen back: the whole block is downloaded like any other
 *   forget (it came whole)        -> not here
 * Rules and their reasons:
 * - A copy that leads to another body than the header's is no offence: two transactions may have one short id by chance.
 *   It counts as a failure, as a deadline does, and a peer with FAILURES_MAX of them in a row is heard as if it announced
 *   headers: it can hold blocks up a few times and not for ever.
 * - One question at a time for each block, so that nothing is sent twice; its deadline is short, since others wait.
 * - One copy of each block is looked at for each peer: looking costs a pass over the pool.
 * - Who sends a block so has not validated it, and is never blamed for what validation finds: the header's work was paid.
 * Invariants: at most REBUILDS_MAX blocks, REBUILDS_PER_PEER_MAX asked of one peer, COPIES_WAITING_MAX waiting copies of
 * each; nothing is kept of a peer that is gone; every block that was taken ends rebuilt, forgotten or fallen back.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { type MessageOf, MISSING_TRANSACTIONS_MAX } from "@triad/protocol";
import { type BlockCandidate, type CompactFilling, complete, fillFrom } from "./compact-filling.ts";
import { KnownItems } from "./known-items.ts";
import { earlier, type Now, type PeerId, type PeerOutbox } from "./ports.ts";

/** Policy: miners find one block at a time; rivals are rare, and each costs a block's work. */
export const REBUILDS_MAX = 4;
/** Policy: a peer that is slow with one block leaves room for others'. */
export const REBUILDS_PER_PEER_MAX = 2;
/** Policy: with the one that is asked, three as in Bitcoin Core; at most 0.5 MB each. */
export const COPIES_WAITING_MAX = 2;
/** Policy: half a megabyte comes in 1.3 seconds at 3 Mbit/s; beyond, another peer is likely to be quicker. */
export const MISSING_TIMEOUT_MS = 2_000;
/** Policy: once may be chance, thrice in a row is not. */
export const FAILURES_MAX = 3;
/** Blocks of which a peer's copy was looked at: more than can be new in the time of a few blocks. */
const LOOKED_AT_MAX = 64;

type CompactBlock = MessageOf<"compact-block">;

export interface CompactBlocksPorts {
  readonly outbox: PeerOutbox;
  /** What may be in a block: the pool. */
  readonly candidates: () => Iterable<BlockCandidate>;
  /** All transactions of the block, in order. "mutated": they are not what the header commits to. */
  readonly rebuilt: (compact: CompactBlock, transactions: readonly Uint8Array[], now: Now) => "taken" | "mutated";
  /** The whole block is needed. */
  readonly fellBack: (hash: Uint8Array, now: Now) => void;
}

interface Copy {
  readonly peer: PeerId;
  readonly compact: CompactBlock;
}

interface Rebuild {
  readonly hash: Uint8Array;
  readonly key: HashKey;
  /** Whose copy is being completed; undefined only while the next one is chosen. */
  asked: (Copy & { readonly filling: CompactFilling; readonly deadlineMs: number }) | undefined;
  readonly waiting: Copy[];
}

interface CompactPeer {
  readonly lookedAt: KnownItems;
  readonly mayAnswer: KnownItems;
  failures: number;
}

export class CompactBlocks {
  readonly #ports: CompactBlocksPorts;
  readonly #peers = new Map<PeerId, CompactPeer>();
  readonly #rebuilds = new Map<HashKey, Rebuild>();

  constructor(ports: CompactBlocksPorts) {
    this.#ports = ports;
  }

  peerReady(peer: PeerId): void {
    const fresh = () => new KnownItems(LOOKED_AT_MAX);
    this.#peers.set(peer, { lookedAt: fresh(), mayAnswer: fresh(), failures: 0 });
  }

  peerGone(peer: PeerId, now: Now): void {
    this.#peers.delete(peer);
    for (const rebuild of [...this.#rebuilds.values()]) {
      const staying = rebuild.waiting.filter((copy) => copy.peer !== peer);
      rebuild.waiting.splice(0, rebuild.waiting.length, ...staying);
      if (rebuild.asked?.peer === peer) this.#next(rebuild, now);
    }
  }

  /** Of a block whose header was accepted and whose body is wanted. "not-taken": it is to be downloaded whole. */
  offered(peer: PeerId, hash: Uint8Array, compact: CompactBlock, now: Now): "taken" | "not-taken" {
    const from = this.#peers.get(peer);
    const key = hashKey(hash);
    const other = this.#rebuilds.get(key);
    if (from === undefined || !this.#mayOffer(peer, from, key)) return other === undefined ? "not-taken" : "taken";
    from.lookedAt.add(key);
    const copy = { peer, compact };
    if (other !== undefined) this.#offeredToo(other, copy, now);
    else {
      const rebuild: Rebuild = { hash, key, asked: undefined, waiting: [] };
      this.#rebuilds.set(key, rebuild);
      this.#begin(rebuild, copy, now);
    }
    return "taken";
  }

  transactionsReceived(peer: PeerId, hash: Uint8Array, transactions: readonly Uint8Array[], now: Now): void {
    const from = this.#peers.get(peer);
    const key = hashKey(hash);
    if (from === undefined) return;
    if (!from.mayAnswer.has(key)) {
      this.#ports.outbox.disconnect(peer, "unrequested", "transactions of a block that were not asked for");
      return;
    }
    from.mayAnswer.delete(key);
    const rebuild = this.#rebuilds.get(key);
    if (rebuild?.asked?.peer !== peer) return;
    const { filling } = rebuild.asked;
    if (transactions.length !== filling.missing.length) {
      this.#ports.outbox.disconnect(peer, "protocol-error", "another number of transactions than was asked for");
      // the peer table tells at once that the peer is gone, and then the next copy is begun already
      if (rebuild.asked?.peer === peer) this.#next(rebuild, now);
      return;
    }
    const isTaken = this.#finish(rebuild, rebuild.asked, complete(filling, transactions), now);
    if (!isTaken) this.#next(rebuild, now);
  }

  notFound(peer: PeerId, hashes: readonly Uint8Array[], now: Now): void {
    for (const hash of hashes) {
      const rebuild = this.#rebuilds.get(hashKey(hash));
      if (rebuild?.asked?.peer !== peer) continue;
      this.#peers.get(peer)?.mayAnswer.delete(rebuild.key);
      this.#next(rebuild, now);
    }
  }

  /** The block came in another way. */
  forget(hash: Uint8Array): void {
    this.#rebuilds.delete(hashKey(hash));
  }

  isRebuilding(hash: Uint8Array): boolean {
    return this.#rebuilds.has(hashKey(hash));
  }

  nextWake(): number | undefined {
    let next: number | undefined;
    for (const { asked } of this.#rebuilds.values()) next = earlier(next, asked?.deadlineMs);
    return next;
  }

  wake(now: Now): void {
    for (const rebuild of [...this.#rebuilds.values()]) {
      if (rebuild.asked === undefined || rebuild.asked.deadlineMs > now.monotonicMs) continue;
      this.#countFailure(rebuild.asked.peer);
      this.#next(rebuild, now);
    }
  }

  #mayOffer(peer: PeerId, from: CompactPeer, key: HashKey): boolean {
    if (from.failures >= FAILURES_MAX || from.lookedAt.has(key)) return false;
    const asked = [...this.#rebuilds.values()].filter((rebuild) => rebuild.asked?.peer === peer).length;
    return asked < REBUILDS_PER_PEER_MAX && (this.#rebuilds.has(key) || this.#rebuilds.size < REBUILDS_MAX);
  }

  /** Another is being asked: this copy is of use if nothing is missing in it, or later. */
  #offeredToo(rebuild: Rebuild, copy: Copy, now: Now): void {
    if (rebuild.waiting.length >= COPIES_WAITING_MAX) return;
    const filling = fillFrom(copy.compact, this.#ports.candidates());
    if (filling === "ambiguous") return;
    if (filling.missing.length > 0) rebuild.waiting.push(copy);
    else this.#finish(rebuild, copy, complete(filling, []), now);
  }

  #begin(rebuild: Rebuild, copy: Copy, now: Now): void {
    const filling = fillFrom(copy.compact, this.#ports.candidates());
    if (filling === "ambiguous" || filling.missing.length > MISSING_TRANSACTIONS_MAX) this.#next(rebuild, now);
    else if (filling.missing.length > 0) this.#ask(rebuild, copy, filling, now);
    else if (!this.#finish(rebuild, copy, complete(filling, []), now)) this.#next(rebuild, now);
  }

  #ask(rebuild: Rebuild, copy: Copy, filling: CompactFilling, now: Now): void {
    rebuild.asked = { ...copy, filling, deadlineMs: now.monotonicMs + MISSING_TIMEOUT_MS };
    this.#peers.get(copy.peer)?.mayAnswer.add(rebuild.key);
    const { hash } = rebuild;
    this.#ports.outbox.send(copy.peer, { kind: "get-block-transactions", hash, indexes: filling.missing });
  }

  /** False: the transactions are not the block's, and the rebuild goes on. */
  #finish(rebuild: Rebuild, { peer, compact }: Copy, transactions: readonly Uint8Array[], now: Now): boolean {
    if (this.#ports.rebuilt(compact, transactions, now) === "mutated") {
      this.#countFailure(peer);
      return false;
    }
    const from = this.#peers.get(peer);
    if (from !== undefined) from.failures = 0;
    this.#rebuilds.delete(rebuild.key);
    return true;
  }

  #next(rebuild: Rebuild, now: Now): void {
    rebuild.asked = undefined;
    const copy = rebuild.waiting.shift();
    if (copy !== undefined) {
      this.#begin(rebuild, copy, now);
      return;
    }
    this.#rebuilds.delete(rebuild.key);
    this.#ports.fellBack(rebuild.hash, now);
  }

  #countFailure(peer: PeerId): void {
    const from = this.#peers.get(peer);
    if (from !== undefined) from.failures += 1;
  }
}
