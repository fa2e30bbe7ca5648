/**
 * Commits of a role: one in flight, tried again after a failure, and what waits for one to be on disk.
 *
 * States: idle, in flight, failed (the batch is kept and sent again after COMMIT_RETRY_MS; nothing is connected
 * meanwhile, since memory would grow with every block).
 */
import type { CommitBatch } from "@triad/chain";
import type { Effects } from "./effects.ts";
import type { CommitId, Now } from "./seam.ts";

/** A full disk is emptied by a person, not by the second. */
const COMMIT_RETRY_MS = 5_000;

export class Commits {
  readonly #effects: Effects;
  readonly #takeBatch: () => CommitBatch | undefined;
  readonly #committed: () => void;
  #inFlight: { readonly id: CommitId; readonly batch: CommitBatch; readonly durable: boolean } | undefined;
  #retryAtMs: number | undefined;
  /** The commit in flight has failed before. */
  #hasFailed = false;
  #waitingForNext: (() => void)[] = [];
  #waitingForInFlight: (() => void)[] = [];

  constructor(effects: Effects, takeBatch: () => CommitBatch | undefined, committed: () => void) {
    this.#effects = effects;
    this.#takeBatch = takeBatch;
    this.#committed = committed;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Runs `then` once everything that was put so far is on disk. */
  afterNext(then: () => void): void {
    this.#waitingForNext.push(then);
  }

  /** Commits what there is, if nothing is in flight. */
  flush(durable: boolean): void {
    if (this.#inFlight !== undefined) return;
    const batch = this.#takeBatch();
    if (batch === undefined) {
      this.#runAll(this.#waitingForNext.splice(0));
      return;
    }
    this.#waitingForInFlight = this.#waitingForNext.splice(0);
    // what somebody waits for must survive a loss of power
    const isDurable = durable || this.#waitingForInFlight.length > 0;
    this.#inFlight = { id: this.#effects.commit(batch, isDurable), batch, durable: isDurable };
  }

  committed(id: CommitId): void {
    if (this.#inFlight?.id !== id) return;
    this.#inFlight = undefined;
    this.#hasFailed = false;
    this.#committed();
    this.#runAll(this.#waitingForInFlight.splice(0));
  }

  failed(id: CommitId, reason: "disk-full" | "io-error", detail: string, now: Now): void {
    if (this.#inFlight?.id !== id) return;
    this.#hasFailed = true;
    this.#retryAtMs = now.monotonicMs + COMMIT_RETRY_MS;
    const advice = reason === "disk-full" ? "free some space on the disk of the data directory" : "check the disk";
    const text = `Nothing could be written: ${detail}. The node waits and tries again every ${COMMIT_RETRY_MS / 1000} s; ${advice}.`;
    this.#effects.notify("error", "store", `commit-failed`, text, { reason });
  }

  nextWake(): number | undefined {
    return this.#retryAtMs;
  }

  wake(now: Now): void {
    if (this.#retryAtMs === undefined || now.monotonicMs < this.#retryAtMs || this.#inFlight === undefined) return;
    this.#retryAtMs = undefined;
    const { batch, durable } = this.#inFlight;
    this.#inFlight = { id: this.#effects.commit(batch, durable), batch, durable };
  }

  #runAll(waiting: readonly (() => void)[]): void {
    for (const then of waiting) then();
  }
}
