import { concatBytes, SIGNATURE_CHECK_BYTES, wasmSchnorr } from "@triad/crypto";
import type { SignatureVerdict } from "@triad/roles";
import { afterEach, describe, expect, it } from "vitest";
import { createSignatureWorkers, type SignatureWorkers } from "./signature-workers.ts";

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
  let watch: () => void = () => undefined;

  function start(size: number): SignatureWorkers {
    verdicts.length = 0;
    deaths.length = 0;
    workers = createSignatureWorkers({
      size,
      verdict: (job, verdict) => {
        verdicts.push([job, verdict]);
        watch();
      },
      died: (reason) => void deaths.push(reason),
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

  afterEach(() => workers?.stop());

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

  it("check a block before what the pool has waiting", async () => {
    const pool = start(1);
    for (const job of [1, 2, 3]) pool.check(job, "pool", items(10));
    pool.check(4, "block", items(10));
    await untilVerdicts(4);
    // The first was under way when the block came.
    expect(verdicts.map(([job]) => job)).toEqual([1, 4, 2, 3]);
  });

  it("say nothing about a cancelled job, and go on", async () => {
    const pool = start(1);
    pool.check(1, "block", items(500));
    pool.check(2, "block", items(1));
    pool.cancel(1);
    await untilVerdicts(1);
    expect(verdicts).toEqual([[2, "valid"]]);
  });

  it("answer not-run for a worker that dies, and replace it", async () => {
    const pool = start(1);
    pool.check(1, "block", items(5000));
    pool.check(2, "block", items(1));
    await pool.threads[0]?.terminate();
    await untilVerdicts(1);
    expect(verdicts).toEqual([[1, "not-run"]]);
    await untilVerdicts(2);
    expect(verdicts[1]).toEqual([2, "valid"]);
    expect(deaths).toHaveLength(1);
  });
});
