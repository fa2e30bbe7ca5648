/**
 * Searches nonces in worker threads, one search at a time: a new one replaces the old one, which then says nothing more.
 *
 * A search ends in one `found`, in one `exhausted`, or by `cancel`. `hashesDone` tells about every second, and at the
 * end, how many hashes were done since the last time.
 */
import type { Worker } from "node:worker_threads";
import type { JobId } from "@triad/roles";
import type { NonceAnswer, NonceTask, NonceWorkerData } from "./nonce-worker.ts";
import { startWorker } from "./start-worker.ts";
import { WorkerRestarts } from "./worker-restarts.ts";

export interface NonceWorkers {
  /** `powerPercent`: how much of its time each thread searches, 1 to 100. */
  search(job: JobId, header: Uint8Array, target: Uint8Array, powerPercent?: number): void;
  /** Nothing more is said about the job. Unknown jobs are none of ours. */
  cancel(job: JobId): void;
  /** Threads that are trying nonces at this moment: of the job, or of any. For measurements. */
  busyThreads(job?: JobId): number;
  stop(): Promise<void>;
}

export interface NonceWorkersOptions {
  readonly threads: number;
  readonly found: (job: JobId, header: Uint8Array) => void;
  readonly exhausted: (job: JobId) => void;
  readonly hashesDone: (job: JobId, hashes: number) => void;
  /** A worker ended by itself or could not be started; for the log, which is not told each time. */
  readonly died: (reason: string, restartMs: number) => void;
  /** For tests: starts a thread. @throws where the system has none. */
  readonly start?: (data: NonceWorkerData) => Worker;
}

const NONCES = 2 ** 32;
/** Where the nonce stands in a header: its last four bytes, little-endian (docs/spec/encodings.md). */
const NONCE_OFFSET = 76;
const REPORT_MS = 1000;

interface Search {
  readonly job: JobId;
  readonly number: number;
  readonly header: Uint8Array;
  readonly target: Uint8Array;
  readonly powerPercent: number;
  readonly unfinished: Set<number>;
}

export function createNonceWorkers(options: NonceWorkersOptions): NonceWorkers {
  const { threads, found, exhausted, hashesDone, died } = options;
  const start = options.start ?? ((data) => startWorker("nonce-worker", data));
  const shared = new SharedArrayBuffer(4 * (1 + 2 * threads));
  const counters = new Uint32Array(shared);
  const signed = new Int32Array(shared);
  const seen = new Uint32Array(1 + threads);
  const workers: (Worker | undefined)[] = [];
  const restarts = new WorkerRestarts(threads);
  let current: Search | undefined;
  let lastNumber = 0;
  let report: NodeJS.Timeout | undefined;
  let stopped = false;

  function addWorker(thread: number): void {
    let worker: Worker;
    try {
      worker = start({ shared, thread, threads });
    } catch (error) {
      restart(thread, String(error));
      return;
    }
    workers[thread] = worker;
    const hashesBefore = Atomics.load(counters, 1 + thread);
    let reason = "ended";
    worker.on("message", (answer: NonceAnswer) => finishShare(thread, answer));
    worker.on("error", (error) => {
      reason = String(error);
    });
    worker.on("exit", () => {
      workers[thread] = undefined;
      if (stopped) return;
      if (Atomics.load(counters, 1 + thread) !== hashesBefore) restarts.wasOfUse(thread);
      restart(thread, reason);
    });
    worker.unref();
  }

  function restart(thread: number, reason: string): void {
    const { afterMs, isTold } = restarts.ended(thread, performance.now());
    if (isTold) died(reason, afterMs);
    setTimeout(() => replaceWorker(thread), afterMs).unref();
  }

  /** The new one begins the dead one's share anew: how far that had come is lost with it. */
  function replaceWorker(thread: number): void {
    if (stopped) return;
    addWorker(thread);
    if (current?.unfinished.has(thread) === true) giveShare(current, thread);
  }

  function giveShare(search: Search, thread: number): void {
    const from = Math.floor((NONCES * thread) / threads);
    const count = Math.floor((NONCES * (thread + 1)) / threads) - from;
    const { number, header, target, powerPercent } = search;
    const task: NonceTask = { search: number, header, target, from, count, powerPercent };
    workers[thread]?.postMessage(task);
  }

  function finishShare(thread: number, { search: number, nonce }: NonceAnswer): void {
    const search = current;
    if (search === undefined || search.number !== number) return;
    search.unfinished.delete(thread);
    if (nonce === undefined && search.unfinished.size > 0) return;
    reportHashes();
    endSearch();
    if (nonce === undefined) exhausted(search.job);
    else found(search.job, withNonce(search.header, nonce));
  }

  function reportHashes(): void {
    let hashes = 0;
    for (let thread = 1; thread <= threads; thread++) {
      const now = Atomics.load(counters, thread);
      hashes += (now - (seen[thread] ?? 0)) >>> 0;
      seen[thread] = now;
    }
    if (current !== undefined && hashes > 0) hashesDone(current.job, hashes);
  }

  function endSearch(): void {
    Atomics.store(counters, 0, 0);
    // who rests between two slices wakes up
    Atomics.notify(signed, 0);
    current = undefined;
    clearInterval(report);
  }

  for (let thread = 0; thread < threads; thread++) addWorker(thread);

  return {
    search(job, header, target, powerPercent = 100) {
      endSearch();
      // Hashes of the last slices of the search before don't count for this one.
      reportHashes();
      lastNumber = (lastNumber % 0xffff_ffff) + 1;
      const all = Array.from({ length: threads }, (_, thread) => thread);
      const search = {
        job,
        number: lastNumber,
        header: header.slice(),
        target: target.slice(),
        powerPercent,
        unfinished: new Set(all),
      };
      current = search;
      Atomics.store(counters, 0, lastNumber);
      for (const thread of all) giveShare(search, thread);
      report = setInterval(reportHashes, REPORT_MS);
      report.unref();
    },
    cancel(job) {
      if (current?.job === job) endSearch();
    },
    busyThreads(job) {
      const wanted = job === undefined ? undefined : current?.job === job ? current.number : -1;
      let busy = 0;
      for (let at = 1 + threads; at <= 2 * threads; at++) {
        const number = Atomics.load(counters, at);
        if (number !== 0 && (wanted === undefined || number === wanted)) busy += 1;
      }
      return busy;
    },
    async stop() {
      stopped = true;
      endSearch();
      await Promise.all(workers.map((worker) => worker?.terminate()));
    },
  };
}

function withNonce(header: Uint8Array, nonce: number): Uint8Array {
  const solved = header.slice();
  new DataView(solved.buffer).setUint32(NONCE_OFFSET, nonce, true);
  return solved;
}
