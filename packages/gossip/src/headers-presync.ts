/**
 * Presync: a branch is looked at twice and stored only when its work has been seen, in memory that does not grow with
 * what a peer makes up. The model is Bitcoin Core's `headerssync`.
 *
 * States of a presync, which serves one peer and one branch:
 *   first pass   every header is judged by every rule; what is kept is the end of the branch, its work and a bit of every
 *                64th header (headers-presync-commitments.ts)
 *   second pass  the same headers come again from the fork on; they wait in a buffer until enough of what follows them
 *                has matched those bits
 *   ended
 * Events, each with a batch of headers that follows the last:
 *   first pass: work reached within the first batch -> ended, "store": all are in hand, there is nothing to ask twice
 *   first pass: work reached later                  -> second pass, "ask" from the fork
 *   first pass: a full batch                        -> "ask" for what follows
 *   first pass: fewer headers                       -> ended, "low-work"
 *   second pass: work reached                       -> ended, "store": the buffer and what came with it
 *   second pass: a full batch                       -> "ask" for what follows, and store what has enough behind it
 *   second pass: a bit that differs, or too few headers -> ended, "changed"
 *   a batch that does not continue the branch       -> ended, "changed"
 *   a header that breaks a rule                     -> ended, "refused"
 * Rules and their reasons:
 * - Bits are known exactly and work is proven, so claimed work is work that was done, though not for this branch: anyone
 *   can show the honest chain in the first pass and another in the second. Hence the bits.
 * - COMMITMENTS_AHEAD matching bits go before a header is stored: headers that were not in the first pass get there
 *   once in 2^32 tries, each of which takes a first pass with all the work that is asked for.
 * - Where the second pass reaches the work itself, no further bits are needed: what is stored has the work.
 * - "low-work" and "changed" are no offence: a peer may be young, on a branch of its own, or have changed its mind.
 * - A restart begins anew: nothing of a presync is stored, and little is lost.
 * Invariants: no header is released before the work was seen once; released headers follow each other without a gap,
 * from the fork on; at most HEADERS_AHEAD headers and one batch are held.
 * Bounds. Buffer: (HEADERS_AHEAD + one batch) · 80 bytes = 324 kB, in the second pass only. Bits: a byte for every 512
 * headers, in space that doubles. How long can a branch be made? Times rise and end at the clock plus maxFuture, and the
 * difficulty doubles for each half-life that a branch is ahead of the schedule: so a branch has at most a header for
 * each `spacing` seconds since genesis, and halfLife/spacing more for each doubling of the hashes that a header takes.
 * `main` after ten years: 5.3 million headers, 16 kB; each doubling adds 240 headers. Without a half-life each header
 * has the work of genesis, and the branch ends when it has reached the work that is asked for.
 */
import type { Network, Reject } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import { LIMITS } from "@triad/protocol";
import { HEADERS_PER_COMMITMENT, HeaderCommitments } from "./headers-presync-commitments.ts";
import { BranchWalk } from "./headers-presync-walk.ts";
import type { Randomness } from "./ports.ts";

/** Bits that must have matched behind a header; each halves a liar's hope. */
export const COMMITMENTS_AHEAD = 32;
/** Policy: what waits in the second pass. */
export const HEADERS_AHEAD = COMMITMENTS_AHEAD * HEADERS_PER_COMMITMENT;

const HEADERS_MAX = LIMITS.headers.elementsMax ?? 1;
const HEADER_BYTES = 80;

export type PresyncStep =
  /** Store `release`, then ask for what follows `after`; the fork where it is undefined. */
  | { readonly type: "ask"; readonly release: readonly Uint8Array[]; readonly after: Uint8Array | undefined }
  /** Store them; what follows goes the direct way. */
  | { readonly type: "store"; readonly release: readonly Uint8Array[] }
  | { readonly type: "low-work" }
  | { readonly type: "changed" }
  | { readonly type: "refused"; readonly reject: Reject };

export interface PresyncOptions {
  readonly network: Network;
  readonly random: Randomness;
  /** The last block of the branch that is in the index; with less work than `workMin`. */
  readonly fork: HeaderEntry;
  /** Cumulative work, genesis included, from which on the branch is stored. */
  readonly workMin: bigint;
}

export class HeadersPresync {
  readonly #options: PresyncOptions;
  readonly #commitments: HeaderCommitments;
  #state: "first-pass" | "second-pass" | "ended" = "first-pass";
  #walk: BranchWalk;
  #batches = 0;
  /** Headers of the second pass that wait, end to end. */
  #waiting: Uint8Array | undefined;
  #waitingCount = 0;

