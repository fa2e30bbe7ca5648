/** Starts a worker whose source is TypeScript: hooks of `--import` don't reach worker threads on Node 20. */
import { workerData } from "node:worker_threads";

// A dev dependency of the whole workspace, so it isn't one of this package; hence not a literal import.
const loader = "tsx/esm/api";
const { register } = await import(loader);
register();
await import(workerData.module);
