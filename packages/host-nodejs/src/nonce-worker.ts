/**
 * A worker thread that searches its share of the nonces. Between two slices it looks whether its job is still the
 * current one: while it searches it can't receive messages, but it can read shared memory.
 */
import { parentPort, workerData } from "node:worker_threads";
import { searchNonces } from "@triad/mining";

export interface NonceWorkerData {
  /**
   * [0]: number of the current search, 0 for none; [1 + thread]: hashes done, modulo 2^32; [1 + threads + thread]: number
   * of the search whose nonces the thread is trying, 0 for none.
   */
  readonly shared: SharedArrayBuffer;
  readonly thread: number;
  readonly threads: number;
}

export interface NonceTask {
  readonly search: number;
  readonly header: Uint8Array;
  readonly target: Uint8Array;
  readonly from: number;
  readonly count: number;
  /** Of the thread's time, 1 to 100. */
  readonly powerPercent: number;
}

export interface NonceAnswer {
  readonly search: number;
  /** Undefined: none of them. */
  readonly nonce: number | undefined;
}

/**
 * A cancelled search holds its thread for no longer than this, and so does a search on an old tip. Preparing a slice
 * and looking at shared memory take microseconds.
 */
const SLICE_MS = 3;
const SLICE_NONCES_MIN = 1000;
const SLICE_NONCES_MAX = 1_000_000;

const port = parentPort;
if (port === null) throw new Error("nonce-worker runs in a worker thread only");
const { shared, thread, threads } = (workerData as { data: NonceWorkerData }).data;
const counters = new Uint32Array(shared);
/** Only signed numbers can be waited for. */
const signed = new Int32Array(shared);
/** Adapts to the machine, and is kept from one search to the next. */
let sliceNonces = 20_000;

port.on("message", (task: NonceTask) => {
  const found = search(task);
  Atomics.store(counters, 1 + threads + thread, 0);
  if (found !== "cancelled") answer({ search: task.search, nonce: found });
});

function search({ search, header, target, from, count, powerPercent }: NonceTask): number | undefined | "cancelled" {
  const end = from + count;
  for (let next = from; next < end; ) {
    if (Atomics.load(counters, 0) !== search) return "cancelled";
    Atomics.store(counters, 1 + threads + thread, search);
    const slice = Math.min(sliceNonces, end - next);
    const startMs = performance.now();
    const nonce = searchNonces({ header, target, from: next, count: slice });
    Atomics.add(counters, 1 + thread, nonce === undefined ? slice : nonce - next + 1);
    if (nonce !== undefined) return nonce;
    next += slice;
    const tookMs = performance.now() - startMs;
    adaptSlice(slice, tookMs);
    if (powerPercent < 100) rest((tookMs * (100 - powerPercent)) / powerPercent, search);
  }
  return undefined;
}

/** Ends early when the search is over. */
function rest(ms: number, search: number): void {
  Atomics.wait(signed, 0, search | 0, ms);
}

function answer(found: NonceAnswer): void {
  port?.postMessage(found);
}

function adaptSlice(nonces: number, ms: number): void {
  const fitting = Math.round((nonces * SLICE_MS) / Math.max(ms, 0.1));
  sliceNonces = Math.min(SLICE_NONCES_MAX, Math.max(SLICE_NONCES_MIN, fitting));
}
