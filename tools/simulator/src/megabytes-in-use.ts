/** What is left of this thread's memory when its garbage is collected: heap, and buffers outside of it. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export function megabytesInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}
