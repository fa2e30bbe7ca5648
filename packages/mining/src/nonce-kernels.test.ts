import { createHash } from "node:crypto";
import { hexToBytes, sha256d } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { NONCE_KERNELS, NONCES, searchNoncesWith, withNonce } from "./nonce-search.ts";

/** Nonces that each search is held against the slow way on; a hundredth of TRIAD_PROPERTY_RUNS times as many. */
const COMPARED = 30_000 * Math.max(1, Math.round(Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 100) / 100));

const BITCOIN_GENESIS = hexToBytes(
  "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e" +
    "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c",
);
const GENESIS_NONCE = 2_083_236_893;
const GENESIS_TARGET = hexToBytes(`00000000ffff${"00".repeat(26)}`);

/** By another implementation, and nothing in it is shared with a kernel. */
function meetsTargetSlowly(header: Buffer, nonce: number, target: Uint8Array): boolean {
  header.writeUInt32LE(nonce, 76);
  const once = createHash("sha256").update(header).digest();
  return Buffer.compare(createHash("sha256").update(once).digest().reverse(), target) <= 0;
}

/** All nonces of the range that meet the target, one search after the other. */
function hitsOf(search: (from: number) => number | undefined): number[] {
  const hits: number[] = [];
  for (let hit = search(0); hit !== undefined; hit = search(hit + 1)) hits.push(hit);
  return hits;
}

describe.each(NONCE_KERNELS)("the nonce kernel $name", ({ start }) => {
  const kernel = start();
  const genesis = { header: BITCOIN_GENESIS, target: GENESIS_TARGET };

  it("finds a hit in every lane, wherever the range begins and ends", () => {
    for (let before = 0; before < 9; before++) {
      for (let after = 0; after < 9; after++) {
        const search = { ...genesis, from: GENESIS_NONCE - before, count: before + 1 + after };
        expect(searchNoncesWith(kernel, search)).toBe(GENESIS_NONCE);
      }
    }
  });

  it("sees nothing behind the end of a range, though a lane looks there, nor before its beginning", () => {
    for (let count = 0; count < 9; count++) {
      expect(searchNoncesWith(kernel, { ...genesis, from: GENESIS_NONCE - count, count })).toBeUndefined();
      expect(searchNoncesWith(kernel, { ...genesis, from: GENESIS_NONCE + 1, count })).toBeUndefined();
    }
  });

  it.each([0, 1, 2, 3, NONCES - 5, NONCES - 4, NONCES - 3, NONCES - 2, NONCES - 1])("finds nonce %i", (nonce) => {
    const header = withNonce(BITCOIN_GENESIS, nonce);
    const target = sha256d(header).reverse();
    expect(searchNoncesWith(kernel, { header, target, from: nonce, count: 1 })).toBe(nonce);
    const count = Math.min(7, NONCES - nonce);
    expect(searchNoncesWith(kernel, { header, target, from: nonce, count })).toBe(nonce);
  });

  it("takes the lowest of several hits in one group of lanes", () => {
    const all = new Uint8Array(32).fill(0xff);
    for (let from = 0; from < 6; from++) {
      expect(searchNoncesWith(kernel, { header: BITCOIN_GENESIS, target: all, from, count: 10 })).toBe(from);
    }
  });

  it.each([
    ["one in sixteen", "0f"],
    ["one in 256", "00ff"],
  ])("finds what the slow way finds where %s hits, at both ends and in the middle of all nonces", (_name, prefix) => {
    const target = hexToBytes(prefix.padEnd(64, "7"));
    const part = COMPARED / 3;
    for (const [round, first] of [0, 2 ** 31 - part / 2, NONCES - part].entries()) {
      const header = Buffer.concat([sha256d(Uint8Array.of(round)), BITCOIN_GENESIS]).subarray(0, 80);
      const slow = Array.from({ length: part }, (_, index) => index).filter((index) =>
        meetsTargetSlowly(header, first + index, target),
      );
      const fast = hitsOf((index) => {
        const nonce = searchNoncesWith(kernel, { header, target, from: first + index, count: part - index });
        return nonce === undefined ? undefined : nonce - first;
      });
      expect(fast).toEqual(slow);
      expect(new Set(slow.map((index) => index % 4)).size).toBe(4);
    }
  });
});
