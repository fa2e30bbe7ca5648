/**
 * A transaction's way into the pool: considered, its signatures checked together with the others of the turn, added,
 * announced. The pool's checks of one turn travel as one job, so that a thousand transactions cost one message to a
 * worker.
 */
import { hashKey, Reject } from "@triad/chain";
import { concatBytes, SIGNATURE_CHECK_BYTES } from "@triad/crypto";
import type { AnyReject, Mempool, PoolEntry } from "@triad/mempool";
import type { Transaction } from "@triad/protocol";
import type { Effects } from "./effects.ts";
import type { JobId, Now, PeerId, SignatureVerdict } from "./seam.ts";

/** Transactions whose signatures are being checked at one time; more are refused as if the pool were full. */
const UNDER_CHECK_MAX = 20_000;

export type PoolOutcome =
  | { readonly kind: "added"; readonly entry: PoolEntry }
  | { readonly kind: "orphan" }
  | { readonly kind: "known" }
  | { readonly kind: "refused"; readonly reject: AnyReject };

export interface PoolDeskPorts {
  readonly pool: Mempool;
  readonly effects: Effects;
  readonly added: (entry: PoolEntry, from: PeerId | undefined, now: Now) => void;
  readonly removed: (entries: readonly PoolEntry[]) => void;
  readonly refusedFrom: (peer: PeerId, reject: AnyReject, now: Now) => void;
}

interface Offer {
  readonly tx: Transaction;
  readonly from: PeerId | undefined;
  readonly then: ((outcome: PoolOutcome) => void) | undefined;
}

interface Checking extends Offer {
  readonly checks: Uint8Array;
}

export class PoolDesk {
  readonly #ports: PoolDeskPorts;
  #gathered: Checking[] = [];
  readonly #jobs = new Map<JobId, readonly Checking[]>();
  /** wtxids under check: a second copy is not checked again. */
  readonly #underCheck = new Set<string>();

  constructor(ports: PoolDeskPorts) {
    this.#ports = ports;
  }

  isUnderCheck(wtxid: Uint8Array): boolean {
    return this.#underCheck.has(hashKey(wtxid));
  }

  /** `then` hears of the outcome, at once or after the signatures were checked. */
  offer(tx: Transaction, from: PeerId | undefined, now: Now, then?: (outcome: PoolOutcome) => void): void {
    const key = hashKey(tx.wtxid);
    if (this.#underCheck.has(key) || this.#underCheck.size >= UNDER_CHECK_MAX) {
      then?.({ kind: "known" });
      return;
    }
    const offer: Offer = { tx, from, then };
    const considered = this.#ports.pool.consider(tx, now);
    switch (considered.kind) {
      case "known":
        if (considered.as === "rejected") then?.({ kind: "refused", reject: considered.reject });
        else then?.({ kind: "known" });
        return;
      case "orphan":
        then?.({ kind: "orphan" });
        return;
      case "refused":
        this.#refuse(offer, considered.reject, now);
        return;
      case "check":
        if (considered.checks.length === 0) {
          this.#add(offer, now);
          return;
        }
        this.#underCheck.add(key);
        this.#gathered.push({ ...offer, checks: considered.checks });
        return;
      default:
        considered satisfies never;
    }
  }

  /** Sends what the turn gathered; called once, at its end. */
  sendChecks(): void {
    if (this.#gathered.length === 0) return;
    this.#startJob(this.#gathered);
    this.#gathered = [];
  }

  /** False: the job is not the pool's. */
  signaturesChecked(job: JobId, verdict: SignatureVerdict, now: Now): boolean {
    const batch = this.#jobs.get(job);
    if (batch === undefined) return false;
    this.#jobs.delete(job);
    if (verdict === "not-run") this.#startJob(batch);
    else this.#judge(batch, verdict === "valid" ? undefined : verdict.firstInvalid, now);
    return true;
  }

  #startJob(batch: readonly Checking[]): void {
    const job = this.#ports.effects.newSignatureJob();
    this.#jobs.set(job, batch);
    this.#ports.effects.checkSignatures(job, "pool", concatBytes(...batch.map(({ checks }) => checks)));
  }

  /** All before the first invalid check are valid, its transaction is not, and the ones after it are run again. */
  #judge(batch: readonly Checking[], firstInvalid: number | undefined, now: Now): void {
    let checksBefore = 0;
    for (const [position, offer] of batch.entries()) {
      checksBefore += offer.checks.length / SIGNATURE_CHECK_BYTES;
      this.#underCheck.delete(hashKey(offer.tx.wtxid));
      if (firstInvalid === undefined || checksBefore <= firstInvalid) {
        this.#add(offer, now);
        continue;
      }
      const reject = new Reject("bad-txns-signature");
      this.#ports.pool.refuse(offer.tx, reject);
      this.#refuse(offer, reject, now);
      const rest = batch.slice(position + 1);
      if (rest.length > 0) this.#startJob(rest);
      return;
    }
  }

  #add({ tx, from, then }: Offer, now: Now): void {
    const addition = this.#ports.pool.add(tx, now);
    if (addition.kind === "refused") {
      if (then === undefined) this.#ports.pool.keepIfEarly(tx, addition.reject);
      then?.(addition);
      return;
    }
    this.#ports.added(addition.entry, from, now);
    this.#ports.removed([...addition.replaced, ...addition.evicted]);
    then?.(addition);
    for (const child of addition.unorphaned) this.offer(child, undefined, now);
  }

  #refuse({ tx, from, then }: Offer, reject: AnyReject, now: Now): void {
    // whoever offered it and is not told won't offer it again on their own
    if (then === undefined) this.#ports.pool.keepIfEarly(tx, reject);
    if (from !== undefined) this.#ports.refusedFrom(from, reject, now);
    then?.({ kind: "refused", reject });
  }
}
