/**
 * Proofs that a transaction is in a block, for the owner of a node that has headers only. Any peer may give one: what it
 * gives leads to the header of a block of this node's chain, or the peer is disconnected and named.
 *
 * States of a job: asked of one peer; answered.
 * Events:
 *   proof, right             -> answered
 *   proof, wrong             -> the peer is disconnected, `wrong-filter`, and named; asked of another
 *   not found, peer gone     -> asked of another; when all were asked: refused, `transaction-not-found`
 *   nothing for PROOF_MS_MAX -> the peer is disconnected, `stalled`; asked of another
 * Invariants: at most PROOF_JOBS_MAX jobs; each peer is asked once for each.
 */
import { type HeaderEntry, ProofRefusal, verifyTransactionProof } from "@triad/chain/headers";
import { equalBytes, hashToDisplay } from "@triad/crypto";
import { earlier, type PeerOutbox } from "@triad/gossip";
import type { MessageOf, Transaction } from "@triad/protocol";
import type { OperatorReply } from "./operator.ts";
import { refuse } from "./operator-replies.ts";
import type { Now, PeerId, Randomness } from "./seam.ts";

/** An operator's questions at once. */
export const PROOF_JOBS_MAX = 16;
/** Of one peer; a block has to be read for it. */
export const PROOF_MS_MAX = 5_000;

type Refusal = Extract<OperatorReply, { ok: false }>;
type ProofAnswer = (result: Transaction | Refusal) => void;

interface Job {
  readonly entry: HeaderEntry;
  readonly txid: Uint8Array;
  readonly answer: ProofAnswer;
  readonly tried: Set<PeerId>;
  asked: { readonly peer: PeerId; readonly deadlineMs: number } | undefined;
}

export interface ProofFetchPorts {
  readonly outbox: PeerOutbox;
  readonly random: Randomness;
  /** Those that are connected and give proofs. */
  readonly peers: () => readonly PeerId[];
  /** The peer gave something else; its connection ends. */
  readonly wrong: (peer: PeerId, entry: HeaderEntry) => void;
}

export class ProofFetch {
  readonly #ports: ProofFetchPorts;
  readonly #jobs = new Set<Job>();

  constructor(ports: ProofFetchPorts) {
    this.#ports = ports;
  }

  /** That the transaction is in this block, of which the header is known. */
  prove(entry: HeaderEntry, txid: Uint8Array, now: Now, answer: ProofAnswer): void {
    if (this.#jobs.size >= PROOF_JOBS_MAX) {
      return answer(refuse("busy", "Too many proofs are being fetched already; try again in a moment."));
    }
    const job: Job = { entry, txid, answer, tried: new Set(), asked: undefined };
    this.#jobs.add(job);
    this.#askNext(job, now);
  }

  received(peer: PeerId, { hash, txid, transaction, ...proof }: MessageOf<"transaction-proof">, now: Now): void {
    const job = this.#jobOf(peer, hash, txid);
    if (job === undefined) {
      this.#ports.outbox.disconnect(peer, "unrequested", "a proof came that was not asked for");
      return;
    }
    const verified = verifyTransactionProof({ ...proof, tx: transaction }, job.entry.header.root);
    if (!(verified instanceof ProofRefusal) && equalBytes(verified.tx.txid, txid)) {
      this.#jobs.delete(job);
      job.answer(verified.tx);
      return;
    }
    job.asked = undefined;
    this.#ports.wrong(peer, job.entry);
    this.#ports.outbox.disconnect(peer, "wrong-filter", "a proof does not lead from its transaction to the header");
    this.#askNext(job, now);
  }

  notFound(peer: PeerId, { hash, txid }: MessageOf<"proof-not-found">, now: Now): void {
    const job = this.#jobOf(peer, hash, txid);
    if (job !== undefined) this.#askNext(job, now);
  }

  peerGone(peer: PeerId, now: Now): void {
    for (const job of [...this.#jobs]) if (job.asked?.peer === peer) this.#askNext(job, now);
  }

  nextWake(): number | undefined {
    let next: number | undefined;
    for (const { asked } of this.#jobs) next = earlier(next, asked?.deadlineMs);
    return next;
  }

  wake(now: Now): void {
    for (const { asked } of [...this.#jobs]) {
      if (asked === undefined || now.monotonicMs < asked.deadlineMs) continue;
      this.#ports.outbox.disconnect(asked.peer, "stalled", "a proof did not come");
    }
  }

  #jobOf(peer: PeerId, hash: Uint8Array, txid: Uint8Array): Job | undefined {
    return [...this.#jobs].find(
      (job) => job.asked?.peer === peer && equalBytes(job.entry.hash, hash) && equalBytes(job.txid, txid),
    );
  }

  #askNext(job: Job, now: Now): void {
    const left = this.#ports.peers().filter((peer) => !job.tried.has(peer));
    const peer = left[left.length < 2 ? 0 : this.#ports.random.integer(left.length)];
    if (peer === undefined) {
      this.#jobs.delete(job);
      const message = `No connected node shows that transaction ${hashToDisplay(job.txid)} is in block ${job.entry.height}.`;
      job.answer(refuse("transaction-not-found", message));
      return;
    }
    job.tried.add(peer);
    job.asked = { peer, deadlineMs: now.monotonicMs + PROOF_MS_MAX };
    this.#ports.outbox.send(peer, { kind: "get-transaction-proof", hash: job.entry.hash, txid: job.txid });
  }
}
