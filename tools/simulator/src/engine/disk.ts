/**
 * A node's disk: commits take a drawn time, fail while the disk is full, and what was not on the disk is lost with
 * the power.
 *
 * States of a commit: in flight (nothing of it is readable), written, reported. Only the process learns of the last.
 * Each batch carries its number as a record of its own, so that a restart tells exactly which ones there are.
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

/** How the process, or the machine under it, ended. An orderly end has committed everything before. */
export type End = "process-killed" | "power-lost" | "stopped";

/** The record that says how many batches were written. */
const NUMBER_RECORD = "simulator/batches";

export class Disk {
  store = new MemoryStore();
  isFull = false;
  /** Commits take so many times as long. */
  slowness = 1;
  /** A sentence about what is wrong with what the last restart found; undefined when it was right. */
  faultAfterRestart: string | undefined;
  /** Batches that were written and not lost since. */
  #written = 0;
  /** The last batch whose loss would break a promise. */
  #promised = 0;
  readonly #ports: DiskPorts;
  /** Counts processes: what an earlier one had under way is none of the next one's. */
  #life = 0;
  #isBusy = false;
  #inFlight: { readonly batch: CommitBatch; readonly durable: boolean } | undefined;

  constructor(ports: DiskPorts) {
    this.#ports = ports;
  }

  /** Something is being written, or about to be reported. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** What a program's start writes before a node runs on the store: whole, and on the disk. */
  writeAtStart(batch: CommitBatch): void {
    this.#promised = this.#write(batch, true);
  }

  commit(commit: CommitId, batch: CommitBatch, durable: boolean): void {
    const { random, later } = this.#ports;
    const life = this.#life;
    this.#inFlight = { batch, durable };
    this.#isBusy = true;
    later(random.exponential(COMMIT_MS_MEAN) * this.slowness, () => {
      if (life !== this.#life) return;
      this.#inFlight = undefined;
      if (this.isFull) {
        this.#isBusy = false;
        this.#ports.failed(commit, "disk-full");
        return;
      }
      const written = this.#write(batch, durable);
      later(random.exponential(REPORT_MS_MEAN) * this.slowness, () => {
        if (life !== this.#life) return;
        if (durable) this.#promised = written;
        this.#isBusy = false;
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
    this.#isBusy = false;
    // the kernel may finish what a killed process had begun to write
    const isGoneOnWith = unfinished !== undefined && !this.isFull && random.chance(0.5);
    if (end !== "power-lost") {
      if (isGoneOnWith) this.#write(unfinished.batch, unfinished.durable);
      this.#restart(this.store.copy());
      return;
    }
    // where power fails nobody has waited for its sync: any part of it may be there, in any order
    if (isGoneOnWith) this.#write(unfinished.batch, false);
    const writesDone = random.integer(this.store.pendingWrites + 1);
    const isReordered = random.chance(0.7);
    this.#restart(this.store.afterPowerLoss(writesDone, isReordered ? (n) => random.integer(n) : undefined));
  }

  /** What a restart finds is the state after so many batches. */
  #restart(store: MemoryStore): void {
    const found = numberIn(store.record(NUMBER_RECORD));
    const [promised, written] = [this.#promised, this.#written];
    const isRight = found >= promised && found <= written;
    this.faultAfterRestart = isRight
      ? undefined
      : `the store holds what ${found} commits made, of ${written}; ${promised} were promised`;
    this.#written = found;
    this.store = store;
  }

  #write(batch: CommitBatch, durable: boolean): number {
    this.#written += 1;
    const records = new Map(batch.records).set(NUMBER_RECORD, bytesOf(this.#written));
    this.store.apply({ ...batch, records }, durable);
    return this.#written;
  }
}

function bytesOf(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function numberIn(bytes: Uint8Array | undefined): number {
  return bytes === undefined ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
