/**
 * Loaded into the attacked node before its program (`node --expose-gc --import …`): at SIGUSR2 it collects garbage and
 * writes a line with what is left. The node's own code is the same with it and without.
 */
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { MEMORY_FILE_VARIABLE, type MemoryLine } from "./memory-line.ts";

const file = process.env[MEMORY_FILE_VARIABLE];

if (isMainThread && file !== undefined) {
  const write = (): void => {
    const collect = globalThis.gc;
    // what finalisers let go of is found by the second round
    collect?.();
    collect?.();
    const { heapUsed, external } = process.memoryUsage();
    const line: MemoryLine = { pid: process.pid, keptBytes: heapUsed + external };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
  process.on("SIGUSR2", write);
  write();
}
