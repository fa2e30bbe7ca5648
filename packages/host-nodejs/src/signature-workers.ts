/**
 * Checks signatures in worker threads: blocks before the pool, a large batch split over all workers.
 *
 * A job ends in exactly one verdict, unless it is cancelled. The verdict doesn't depend on how the job was split: the
 * first invalid item is the lowest of all. A worker that dies makes the job that it was checking `not-run` and is
 * replaced (worker-restarts.ts); what it had not begun goes to others. When no worker at all can be started, that is
 * said once, and jobs go on waiting.
 *
 * A job is split into chunks, which wait here as views of its items. A chunk is copied into shared memory when it is
 * given to a worker (signature-slots.ts), and a worker has several chunks given ahead, so it goes on while the main
 * thread is busy. What is given and not begun is taken back when a block comes or another worker has nothing to do.
 * Memory: the slots have a fixed size; what waits is bounded by who asks (UNVERIFIED_BLOCKS_MAX blocks in
 * chain/src/blocks/block-chain.ts, one job of the pool in roles/src/pool-desk.ts).
 */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { SIGNATURE_CHECK_BYTES } from "@triad/crypto";
import type { JobId, SignatureVerdict } from "@triad/roles";
import type { SchnorrName } from "./choose-schnorr.ts";
import { createSlotGiver, SLOT_ITEMS_MAX, SLOTS, type SlotGiver } from "./signature-slots.ts";
import type { SignatureAnswer, SignatureWorkerData } from "./signature-worker.ts";
import { startWorker } from "./start-worker.ts";
import { WorkerRestarts } from "./worker-restarts.ts";

export interface SignatureWorkers {
  /** The items must not change before the verdict. */
  check(job: JobId, priority: "block" | "pool", items: Uint8Array): void;
  /** No verdict follows. Unknown jobs are none of ours. */
  cancel(job: JobId): void;
  stop(): Promise<void>;
  /** For tests: the threads that run now. */
  readonly threads: readonly Worker[];
}

export interface SignatureWorkersOptions {
  readonly verdict: (job: JobId, verdict: SignatureVerdict) => void;
  /** A worker ended by itself or could not be started; for the log, which is not told each time. */
  readonly died: (reason: string, restartMs: number) => void;
  /** No worker can be started, tried for half a minute: nothing is checked. Called once at most. */
  readonly unavailable: (reason: string) => void;
  readonly schnorr: SchnorrName;
  readonly size?: number;
  /** For tests: starts a thread. @throws where the system has none. */
  readonly start?: (data: SignatureWorkerData) => Worker;
}

interface Job {
  readonly id: JobId;
  readonly priority: "block" | "pool";
  chunksLeft: number;
  firstInvalid: number;
}

interface Chunk {
  readonly job: Job;
  readonly firstItem: number;
  readonly items: Uint8Array;
}

interface Desk {
  readonly thread: number;
  readonly worker: Worker;
  readonly slots: SlotGiver;
  /** What lies in the slots, oldest first. */
  readonly given: Chunk[];
}

