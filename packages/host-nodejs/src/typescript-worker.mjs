/**
 * Starts a worker whose source is TypeScript. Tried on Node 20.20: a `.ts` worker starts by itself under the `tsx`
 * command alone; under `node --import tsx` and under vitest it fails with "Unknown file extension", with or without
 * `execArgv: ["--import", "tsx"]`, because the hooks of --import don't reach worker threads. Registering tsx inside
 * of the worker, as here, works under all three and costs some 100 ms a start. Bundles have no TypeScript left and
 * start their workers directly.
 */
import { workerData } from "node:worker_threads";

// A dev dependency of the whole workspace, so it isn't one of this package; hence not a literal import.
const loader = "tsx/esm/api";
const { register } = await import(loader);
register();
await import(workerData.module);
