import { describe, expect, it } from "vitest";
import { HashRate } from "./hash-rate.ts";

describe("HashRate", () => {
  it("is 0 before any search", () => {
    expect(new HashRate().perSecond(1_000)).toBe(0);
  });

  it("shows a steady rate from the first reports on, several workers added up", () => {
    const rate = new HashRate();
    rate.start(1_000);
    for (let ms = 1_100; ms <= 3_000; ms += 100) {
      rate.add(100_000, ms);
      rate.add(100_000, ms);
    }
    expect(rate.perSecond(3_000) / 2_000_000).toBeCloseTo(1, 1);
  });

  it("falls while nothing is searched", () => {
    const rate = new HashRate();
    rate.start(0);
    rate.add(1_000_000, 1_000);
    const before = rate.perSecond(1_000);
    expect(rate.perSecond(31_000)).toBeLessThan(before / 10);
  });
});
