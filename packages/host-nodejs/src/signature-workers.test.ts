import { concatBytes, SIGNATURE_CHECK_BYTES, wasmSchnorr } from "@triad/crypto";
import type { SignatureVerdict } from "@triad/roles";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SchnorrName } from "./choose-schnorr.ts";
import { createSignatureWorkers, type SignatureWorkers, type SignatureWorkersOptions } from "./signature-workers.ts";
import { startWorker } from "./start-worker.ts";

const backend = wasmSchnorr();
const message = new Uint8Array(32).fill(7);
const secret = new Uint8Array(32).fill(1);
const item = concatBytes(message, backend.publicKey(secret), backend.sign(message, secret, new Uint8Array(32)));

/** `count` items, those at `invalid` broken. */
function items(count: number, ...invalid: number[]): Uint8Array {
  const all = new Uint8Array(count * SIGNATURE_CHECK_BYTES);
  for (let index = 0; index < count; index++) all.set(item, index * SIGNATURE_CHECK_BYTES);
  for (const index of invalid) all[index * SIGNATURE_CHECK_BYTES] = 8;
  return all;
}

describe("signature workers", () => {
  let workers: SignatureWorkers | undefined;
  const verdicts: [number, SignatureVerdict][] = [];
  const deaths: string[] = [];
  /** What was said of a pool that can't be started. */
  const lost: string[] = [];
  let watch: () => void = () => undefined;

  function start(size: number, more: Partial<SignatureWorkersOptions> = {}): SignatureWorkers {
    verdicts.length = 0;
    deaths.length = 0;
    lost.length = 0;
    workers = createSignatureWorkers({
      schnorr: "wasm",
      size,
      verdict: (job, verdict) => {
        verdicts.push([job, verdict]);
        watch();
      },
      died: (reason) => void deaths.push(reason),
      unavailable: (reason) => void lost.push(reason),
      ...more,
    });
    return workers;
  }

  function untilVerdicts(count: number): Promise<void> {
    return new Promise((resolve) => {
      watch = () => {
        if (verdicts.length >= count) resolve();
      };
      watch();
    });
  }

  afterEach(async () => {
    await workers?.stop();
    vi.useRealTimers();
  });

  it("find all valid, none to check, and the lowest invalid one of many", async () => {
    const pool = start(2);
    pool.check(1, "block", items(3));
    pool.check(2, "pool", new Uint8Array(0));
    pool.check(3, "block", items(700, 699, 301, 300));
    await untilVerdicts(3);
    expect(new Map(verdicts)).toEqual(
      new Map<number, SignatureVerdict>([
        [1, "valid"],
        [2, "valid"],
        [3, { firstInvalid: 300 }],
      ]),
    );
  });

  it("check a block before what the pool has waiting, given ahead or not", async () => {
    const pool = start(1);
    for (let job = 1; job <= 20; job++) pool.check(job, "pool", items(10));
    pool.check(21, "block", items(10));
    pool.check(22, "block", items(10));
    await untilVerdicts(22);
    const order = verdicts.map(([job]) => job);
    // At most the one that is under way comes before.
    expect(order.indexOf(21)).toBeLessThanOrEqual(1);
    expect(order.indexOf(22)).toBe(order.indexOf(21) + 1);
    expect(order.filter((job) => job <= 20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("say nothing about a cancelled job, and go on", async () => {
    const pool = start(1);
    pool.check(1, "block", items(500));
    pool.check(2, "block", items(1));
    pool.cancel(1);
    await untilVerdicts(1);
    expect(verdicts).toEqual([[2, "valid"]]);
  });

  it("answer not-run for what a worker was checking when it died, replace it, and go on with the rest", async () => {
    const pool = start(1);
    // On a busy machine a worker may die between two chunks, which harms no job: once more, then.
    for (let attempt = 0; attempt < 20; attempt++) {
      verdicts.length = 0;
      pool.check(0, "block", items(1));
      pool.check(1, "block", items(5000));
      pool.check(2, "block", items(1));
      // From the first answer on it is busy with the second job.
      await untilVerdicts(1);
      await pool.threads[0]?.terminate();
      await untilVerdicts(3);
      expect(deaths).toHaveLength(attempt + 1);
      expect(verdicts.map(([job]) => job)).toEqual([0, 1, 2]);
      expect([verdicts[0], verdicts[2]]).toEqual([
        [0, "valid"],
        [2, "valid"],
      ]);
      if (verdicts[1]?.[1] === "not-run") return;
    }
    throw new Error("a worker that was stopped in the middle of a job was never found checking it");
  });

  it("give to another worker what one had not begun when it died", async () => {
    const pool = start(2);
    for (let job = 0; job < 8; job++) pool.check(job, "block", items(2));
    const [first] = pool.threads;
    const dying = first?.terminate();
    await untilVerdicts(8);
    await dying;
    expect(verdicts.every(([, verdict]) => verdict === "valid")).toBe(true);
  });

  it("answer each job once with the lowest invalid item, whatever its size, kind and neighbours", async () => {
    const random = seededIntegers(20_26);
    const pool = start(3);
    const expected = new Map<number, SignatureVerdict>();
    for (let job = 0; job < 60; job++) {
      const count = random(6) === 0 ? random(900) : random(12);
      const invalid = random(2) === 0 || count === 0 ? [] : Array.from({ length: 1 + random(3) }, () => random(count));
      expected.set(job, invalid.length === 0 ? "valid" : { firstInvalid: Math.min(...invalid) });
      pool.check(job, random(2) === 0 ? "block" : "pool", items(count, ...invalid));
      if (random(8) !== 0) continue;
      pool.check(1000 + job, "block", items(300));
      pool.cancel(1000 + job);
    }
    await untilVerdicts(60);
    expect(new Map(verdicts)).toEqual(expected);
    expect(verdicts).toHaveLength(60);
  });

  it("read the memory that they share only while it is theirs: many rounds through the same slots", async () => {
    const pool = start(1);
    for (let job = 0; job < 100; job++)
      pool.check(job, "block", items(2, ...(job % 2 === 0 ? [] : [job % 4 === 1 ? 0 : 1])));
    await untilVerdicts(100);
    for (const [job, verdict] of verdicts) {
      expect(verdict).toEqual(job % 2 === 0 ? "valid" : { firstInvalid: job % 4 === 1 ? 0 : 1 });
    }
  });

  it("that die at each start are started ever more seldom", async () => {
    start(1, { schnorr: "none" as SchnorrName }).check(1, "block", items(1));
    await vi.waitFor(() => expect(deaths).toHaveLength(2), 10_000);
    const secondMs = performance.now();
    await vi.waitFor(() => expect(deaths).toHaveLength(3), 10_000);
    expect(performance.now() - secondMs).toBeGreaterThan(490);
    expect(verdicts).toEqual([]);
  });

  it("that can't be started at all are told once a minute, and lost once; a job waits until one can", async () => {
    vi.useFakeTimers();
    let starts = 0;
    let isPossible = false;
    const pool = start(3, {
      start(data) {
        starts += 1;
        if (!isPossible) throw new Error("no thread is left");
        return startWorker("signature-worker", data);
      },
    });
    pool.check(1, "block", items(5, 3));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lost).toEqual(["Error: no thread is left"]);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(lost).toHaveLength(1);
    expect(starts).toBeLessThanOrEqual(3 * 20);
    // three of each thread, then one a minute
    expect(deaths.length).toBeLessThanOrEqual(3 * 3 + 11);
    isPossible = true;
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    await untilVerdicts(1);
    expect(verdicts).toEqual([[1, { firstInvalid: 3 }]]);
  });
});

/** The same sequence in each run: a linear congruential generator, good enough to mix cases. */
function seededIntegers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}
