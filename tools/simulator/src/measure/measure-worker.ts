/** A thread that measures one thing after another. */
import { parentPort } from "node:worker_threads";
import { SignatureMemory } from "../engine/signature-memory.ts";
import { megabytesInUse } from "../megabytes-in-use.ts";
import { type MeasureTask, runMeasureTask } from "./measure-task.ts";

const signatures = new SignatureMemory();

parentPort?.on("message", (task: MeasureTask) => {
  const stopwatchMs = (): number => performance.now();
  parentPort?.postMessage(runMeasureTask(task, { signatures, stopwatchMs, megabytes: megabytesInUse }));
});
