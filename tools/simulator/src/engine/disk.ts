/**
 * A node's disk: commits take a drawn time, fail while the disk is full, and what was not on the disk is lost with
 * the power.
 *
 * States of a commit: in flight (nothing of it is readable), written, reported. Only the process learns of the last.
 * Invariant: what a restart finds is the state after some commit, not before the last durable one that was reported.
 */
import type { CommitBatch } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import type { CommitId } from "@triad/roles";
import type { SeededRandom } from "./seeded-random.ts";

/** An SSD's sync takes a few milliseconds. */
const COMMIT_MS_MEAN = 6;
/** Between the disk's answer and the process that hears it: here a crash leaves a commit that nobody knows of. */
const REPORT_MS_MEAN = 1;

export interface DiskPorts {
  readonly random: SeededRandom;
  readonly later: (ms: number, run: () => void) => void;
  readonly committed: (commit: CommitId) => void;
  readonly failed: (commit: CommitId, reason: "disk-full" | "io-error") => void;
}

/** How the process, or the machine under it, ended. */
export type End = "process-killed" | "power-lost";

export class Disk {
  store = new MemoryStore();
  isFull = false;
  /** Commits take so many times as long. */
  slowness = 1;
  /** The coins tips of all batches that were written, in order; the first is the empty store's. */
  readonly #tips: (Uint8Array | undefined)[] = [undefined];
  /** The last of `tips` whose loss would break a promise. */
  #promised = 0;
  readonly #ports: DiskPorts;
  /** Counts processes: what an earlier one had under way is none of the next one's. */
  #life = 0;
  #inFlight: { readonly batch: CommitBatch; readonly durable: boolean } | undefined;

  constructor(ports: DiskPorts) {
    this.#ports = ports;
  }

  commit(commit: CommitId, batch: CommitBatch, durable: boolean): void {
    const { random, later } = this.#ports;
    const life = this.#life;
    this.#inFlight = { batch, durable };
    later(random.exponential(COMMIT_MS_MEAN) * this.slowness, () => {
      if (life !== this.#life) return;
      this.#inFlight = undefined;
      if (this.isFull) {
        this.#ports.failed(commit, "disk-full");
        return;
      }
      this.#write(batch, durable);
      const written = this.#tips.length - 1;
      later(random.exponential(REPORT_MS_MEAN) * this.slowness, () => {
        if (life !== this.#life) return;
        if (durable) this.#promised = written;
        this.#ports.committed(commit);
      });
    });
  }

  /** The process is gone. */
  stop(end: End): void {
    this.#life += 1;
    const { random } = this.#ports;
    const unfinished = this.#inFlight;
    this.#inFlight = undefined;
    // the kernel may finish what a killed process had begun to write; a machine without power may have finished it
    if (unfinished !== undefined && !this.isFull && random.chance(0.5)) {
      this.#write(unfinished.batch, unfinished.durable);
    }
    if (end === "process-killed") {
      this.store = this.store.copy();
      return;
    }
    this.store = this.store.afterPowerLoss(random.integer(this.store.pendingWrites + 1));
    this.#forgetLostTips();
  }

  /** A sentence about what is wrong with what a restart finds; undefined when it is right. */
  faultAfterRestart(): string | undefined {
    const found = nameOf(this.store.coinsTip);
    const possible = this.#tips.slice(this.#promised).map(nameOf);
    if (possible.includes(found)) return undefined;
    return `the store names the tip ${found}, and only ${[...new Set(possible)].join(", ")} can be there`;
  }

  #write(batch: CommitBatch, durable: boolean): void {
    this.store.apply(batch, durable);
    this.#tips.push(batch.coinsTip ?? this.#tips.at(-1));
  }

  #forgetLostTips(): void {
    const found = nameOf(this.store.coinsTip);
    const at = this.#tips.findLastIndex((tip) => nameOf(tip) === found);
    if (at >= this.#promised) this.#tips.length = at + 1;
  }
}

function nameOf(tip: Uint8Array | undefined): string {
  return tip === undefined ? "none" : Buffer.from(tip).reverse().toString("hex").slice(0, 16);
}
