/** Key workers on all cores: each takes the next task as soon as it has answered the last one. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WorkerTask } from "./key-worker.ts";

interface Waiting {
  readonly task: WorkerTask;
  readonly done: (answer: Uint8Array) => void;
  readonly failed: (error: unknown) => void;
}

/** Keys of one task: some tenths of a second of work. */
const KEYS_A_TASK = 2_000;

export class KeyThreads {
  readonly #seed: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    const entry = new URL("./typescript-worker.mjs", import.meta.url);
    const module = new URL("./key-worker.ts", import.meta.url).href;
    for (let i = 0; i < availableParallelism(); i++) {
      const worker = new Worker(entry, { workerData: { module }, execArgv: [] });
      this.#all.push(worker);
      this.#idle.push(worker);
    }
  }

  /** Public keys of the numbers below `count`, 32 bytes each. */
  async publicKeys(count: number): Promise<Uint8Array> {
    const keys = new Uint8Array(32 * count);
    const starts = Array.from({ length: Math.ceil(count / KEYS_A_TASK) }, (_, i) => i * KEYS_A_TASK);
    await Promise.all(
      starts.map(async (from) => {
        const part = { kind: "keys", seed: this.#seed, from, count: Math.min(KEYS_A_TASK, count - from) } as const;
        keys.set(await this.#run(part), 32 * from);
      }),
    );
    return keys;
  }

  /** `messages`: 32 bytes each. 64 bytes for each. */
  signatures(messages: Uint8Array, keyNumbers: Uint32Array): Promise<Uint8Array> {
    return this.#run({ kind: "signatures", seed: this.#seed, messages, keyNumbers });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #run(task: WorkerTask): Promise<Uint8Array> {
    return new Promise((done, failed) => {
      this.#waiting.push({ task, done, failed });
      this.#giveWork();
    });
  }

  #giveWork(): void {
    const next = this.#idle.length === 0 ? undefined : this.#waiting.shift();
    if (next === undefined) return;
    const worker = this.#idle.pop() as Worker;
    const onMessage = (answer: Uint8Array) => {
      worker.off("error", next.failed);
      this.#idle.push(worker);
      next.done(answer);
      this.#giveWork();
    };
    worker.once("error", next.failed);
    worker.once("message", onMessage);
    worker.postMessage(next.task);
  }
}
