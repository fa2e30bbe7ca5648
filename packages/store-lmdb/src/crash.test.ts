import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countWholeBatches, openTestStore } from "./testing/numbered-batches.ts";
import { makeTemporaryDirectory } from "./testing/temporary-directory.ts";

/** More for a long run by hand. */
const KILLS = Number(process.env.TRIAD_STORE_KILLS ?? 10);
const COMMITTER = new URL("./testing/commit-numbered-batches.ts", import.meta.url).pathname;

let directory: string;
let remove: () => void;
beforeEach(() => {
  ({ path: directory, remove } = makeTemporaryDirectory());
});
afterEach(() => remove());

/** Kills the committer after a random time from its first acknowledged batch; returns all that it acknowledged. */
async function commitUntilKilled(durability: "durable" | "readable"): Promise<number[]> {
  const child = spawn(process.execPath, ["--import", "tsx", COMMITTER, directory, "1000000", durability], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    if (output === "") setTimeout(() => child.kill("SIGKILL"), Math.random() * 60);
    output += chunk;
  });
  await once(child, "close");
  return output.split("\n").slice(0, -1).map(Number);
}

describe("a process killed at a random moment", () => {
  for (const durability of ["durable", "readable"] as const) {
    it(`leaves every acknowledged ${durability} batch, and no batch in part`, { timeout: KILLS * 10_000 }, async () => {
      let acknowledged = 0;
      for (let kill = 0; kill < KILLS / 2; kill++) {
        const numbers = await commitUntilKilled(durability);
        acknowledged = Math.max(acknowledged, ...numbers.map((n) => n + 1));
        const store = openTestStore(directory);
        const found = countWholeBatches(store);
        await store.close();
        expect(found).toBeGreaterThanOrEqual(acknowledged);
        // At most the one in flight was written without being acknowledged.
        expect(found).toBeLessThanOrEqual(acknowledged + 1);
        acknowledged = found;
      }
    });
  }
});

/** A limit on the size of files stands in for a full disk: it needs no rights, and is lifted while the process runs. */
const canLimit = spawnSync("prlimit", ["--version"]).status === 0;
it.skipIf(!canLimit)(
  `disk-full: nothing of the batch is applied, and it can be repeated${canLimit ? "" : " (needs prlimit)"}`,
  async () => {
    const child = spawn(
      "prlimit",
      ["--fsize=1048576:unlimited", process.execPath, "--import", "tsx", COMMITTER, directory, "200"],
      { stdio: ["pipe", "pipe", "ignore"] },
    );
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (!output.includes("disk-full")) return;
      spawnSync("prlimit", ["--pid", String(child.pid), "--fsize=unlimited:unlimited"]);
      if (child.stdin.writable) child.stdin.end("\n");
    });
    await once(child, "close");
    const lines = output.trim().split("\n");
    const refused = lines.findIndex((line) => line.startsWith("disk-full"));
    expect(refused).toBeGreaterThan(10);
    expect(lines[refused]).toBe(`disk-full ${refused}`);
    expect(lines.slice(refused + 1)).toEqual(Array.from({ length: 200 - refused }, (_, i) => String(refused + i)));

    const store = openTestStore(directory);
    expect(countWholeBatches(store)).toBe(200);
    await store.close();
  },
);
