import { AMOUNT_MAX, COIN } from "@triad/chain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainAmount, formatAmount, formatCoins, parseAmount, parseSignedAmount } from "./amount.ts";

describe("parseAmount", () => {
  it("reads coins with up to eight decimals exactly", () => {
    expect(parseAmount("1.5")).toBe(150_000_000);
    expect(parseAmount(" 2 ")).toBe(2 * COIN);
    expect(parseAmount(".5")).toBe(50_000_000);
    expect(parseAmount("0")).toBe(0);
    expect(parseAmount("0.00000001")).toBe(1);
    expect(parseAmount("0001.10000000")).toBe(110_000_000);
    // 0.29 * 100000000 is 28999999.999999996 in floating point.
    expect(parseAmount("0.29")).toBe(29_000_000);
  });

  it("too-many-decimals begins with the ninth", () => {
    expect(parseAmount("1.12345678")).toBe(112_345_678);
    expect(parseAmount("1.123456789")).toBe("too-many-decimals");
  });

  it("too-large begins above 21 million coins", () => {
    expect(parseAmount("21000000")).toBe(AMOUNT_MAX);
    expect(parseAmount("21000000.00000001")).toBe("too-large");
    expect(parseAmount("9".repeat(64))).toBe("too-large");
  });

  it("not-a-number is everything else", () => {
    for (const text of [
      "",
      ".",
      "1.",
      "-1",
      "+1",
      "1,5",
      "1e3",
      "0x10",
      "1 000",
      "NaN",
      "one",
      "1.5.5",
      "9".repeat(65),
    ]) {
      expect(parseAmount(text), text).toBe("not-a-number");
    }
  });

  it("reads back what formatAmount wrote, for any amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: AMOUNT_MAX }), fc.integer({ min: 0, max: 8 }), (units, decimals) => {
        expect(parseAmount(formatAmount(units, decimals))).toBe(units);
        expect(parseSignedAmount(formatAmount(-units, decimals))).toBe(units === 0 ? 0 : -units);
      }),
    );
  });
});

describe("parseSignedAmount", () => {
  it("reads both signs and none", () => {
    expect(parseSignedAmount("+0.5")).toBe(50_000_000);
    expect(parseSignedAmount("-0.5")).toBe(-50_000_000);
    expect(parseSignedAmount("0.5")).toBe(50_000_000);
    expect(Object.is(parseSignedAmount("-0"), 0)).toBe(true);
    expect(parseSignedAmount("--1")).toBe("not-a-number");
  });
});

describe("formatAmount", () => {
  it("shows all eight decimals in tables and at least two in sentences", () => {
    expect(formatAmount(150_000_000)).toBe("1.50000000");
    expect(formatAmount(-1)).toBe("-0.00000001");
    expect(formatCoins(150_000_000)).toBe("1.50 coins");
    expect(formatCoins(1)).toBe("0.00000001 coins");
    expect(formatAmount(AMOUNT_MAX, 0)).toBe("21000000");
  });

  it("explains every fault", () => {
    expect(explainAmount("not-a-number")).toContain("1.5");
    expect(explainAmount("too-many-decimals")).toContain("8 decimals");
    expect(explainAmount("too-large")).toContain("21000000 coins");
  });
});