  constructor(options: PresyncOptions) {
    this.#options = options;
    this.#commitments = new HeaderCommitments(options.random, options.fork.height);
    this.#walk = new BranchWalk(options.network, options.fork);
  }

  get fork(): HeaderEntry {
    return this.#options.fork;
  }

  get state(): "first-pass" | "second-pass" | "ended" {
    return this.#state;
  }

  get isFirstPass(): boolean {
    return this.#state === "first-pass";
  }

  /** Of the last header that was looked at in this pass. */
  get height(): number {
    return this.#walk.height;
  }

  get time(): number {
    return this.#walk.time;
  }

  /** Bytes that are held, apart from a few numbers. */
  get bytes(): number {
    return this.#commitments.bytes + (this.#waiting?.length ?? 0);
  }

  /** Whether the batch begins where the last one ended; an empty one does. */
  continuesWith(headers: readonly Uint8Array[]): boolean {
    const first = headers[0];
    return first === undefined || this.#walk.isNext(first);
  }

  /** `headers`: 80 bytes each, at most one message of them; `isFull`: that message could hold no more. */
  receive(headers: readonly Uint8Array[], isFull: boolean, nowSeconds: number): PresyncStep {
    const step = this.continuesWith(headers) ? this.#pass(headers, isFull, nowSeconds) : ({ type: "changed" } as const);
    if (step.type !== "ask") this.#end();
    return step;
  }

  #pass(headers: readonly Uint8Array[], isFull: boolean, nowSeconds: number): PresyncStep {
    this.#batches += 1;
    return this.#state === "first-pass"
      ? this.#firstPass(headers, isFull, nowSeconds)
      : this.#secondPass(headers, isFull, nowSeconds);
  }

  #firstPass(headers: readonly Uint8Array[], isFull: boolean, nowSeconds: number): PresyncStep {
    for (const header of headers) {
      const reject = this.#walk.step(header, nowSeconds);
      if (reject !== undefined) return { type: "refused", reject };
      if (this.#hasWork) return this.#batches === 1 ? { type: "store", release: headers } : this.#beginAgain();
      this.#commitments.add(this.#walk.height, this.#walk.hash);
    }
    return isFull ? { type: "ask", release: [], after: this.#walk.hash } : { type: "low-work" };
  }

  #beginAgain(): PresyncStep {
    const { network, fork } = this.#options;
    this.#state = "second-pass";
    this.#walk = new BranchWalk(network, fork);
    this.#waiting = new Uint8Array((HEADERS_AHEAD + HEADERS_MAX) * HEADER_BYTES);
    return { type: "ask", release: [], after: undefined };
  }

  #secondPass(headers: readonly Uint8Array[], isFull: boolean, nowSeconds: number): PresyncStep {
    for (const [at, header] of headers.entries()) {
      const reject = this.#walk.step(header, nowSeconds);
      if (reject !== undefined) return { type: "refused", reject };
      if (this.#hasWork) return { type: "store", release: [...this.#take(this.#waitingCount), ...headers.slice(at)] };
      const { height, hash } = this.#walk;
      if (!this.#commitments.isMatch(height, hash)) return { type: "changed" };
      this.#wait(header);
    }
    if (!isFull) return { type: "changed" };
    const release = this.#take(Math.max(0, this.#waitingCount - HEADERS_AHEAD));
    return { type: "ask", release, after: this.#walk.hash };
  }

  get #hasWork(): boolean {
    return this.#walk.chainWork >= this.#options.workMin;
  }

  #wait(header: Uint8Array): void {
    this.#waiting?.set(header, this.#waitingCount * HEADER_BYTES);
    this.#waitingCount += 1;
  }

  /** The oldest `count` that wait, as copies. */
  #take(count: number): Uint8Array[] {
    const waiting = this.#waiting;
    if (waiting === undefined) return [];
    const taken = Array.from({ length: count }, (_, at) => waiting.slice(at * HEADER_BYTES, (at + 1) * HEADER_BYTES));
    waiting.copyWithin(0, count * HEADER_BYTES, this.#waitingCount * HEADER_BYTES);
    this.#waitingCount -= count;
    return taken;
  }

  #end(): void {
    this.#state = "ended";
    this.#waiting = undefined;
    this.#waitingCount = 0;
  }
}
