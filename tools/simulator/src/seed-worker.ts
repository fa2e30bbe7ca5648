/** A thread that runs one task after another. What a run makes of its task depends on nothing else. */
import { parentPort, workerData } from "node:worker_threads";
import type { Options } from "./command-line.ts";
import { SignatureMemory } from "./engine/signature-memory.ts";
import { loadAdversaries, loadCheckers, loadScenarios } from "./load-folder.ts";
import { megabytesInUse } from "./megabytes-in-use.ts";
import type { RunResult } from "./run-seed.ts";
import { runTask, type Task } from "./run-task.ts";

export interface TaskResult extends RunResult {
  /** Of real time. */
  readonly seconds: number;
  /** What all of the world takes when it is over; undefined unless asked for. */
  readonly megabytes: number | undefined;
}

const options: Options = workerData.data;
const [scenarios, adversaries, checkers] = await Promise.all([loadScenarios(), loadAdversaries(), loadCheckers()]);
const signatures = new SignatureMemory();

parentPort?.on("message", (task: Task) => {
  const startMs = performance.now();
  let seconds = 0;
  let megabytes: number | undefined;
  const result = runTask(task, options, { scenarios, adversaries, checkers }, signatures, () => {
    seconds = (performance.now() - startMs) / 1000;
    if (options.memory) megabytes = megabytesInUse();
  });
  parentPort?.postMessage({ ...result, seconds, megabytes } satisfies TaskResult);
});
