/** Starts one of this package's worker threads, from its sources or from a bundle. */
import { Worker } from "node:worker_threads";

export type WorkerName = "signature-worker" | "nonce-worker";

/** `data` arrives as `workerData.data`. */
export function startWorker(name: WorkerName, data: unknown = undefined): Worker {
  const fromSources = import.meta.url.endsWith(".ts");
  const module = new URL(fromSources ? `./${name}.ts` : `./${name}.mjs`, import.meta.url);
  const entry = fromSources ? new URL("./typescript-worker.mjs", import.meta.url) : module;
  // Without this a worker takes over the flags of the process, and with them hooks that don't work in threads.
  return new Worker(entry, { workerData: { module: module.href, data }, execArgv: [], stdin: false });
}
