/**
 * A process to be killed: goes on with numbered batches from where the store ends, and prints each number once its
 * commit has resolved. Arguments: directory, number of batches, "durable" or "readable".
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { countWholeBatches, numberedBatch, openTestStore } from "./numbered-batches.ts";

const [directory = "", count = "0", durability = "durable"] = process.argv.slice(2);
const store = openTestStore(directory);
const first = countWholeBatches(store);
for (let n = first; n < first + Number(count); ) {
  try {
    await store.commit(numberedBatch(n), durability === "durable");
    // A synchronous write: what was printed is in the pipe, whatever happens to the process next.
    writeSync(1, `${n}\n`);
    n++;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    writeSync(1, `${code} ${countWholeBatches(store)}\n`);
    // Whoever started this process makes room, and says so with a line.
    process.stdin.resume();
    await once(process.stdin, "data");
    process.stdin.pause();
  }
}
await store.close();
