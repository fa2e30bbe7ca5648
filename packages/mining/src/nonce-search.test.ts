import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hexToBytes, sha256d } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { meetsTarget, NONCES, searchNonces, withNonce } from "./nonce-search.ts";

const BITCOIN_GENESIS = hexToBytes(
  "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e" +
    "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c",
);
const GENESIS_NONCE = 2_083_236_893;
const GENESIS_TARGET = hexToBytes(`00000000ffff${"00".repeat(26)}`);

describe("searchNonces", () => {
  it("finds the nonce of Bitcoin's genesis block", () => {
    const search = { header: BITCOIN_GENESIS, target: GENESIS_TARGET, from: GENESIS_NONCE - 1_000, count: 2_000 };
    expect(searchNonces(search)).toBe(GENESIS_NONCE);
  });

  it("includes the first nonce of the range and excludes the one after the last", () => {
    const search = { header: BITCOIN_GENESIS, target: GENESIS_TARGET };
    expect(searchNonces({ ...search, from: GENESIS_NONCE, count: 1 })).toBe(GENESIS_NONCE);
    expect(searchNonces({ ...search, from: GENESIS_NONCE, count: 0 })).toBeUndefined();
    expect(searchNonces({ ...search, from: GENESIS_NONCE - 5, count: 5 })).toBeUndefined();
    expect(searchNonces({ ...search, from: GENESIS_NONCE + 1, count: 500 })).toBeUndefined();
  });

  it("reaches the last nonce, and refuses ranges beyond it", () => {
    const header = withNonce(BITCOIN_GENESIS, NONCES - 1);
    const target = sha256d(header).reverse();
    expect(searchNonces({ header, target, from: NONCES - 1, count: 1 })).toBe(NONCES - 1);
    expect(searchNonces({ header, target, from: NONCES, count: 0 })).toBeUndefined();
    const zero = new Uint8Array(32);
    expect(searchNonces({ header, target: zero, from: NONCES - 300, count: 300 })).toBeUndefined();
    for (const [from, count] of [
      [NONCES - 1, 2],
      [NONCES, 1],
      [-1, 1],
      [0, -1],
      [0.5, 1],
      [0, Number.NaN],
    ] as const) {
      expect(() => searchNonces({ header, target, from, count })).toThrow(RangeError);
    }
  });

  it("a hash equal to the target meets it, one above doesn't", () => {
    const hash = sha256d(BITCOIN_GENESIS).reverse();
    const below = Uint8Array.from(hash, (byte, i) => (i === 31 ? byte - 1 : byte));
    const search = { header: BITCOIN_GENESIS, from: GENESIS_NONCE, count: 1 };
    expect(searchNonces({ ...search, target: hash })).toBe(GENESIS_NONCE);
    expect(searchNonces({ ...search, target: below })).toBeUndefined();
    expect(meetsTarget(BITCOIN_GENESIS, hash)).toBe(true);
    expect(meetsTarget(BITCOIN_GENESIS, below)).toBe(false);
  });

  it("agrees with the slow way on random headers, whatever the target", () => {
    let seed = new Uint8Array(32).fill(7);
    for (let round = 0; round < 60; round++) {
      seed = new Uint8Array(sha256d(seed));
      const header = Uint8Array.from({ length: 80 }, (_, i) => (seed[i % 32] as number) ^ (i * round));
      // from "every hash" (top word all ones) to one hash in 1024, with random lower bits
      const target = sha256d(seed).map((byte, i) =>
        i === 0 ? 0xff >> (round % 9) : i === 1 ? byte >> (round % 3) : byte,
      );
      const from = (new DataView(seed.buffer).getUint32(0) >>> 1) + (round % 2) * 2 ** 31;
      const count = Math.min(2_000, NONCES - from);
      let expected: number | undefined;
      for (let nonce = from; nonce < from + count && expected === undefined; nonce++) {
        if (meetsTarget(withNonce(header, nonce), target)) expected = nonce;
      }
      expect(searchNonces({ header, target, from, count })).toBe(expected);
    }
  });

  it("reads header and target from the middle of bigger buffers, and leaves them alone", () => {
    const big = new Uint8Array(200).fill(1);
    big.set(BITCOIN_GENESIS, 3);
    big.set(GENESIS_TARGET, 101);
    const before = big.slice();
    const views = { header: big.subarray(3, 83), target: big.subarray(101, 133) };
    expect(searchNonces({ ...views, from: GENESIS_NONCE - 10, count: 20 })).toBe(GENESIS_NONCE);
    expect(big).toEqual(before);
  });

  it("refuses headers and targets of another length", () => {
    const search = { from: 0, count: 1 };
    expect(() => searchNonces({ ...search, header: new Uint8Array(79), target: GENESIS_TARGET })).toThrow(RangeError);
    expect(() => searchNonces({ ...search, header: BITCOIN_GENESIS, target: new Uint8Array(33) })).toThrow(RangeError);
  });

  it("the kernel is what its generator writes", () => {
    const script = fileURLToPath(new URL("../scripts/generate-kernel.mjs", import.meta.url));
    const kernel = readFileSync(new URL("./generated/nonce-kernel.ts", import.meta.url), "utf8");
    expect(execFileSync(process.execPath, [script, "--print"], { encoding: "utf8" })).toBe(kernel);
  });
});
