/**
 * Checks signatures in worker threads: blocks before the pool, a large batch split over all workers.
 *
 * A job ends in exactly one verdict, unless it is cancelled. The verdict doesn't depend on how the job was split: the
 * first invalid item is the lowest of all. A worker that dies makes its job `not-run` and is replaced.
 */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { SIGNATURE_CHECK_BYTES } from "@triad/crypto";
import type { JobId, SignatureVerdict } from "@triad/roles";
import type { SignatureAnswer, SignatureTask } from "./signature-worker.ts";
import { startWorker } from "./start-worker.ts";

export interface SignatureWorkers {
  check(job: JobId, priority: "block" | "pool", items: Uint8Array): void;
  /** No verdict follows. Unknown jobs are none of ours. */
  cancel(job: JobId): void;
  stop(): Promise<void>;
  /** For tests: the threads that run now. */
  readonly threads: readonly Worker[];
}

export interface SignatureWorkersOptions {
  readonly verdict: (job: JobId, verdict: SignatureVerdict) => void;
  /** A worker ended by itself; for the log. */
  readonly died: (reason: string) => void;
  readonly size?: number;
}

/** About 10 ms of work: small enough that a block waits little for the pool's batch before it. */
const CHUNK_ITEMS_MAX = 256;
/** A worker that dies at each start must not keep the machine busy with starting it. */
const RESTART_MS = 250;

interface Job {
  readonly id: JobId;
  chunksLeft: number;
  firstInvalid: number;
}

interface Chunk {
  readonly job: Job;
  readonly firstItem: number;
  readonly items: Uint8Array;
}

export function createSignatureWorkers(options: SignatureWorkersOptions): SignatureWorkers {
  const { verdict, died } = options;
  const size = options.size ?? Math.max(1, availableParallelism() - 1);
  const jobs = new Map<JobId, Job>();
  const waiting: Record<"block" | "pool", Chunk[]> = { block: [], pool: [] };
  const busy = new Map<Worker, Chunk | undefined>();
  const restarts = new Set<NodeJS.Timeout>();
  let stopped = false;

  function addWorker(): void {
    const worker = startWorker("signature-worker");
    busy.set(worker, undefined);
    let reason = "ended";
    worker.on("message", (answer: SignatureAnswer) => finishChunk(worker, answer));
    worker.on("error", (error) => {
      reason = String(error);
    });
    worker.on("exit", () => replaceWorker(worker, reason));
    // An idle pool must not keep a finished program alive.
    worker.unref();
  }

  function replaceWorker(worker: Worker, reason: string): void {
    const chunk = busy.get(worker);
    busy.delete(worker);
    if (stopped) return;
    if (chunk !== undefined) finishJob(chunk.job, "not-run");
    died(reason);
    const restart = setTimeout(() => {
      restarts.delete(restart);
      addWorker();
      giveWork();
    }, RESTART_MS);
    restarts.add(restart);
  }

  function giveWork(): void {
    for (const [worker, current] of busy) {
      if (current !== undefined) continue;
      const chunk = nextChunk();
      if (chunk === undefined) return;
      busy.set(worker, chunk);
      const task: SignatureTask = { task: chunk.firstItem, items: chunk.items };
      worker.postMessage(task, [chunk.items.buffer as ArrayBuffer]);
    }
  }

  /** Skips what was cancelled, and what lies behind an item that is already known to be invalid. */
  function nextChunk(): Chunk | undefined {
    for (;;) {
      const chunk = waiting.block.shift() ?? waiting.pool.shift();
      if (chunk === undefined) return undefined;
      if (jobs.get(chunk.job.id) !== chunk.job) continue;
      if (chunk.firstItem < chunk.job.firstInvalid) return chunk;
      countChunk(chunk.job);
    }
  }

  function finishChunk(worker: Worker, answer: SignatureAnswer): void {
    const chunk = busy.get(worker);
    busy.set(worker, undefined);
    if (chunk !== undefined && jobs.get(chunk.job.id) === chunk.job) {
      const { job, firstItem } = chunk;
      if (answer.firstInvalid >= 0) job.firstInvalid = Math.min(job.firstInvalid, firstItem + answer.firstInvalid);
      countChunk(job);
    }
    giveWork();
  }

  function countChunk(job: Job): void {
    job.chunksLeft -= 1;
    if (job.chunksLeft > 0) return;
    finishJob(job, job.firstInvalid === Number.POSITIVE_INFINITY ? "valid" : { firstInvalid: job.firstInvalid });
  }

  function finishJob(job: Job, result: SignatureVerdict): void {
    if (jobs.get(job.id) !== job) return;
    jobs.delete(job.id);
    verdict(job.id, result);
  }

  for (let index = 0; index < size; index++) addWorker();

  return {
    get threads() {
      return [...busy.keys()];
    },
    check(id, priority, items) {
      const job: Job = { id, chunksLeft: 0, firstInvalid: Number.POSITIVE_INFINITY };
      jobs.set(id, job);
      const count = items.length / SIGNATURE_CHECK_BYTES;
      if (count === 0) {
        finishJob(job, "valid");
        return;
      }
      const chunkItems = Math.min(CHUNK_ITEMS_MAX, Math.ceil(count / size));
      for (let firstItem = 0; firstItem < count; firstItem += chunkItems) {
        const start = firstItem * SIGNATURE_CHECK_BYTES;
        // A copy, since its memory moves to the worker.
        const chunk = items.slice(start, start + chunkItems * SIGNATURE_CHECK_BYTES);
        waiting[priority].push({ job, firstItem, items: chunk });
        job.chunksLeft += 1;
      }
      giveWork();
    },
    cancel: (job) => void jobs.delete(job),
    async stop() {
      stopped = true;
      jobs.clear();
      for (const restart of restarts) clearTimeout(restart);
      await Promise.all([...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}
