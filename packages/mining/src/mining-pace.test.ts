import { describe, expect, it } from "vitest";
import { searchStartMs } from "./mining-pace.ts";

const NOW = { monotonicMs: 5_000, unixMs: 100_000 };
const FIXED = { params: { spacing: 2, halfLife: 0 }, maxFutureSeconds: 20 };
const earliest = { integer: () => 0 };
const latest = { integer: (below: number) => below - 1 };

describe("searchStartMs", () => {
  it("starts at once where difficulty adjusts", () => {
    const pace = { params: { spacing: 60, halfLife: 14_400 }, maxFutureSeconds: 600, parentTime: 100 };
    expect(searchStartMs(pace, NOW, latest)).toBe(5_000);
  });

  it("waits until a spacing after the parent's time", () => {
    expect(searchStartMs({ ...FIXED, parentTime: 100 }, NOW, earliest)).toBe(7_000);
    expect(searchStartMs({ ...FIXED, parentTime: 99 }, NOW, earliest)).toBe(6_000);
    expect(searchStartMs({ ...FIXED, parentTime: 98 }, NOW, earliest)).toBe(5_000);
    expect(searchStartMs({ ...FIXED, parentTime: 1 }, NOW, earliest)).toBe(5_000);
  });

  it("spreads starts over less than a quarter of the spacing, when the block is overdue too", () => {
    expect(searchStartMs({ ...FIXED, parentTime: 100 }, NOW, latest)).toBe(7_499);
    expect(searchStartMs({ ...FIXED, parentTime: 1 }, NOW, latest)).toBe(5_499);
  });

  it("a clock set back doesn't stop mining for longer than a valid parent could", () => {
    expect(searchStartMs({ ...FIXED, parentTime: 120 }, NOW, earliest)).toBe(27_000);
    expect(searchStartMs({ ...FIXED, parentTime: 900_000 }, NOW, earliest)).toBe(27_000);
  });
});