export function createSignatureWorkers(options: SignatureWorkersOptions): SignatureWorkers {
  const { verdict, died, unavailable, schnorr } = options;
  const start = options.start ?? ((data) => startWorker("signature-worker", data));
  // the main thread waits for the workers at times, and they for it: with one for each core none is idle meanwhile
  const size = options.size ?? availableParallelism();
  const jobs = new Map<JobId, Job>();
  const waiting: Record<"block" | "pool", Chunk[]> = { block: [], pool: [] };
  const desks = new Set<Desk>();
  const restarts = new WorkerRestarts(size);
  const timers = new Set<NodeJS.Timeout>();
  let isUnavailable = false;
  let stopped = false;

  function addWorker(thread: number): void {
    const slots = createSlotGiver();
    let worker: Worker;
    try {
      worker = start({ shared: slots.shared, schnorr });
    } catch (error) {
      restart(thread, String(error));
      return;
    }
    const desk: Desk = { thread, worker, slots, given: [] };
    desks.add(desk);
    let reason = "ended";
    worker.on("message", (answer: SignatureAnswer) => finishChunk(desk, answer));
    worker.on("error", (error) => {
      reason = String(error);
    });
    worker.on("exit", () => replaceWorker(desk, reason));
    // An idle pool must not keep a finished program alive.
    worker.unref();
  }

  function replaceWorker(desk: Desk, reason: string): void {
    desks.delete(desk);
    if (stopped) return;
    while (takeBack(desk));
    // What is left had begun: taken, and perhaps answered by a message that never came.
    for (const { job } of desk.given) finishJob(job, "not-run");
    restart(desk.thread, reason);
    giveWork();
  }

  function restart(thread: number, reason: string): void {
    const { afterMs, isTold } = restarts.ended(thread, performance.now());
    if (isTold) died(reason, afterMs);
    const timer = setTimeout(() => {
      timers.delete(timer);
      addWorker(thread);
      giveWork();
    }, afterMs);
    timers.add(timer);
    if (isUnavailable || desks.size > 0 || !restarts.allFail) return;
    isUnavailable = true;
    unavailable(reason);
  }

  function giveWork(): void {
    for (const desk of desks) while (isBetterTakenBack(desk.given.at(-1)) && takeBack(desk));
    for (;;) {
      const desk = leastBusyWithRoom(desks);
      if (desk === undefined) return;
      const chunk = nextChunk() ?? (desk.given.length === 0 ? chunkOfAnother() : undefined);
      if (chunk === undefined) return;
      desk.slots.give(chunk.items);
      desk.given.push(chunk);
      desk.worker.postMessage(undefined);
    }
  }

  /** Skips what was cancelled, and what lies behind an item that is already known to be invalid. */
  function nextChunk(): Chunk | undefined {
    for (;;) {
      const chunk = waiting.block.shift() ?? waiting.pool.shift();
      if (chunk === undefined) return undefined;
      if (isNeeded(chunk)) return chunk;
      if (jobs.get(chunk.job.id) === chunk.job) countChunk(chunk.job);
    }
  }

  function isNeeded({ job, firstItem }: Chunk): boolean {
    return jobs.get(job.id) === job && firstItem < job.firstInvalid;
  }

  function isBetterTakenBack(chunk: Chunk | undefined): boolean {
    if (chunk === undefined) return false;
    return !isNeeded(chunk) || (chunk.job.priority === "pool" && waiting.block.length > 0);
  }

  /** What another worker has to do after its next chunk, while one has nothing to do. */
  function chunkOfAnother(): Chunk | undefined {
    for (const desk of desks) if (desk.given.length > 1 && takeBack(desk)) return nextChunk();
    return undefined;
  }

  /** Puts the chunk that was given last back where it waited; false: there is none, or the worker has begun it. */
  function takeBack({ slots, given }: Desk): boolean {
    const last = given.at(-1);
    if (last === undefined || !slots.takeBack()) return false;
    given.pop();
    waiting[last.job.priority].unshift(last);
    return true;
  }

  function finishChunk({ thread, slots, given }: Desk, answer: SignatureAnswer): void {
    restarts.wasOfUse(thread);
    const chunk = given.shift();
    if (chunk === undefined) throw new Error("a signature worker answered what it was not asked");
    slots.free();
    const { job, firstItem } = chunk;
    if (jobs.get(job.id) === job) {
      if (answer >= 0) job.firstInvalid = Math.min(job.firstInvalid, firstItem + answer);
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

  for (let index = 0; index < size; index++) addWorker(index);

  return {
    get threads() {
      return [...desks].map(({ worker }) => worker);
    },
    check(id, priority, items) {
      const job: Job = { id, priority, chunksLeft: 0, firstInvalid: Number.POSITIVE_INFINITY };
      jobs.set(id, job);
      const count = items.length / SIGNATURE_CHECK_BYTES;
      if (count === 0) {
        finishJob(job, "valid");
        return;
      }
      const chunkItems = Math.min(SLOT_ITEMS_MAX, Math.ceil(count / size));
      for (let firstItem = 0; firstItem < count; firstItem += chunkItems) {
        const start = firstItem * SIGNATURE_CHECK_BYTES;
        const chunk = items.subarray(start, start + chunkItems * SIGNATURE_CHECK_BYTES);
        waiting[priority].push({ job, firstItem, items: chunk });
        job.chunksLeft += 1;
      }
      giveWork();
    },
    cancel(job) {
      if (jobs.delete(job)) giveWork();
    },
    async stop() {
      stopped = true;
      jobs.clear();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all([...desks].map(({ worker }) => worker.terminate()));
    },
  };
}

/** For whoever started the program, once no worker can be started. */
export function signatureWorkersMissing(reason: string): string {
  return (
    `No thread that checks signatures can be started (${reason}). See that there is memory and that the system allows ` +
    "further threads, then start again."
  );
}

/** By items, since chunks differ in size. */
function leastBusyWithRoom(desks: Iterable<Desk>): Desk | undefined {
  let least: Desk | undefined;
  let bytesLeast = Number.POSITIVE_INFINITY;
  for (const desk of desks) {
    const bytes = desk.given.reduce((sum, { items }) => sum + items.length, 0);
    if (desk.given.length === SLOTS || bytes >= bytesLeast) continue;
    least = desk;
    bytesLeast = bytes;
  }
  return least;
}
