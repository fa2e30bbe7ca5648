/**
 * Commits of a role: one in flight, tried again after a full disk, and what waits for one to be on disk.
 *
 * States: idle, in flight, failed (the batch is kept and sent again after COMMIT_RETRY_MS; nothing is connected
 * meanwhile, since memory would grow with every block), stopping (everything is committed; what fails then is lost),
 * given up (an I/O error: a store takes nothing after it before it is opened again, so nothing is sent any more; who
 * waits for the disk hears nothing, and so nobody is promised what is lost).
 *
 * A node that has caught up commits everything with each block. While it catches up, what follows the tip (coins, undo
 * data, records) waits for the coin cache to fill, for somebody who waits for a commit, or for FLUSH_EVERY_MS: coins
 * that are spent soon never reach the disk. What a crash then costs is to connect the blocks since again.
 */
import { type CommitBatch, EMPTY_BATCH } from "@triad/chain";
import type { CommitContents } from "@triad/chain/blocks";
import type { Effects } from "./effects.ts";
import type { CommitId, Now } from "./seam.ts";

/** A full disk is emptied by a person, not by the second. */
const COMMIT_RETRY_MS = 5_000;
/** Often enough for somebody who looks at the log, seldom enough to leave the rest of it readable. */
const REMIND_EVERY_MS = 60_000;
/** Bounds what a crash costs while a node catches up: half a minute of connecting blocks. */
const FLUSH_EVERY_MS = 30_000;

/** Is told the time at which it runs: on a full disk that is long after it began to wait. */
type AfterCommit = (now: Now) => void;

/** What is committed: a chain. */
export interface CommitSource {
  /** "blocks": without what follows the tip. */
  takeCommit(contents: CommitContents): CommitBatch | undefined;
  committed(): void;
  /** What follows the tip should be committed now, for it takes much memory. */
  readonly needsFlush: boolean;
}

export class Commits {
  readonly #effects: Effects;
  readonly #source: CommitSource;
  #inFlight: { readonly id: CommitId; readonly batch: CommitBatch; readonly durable: boolean } | undefined;
  #retryAtMs: number | undefined;
  /** The last commit was not durable: a loss of power can still take it. */
  #isUnsynced = false;
  /** The commit in flight has failed before. */
  #hasFailed = false;
  #remindAtMs = Number.NEGATIVE_INFINITY;
  #flushAtMs = 0;
  #isStopping = false;
  #waitingForNext: AfterCommit[] = [];
  #waitingForInFlight: AfterCommit[] = [];

  constructor(effects: Effects, source: CommitSource) {
    this.#effects = effects;
    this.#source = source;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Runs `then` once everything that was put so far is on disk. */
  afterNext(then: AfterCommit): void {
    this.#waitingForNext.push(then);
  }

  /** Commits what is due, if nothing is in flight; `hasCaughtUp`: all there is, and durably. */
  flush(hasCaughtUp: boolean, now: Now): void {
    if (this.#inFlight !== undefined) return;
    const isWaitedFor = this.#waitingForNext.length > 0;
    const isDue = this.#source.needsFlush || now.monotonicMs >= this.#flushAtMs;
    const contents = hasCaughtUp || isWaitedFor || isDue || this.#isStopping ? "all" : "blocks";
    if (contents === "all") this.#flushAtMs = now.monotonicMs + FLUSH_EVERY_MS;
    // what somebody waits for must survive a loss of power, and so must everything once the node ends
    const durable = hasCaughtUp || isWaitedFor || this.#isStopping;
    // with nothing new to write, what was written before is still to be synced
    const batch = this.#source.takeCommit(contents) ?? (durable && this.#isUnsynced ? EMPTY_BATCH : undefined);
    if (batch === undefined) {
      this.#runAll(this.#waitingForNext.splice(0), now);
      return;
    }
    this.#waitingForInFlight = this.#waitingForNext.splice(0);
    this.#isUnsynced = !durable;
    this.#inFlight = { id: this.#effects.commit(batch, durable), batch, durable };
  }

  /** From now on a flush takes everything. What failed is tried once more: there may be space again. */
  stop(): void {
    this.#isStopping = true;
    if (this.#retryAtMs !== undefined) this.#retry();
  }

  committed(id: CommitId, now: Now): void {
    if (this.#inFlight?.id !== id) return;
    this.#inFlight = undefined;
    if (this.#hasFailed) this.#tellResumed();
    this.#source.committed();
    this.#runAll(this.#waitingForInFlight.splice(0), now);
  }

  /** `detail`: whole sentences, which say what to do. */
  failed(id: CommitId, reason: "disk-full" | "io-error", detail: string, now: Now): void {
    if (this.#inFlight?.id !== id) return;
    this.#hasFailed = true;
    const text = `${detail} ${this.#consequence(reason)}`;
    if (reason === "io-error") {
      this.#effects.notify("error", "store", "commit-failed", text, { reason });
      this.#effects.giveUp(text);
      return;
    }
    if (!this.#isStopping) this.#retryAtMs = now.monotonicMs + COMMIT_RETRY_MS;
    if (!this.#isStopping && now.monotonicMs < this.#remindAtMs) return;
    this.#remindAtMs = now.monotonicMs + REMIND_EVERY_MS;
    this.#effects.notify("error", "store", "commit-failed", text, { reason });
  }

  nextWake(): number | undefined {
    return this.#retryAtMs;
  }

  wake(now: Now): void {
    if (this.#retryAtMs !== undefined && now.monotonicMs >= this.#retryAtMs) this.#retry();
  }

  #retry(): void {
    this.#retryAtMs = undefined;
    if (this.#inFlight === undefined) return;
    const { batch, durable } = this.#inFlight;
    this.#inFlight = { id: this.#effects.commit(batch, durable), batch, durable };
  }

  #consequence(reason: "disk-full" | "io-error"): string {
    if (reason === "io-error") return "The node ends: what it has not written is fetched again by the next start.";
    if (this.#isStopping) return "The node ends without writing its newest blocks; the next start fetches them again.";
    return `Until then the node takes in no further blocks; it tries again every ${COMMIT_RETRY_MS / 1000} s.`;
  }

  #tellResumed(): void {
    this.#hasFailed = false;
    this.#remindAtMs = Number.NEGATIVE_INFINITY;
    this.#effects.notify("info", "store", "commit-resumed", "What waited is written; the node goes on.", {});
  }

  #runAll(waiting: readonly AfterCommit[], now: Now): void {
    for (const then of waiting) then(now);
  }
}
