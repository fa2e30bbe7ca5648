/**
 * Deals tasks out to worker threads, whoever is free gets the next one, and hands their results on in the order of the
 * tasks. Threads, not processes: whatever ends the program ends them all.
 */
import { Worker } from "node:worker_threads";
import type { Options } from "./command-line.ts";
import type { Task } from "./run-task.ts";
import type { TaskResult } from "./seed-worker.ts";

/** Most of what a turn makes is garbage at once: with room for it, a tenth of the time is saved. */
const YOUNG_MEGABYTES = 96;
/** Bounds a run, not a thread that waits. */
const OLD_MEGABYTES = 12_000;

/** @throws whatever a worker threw. */
export function runInWorkers(
  tasks: readonly Task[],
  options: Options,
  onResult: (result: TaskResult) => void,
): Promise<void> {
  const module = new URL("./seed-worker.ts", import.meta.url);
  return runInThreads({ module, data: options, jobs: options.jobs }, tasks, onResult);
}

export interface Threads {
  /** Answers each message, a task, with one of its own, the result. */
  readonly module: URL;
  /** What all tasks have in common, as the worker's data. */
  readonly data: unknown;
  readonly jobs: number;
}

/** @throws whatever a worker threw. */
export async function runInThreads<T, R>(
  threads: Threads,
  tasks: readonly T[],
  onResult: (result: R) => void,
): Promise<void> {
  const count = Math.min(threads.jobs, tasks.length);
  const order = new InOrder<R>(onResult);
  let next = 0;
  const takeNext = (): readonly [number, T] | undefined => {
    const at = next++;
    const task = tasks[at];
    return task && [at, task];
  };
  await Promise.all(Array.from({ length: count }, () => work(threads, takeNext, order)));
}

/** One thread, until there is nothing left to do. */
function work<T, R>(
  { module, data }: Threads,
  takeNext: () => readonly [number, T] | undefined,
  order: InOrder<R>,
): Promise<void> {
  const worker = new Worker(new URL("./typescript-worker.mjs", import.meta.url), {
    workerData: { module: module.href, data },
    // Without this a worker takes over the flags of the process, and with them hooks that don't work in threads.
    execArgv: [],
    stdin: false,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES, maxOldGenerationSizeMb: OLD_MEGABYTES },
  });
  return new Promise((resolve, reject) => {
    let at = -1;
    const goOn = (): void => {
      const next = takeNext();
      if (next === undefined) {
        resolve(worker.terminate().then(() => {}));
        return;
      }
      at = next[0];
      worker.postMessage(next[1]);
    };
    worker.on("message", (result: R) => {
      order.put(at, result);
      goOn();
    });
    worker.on("error", reject);
    goOn();
  });
}

/** Keeps what comes too early. */
export class InOrder<T> {
  readonly #waiting = new Map<number, T>();
  readonly #handOn: (item: T) => void;
  #next = 0;

  constructor(handOn: (item: T) => void) {
    this.#handOn = handOn;
  }

  put(at: number, item: T): void {
    this.#waiting.set(at, item);
    for (;;) {
      const due = this.#waiting.get(this.#next);
      if (due === undefined) return;
      this.#waiting.delete(this.#next++);
      this.#handOn(due);
    }
  }
}
