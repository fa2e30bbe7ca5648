import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAge, formatBytes, formatCount, formatDuration, formatHashRate, formatRemaining } from "./numbers.ts";
import { shortenEnd, shortenMiddle, widthOf, wrap } from "./text-width.ts";

describe("shortening", () => {
  it("leaves what fits and cuts what is one longer", () => {
    expect(shortenMiddle("123456", 6)).toBe("123456");
    expect(shortenMiddle("1234567", 6)).toBe("123…67");
    expect(shortenEnd("123456", 6)).toBe("123456");
    expect(shortenEnd("1234567", 6)).toBe("12345…");
    expect(shortenEnd("1", 0)).toBe("");
  });

  it("never exceeds the width and loses no letter by wrapping", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(widthOf(shortenMiddle(text, width))).toBeLessThanOrEqual(width);
        expect(widthOf(shortenEnd(text, width))).toBeLessThanOrEqual(width);
        const lines = wrap(text, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});

describe("numbers", () => {
  it("round what is left of a time, up to the second and to the nearest of larger units", () => {
    const lefts: readonly (readonly [number, string])[] = [
      [-1, "0 s"],
      [0.2, "1 s"],
      [59, "59 s"],
      [59.5, "1 min"],
      [299.9, "5 min"],
      [3_569, "59 min"],
      [3_599, "1 h"],
      [5_400, "1.5 h"],
      [7_199.9, "2 h"],
      [86_399, "24 h"],
      [170_999, "47 h"],
      [171_000, "2 d"],
      [315_359_999, "3,650 d"],
    ];
    expect(lefts.map(([seconds]) => formatRemaining(seconds))).toEqual(lefts.map(([, text]) => text));
  });

  it("changes units where the next one begins", () => {
    expect([59, 60, 3_599, 3_600, 172_799, 172_800].map(formatDuration)).toEqual([
      "59 s",
      "1 min",
      "59 min",
      "1 h",
      "47 h",
      "2 d",
    ]);
    expect([999, 1_000, 999_949, 999_950, 1_500_000].map(formatBytes)).toEqual([
      "999 B",
      "1.0 kB",
      "999.9 kB",
      "1.0 MB",
      "1.5 MB",
    ]);
    expect(formatHashRate(1_234_567)).toBe("1.2 MH/s");
    expect([0, 999, 1_000, 1_234_567].map(formatCount)).toEqual(["0", "999", "1,000", "1,234,567"]);
  });

  it("tells a time ahead of the clock as such", () => {
    expect(formatAge(100, 100_000)).toBe("0 s");
    expect(formatAge(160, 100_000)).toBe("in 1 min");
  });
});
