import { compareBytes, sha256d } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { NONCES, withNonce } from "./nonce-search.ts";
import { nonceRange, SLICE_NONCES, searchSlice } from "./search-slice.ts";

const HEADER = Uint8Array.from({ length: 80 }, (_, i) => i);
const NEVER = new Uint8Array(32);

describe("searchSlice", () => {
  it("goes through a range slice by slice until it is exhausted", () => {
    const end = SLICE_NONCES + 10;
    expect(searchSlice({ header: HEADER, target: NEVER, next: 0, end })).toEqual({
      type: "continue",
      hashes: SLICE_NONCES,
      next: SLICE_NONCES,
    });
    expect(searchSlice({ header: HEADER, target: NEVER, next: SLICE_NONCES, end })).toEqual({
      type: "exhausted",
      hashes: 10,
    });
  });

  it("a range of exactly one slice is exhausted by it", () => {
    expect(searchSlice({ header: HEADER, target: NEVER, next: 0, end: SLICE_NONCES }).type).toBe("exhausted");
  });

  it("gives the solved header and counts the hashes up to it", () => {
    const hashes = Array.from({ length: 20 }, (_, i) => sha256d(withNonce(HEADER, 68 + i)).reverse());
    const target = hashes.toSorted(compareBytes)[0] as Uint8Array;
    const best = hashes.indexOf(target);
    const result = searchSlice({ header: HEADER, target, next: 68, end: 88 });
    expect(result).toEqual({ type: "found", hashes: best + 1, header: withNonce(HEADER, 68 + best) });
  });

  it("workers' ranges cover every nonce once", () => {
    for (const workers of [1, 2, 3, 7]) {
      let next = 0;
      for (let index = 0; index < workers; index++) {
        expect(nonceRange(index, workers).from).toBe(next);
        next = nonceRange(index, workers).end;
      }
      expect(next).toBe(NONCES);
    }
  });
});
