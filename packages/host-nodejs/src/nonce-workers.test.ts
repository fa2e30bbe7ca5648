import { afterEach, describe, expect, it, vi } from "vitest";
import { createNonceWorkers, type NonceWorkers } from "./nonce-workers.ts";
import { startWorker } from "./start-worker.ts";

const HEADER = new Uint8Array(80).fill(3);
const IMPOSSIBLE = new Uint8Array(32);
/** One hash in 2^12. */
const EASY = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 0 : index === 1 ? 0x0f : 0xff));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("nonce workers", () => {
  let workers: NonceWorkers | undefined;
  const said: { what: string; job: number; value?: unknown; atMs: number }[] = [];

  function start(threads: number): NonceWorkers {
    said.length = 0;
    const say = (what: string) => (job: number, value?: unknown) =>
      void said.push({ what, job, value, atMs: performance.now() });
    workers = createNonceWorkers({
      threads,
      found: say("found"),
      exhausted: say("exhausted"),
      hashesDone: say("hashes"),
      died: (reason) => {
        throw new Error(reason);
      },
    });
    return workers;
  }

  async function until(what: string, job: number, timeoutMs = 10_000): Promise<(typeof said)[number]> {
    for (const endMs = performance.now() + timeoutMs; performance.now() < endMs; await sleep(2)) {
      const found = said.find((entry) => entry.what === what && entry.job === job);
      if (found !== undefined) return found;
    }
    throw new Error(`no ${what} for ${job}`);
  }

  async function untilTrue(condition: () => boolean): Promise<void> {
    for (const endMs = performance.now() + 10_000; !condition(); await sleep(1)) {
      if (performance.now() > endMs) throw new Error("it did not come true");
    }
  }

  afterEach(async () => {
    await workers?.stop();
    vi.useRealTimers();
  });

  it("find a nonce once, by whichever thread", async () => {
    start(2).search(1, HEADER, EASY);
    const { value } = await until("found", 1);
    const header = value as Uint8Array;
    expect(header.subarray(0, 76)).toEqual(HEADER.subarray(0, 76));
    await sleep(100);
    expect(said.filter(({ what }) => what === "found")).toHaveLength(1);
  });

  it("tell about every second how many hashes were done", async () => {
    start(1).search(1, HEADER, IMPOSSIBLE);
    const { value } = await until("hashes", 1);
    expect(value).toBeGreaterThan(1000);
  });

  it("give up a cancelled search for the next one, and say nothing more about it", async () => {
    const pool = start(1);
    pool.search(1, HEADER, EASY);
    await until("found", 1);
    pool.search(2, HEADER, IMPOSSIBLE);
    await sleep(200);
    const cancelledMs = performance.now();
    pool.cancel(2);
    // The thread is free again when the next search is answered.
    pool.search(3, HEADER, EASY);
    await until("found", 3);
    expect(said.some(({ job, atMs: at }) => job === 2 && at > cancelledMs)).toBe(false);
  });

  it("rest for a part of their time, and are woken by the next search", async () => {
    const pool = start(1);
    pool.search(1, HEADER, EASY);
    await until("found", 1);
    const hashesOf = async (job: number, power: number): Promise<number> => {
      pool.search(job, HEADER, IMPOSSIBLE, power);
      const { value } = await until("hashes", job);
      return value as number;
    };
    expect(await hashesOf(2, 10)).toBeLessThan((await hashesOf(3, 100)) / 2);
    // at 1 % a slice of 3 ms is followed by 0.3 s of rest
    pool.search(4, HEADER, IMPOSSIBLE, 1);
    await sleep(100);
    const restingMs = performance.now();
    pool.search(5, HEADER, EASY);
    const { atMs: foundMs } = await until("found", 5);
    expect(foundMs - restingMs).toBeLessThan(250);
  });

  it("tell how many of them try nonces, and are silent after a cancel", async () => {
    const pool = start(2);
    expect(pool.busyThreads()).toBe(0);
    pool.search(1, HEADER, IMPOSSIBLE);
    await untilTrue(() => pool.busyThreads(1) === 2);
    expect([pool.busyThreads(), pool.busyThreads(2)]).toEqual([2, 0]);
    pool.cancel(1);
    await untilTrue(() => pool.busyThreads() === 0);
  });

  it("leave the old search when a new one comes", async () => {
    const pool = start(2);
    pool.search(1, HEADER, IMPOSSIBLE);
    pool.search(2, HEADER, EASY);
    await until("found", 2);
    expect(said.some(({ job, what }) => job === 1 && what !== "hashes")).toBe(false);
  });

  it("that can't be started at first are started ever more seldom, and search once they are", async () => {
    vi.useFakeTimers();
    let starts = 0;
    let isPossible = false;
    const deaths: string[] = [];
    said.length = 0;
    workers = createNonceWorkers({
      threads: 1,
      found: (job) => void said.push({ what: "found", job, atMs: 0 }),
      exhausted: () => undefined,
      hashesDone: () => undefined,
      died: (reason) => void deaths.push(reason),
      start(data) {
        starts += 1;
        if (!isPossible) throw new Error("no thread is left");
        return startWorker("nonce-worker", data);
      },
    });
    workers.search(1, HEADER, EASY);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(starts).toBeLessThanOrEqual(20);
    expect(deaths.length).toBeLessThanOrEqual(3 + 10);
    isPossible = true;
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    await until("found", 1);
  });
});
