import { describe, expect, it } from "vitest";
import { drawBlock, type Piece } from "./draw-block.ts";
import { seededRandom } from "./seeded-random.ts";
import { meanOf } from "./statistics.ts";

/** First number: makes the threshold −ln(1 − u) what is asked for; second: chooses the finder. */
function randomFor(threshold: number, choice = 0) {
  const numbers = [1 - Math.exp(-threshold), choice];
  return () => numbers.shift() ?? 0;
}

/** 0.1 blocks a second up to clock 10, then 0.5 up to clock 12, then 2 for ever. */
function easing(clock: number): Piece {
  if (clock < 10) return { blocksPerSecond: [0.1], endsAt: 10 };
  if (clock < 12) return { blocksPerSecond: [0.5], endsAt: 12 };
  return { blocksPerSecond: [2], endsAt: Number.POSITIVE_INFINITY };
}

describe("the time of a block", () => {
  it.each([
    ["within the first piece", 0, 0.5, 5],
    ["shortly before the first piece ends", 0, 0.999, 9.99],
    ["shortly after the second one begins", 0, 1.001, 10.002],
    ["in the second piece", 0, 1.5, 11],
    ["in the third piece", 0, 2.5, 12.25],
    ["from a later beginning", 8, 0.7, 11],
  ])("is where the integral of the rate reaches the threshold: %s", (_, from, threshold, at) => {
    expect(drawBlock(easing, from, randomFor(threshold)).clock).toBeCloseTo(at, 9);
  });

  it("passes over pieces in which nobody mines", () => {
    const pieceAt = (clock: number): Piece =>
      clock < 100 ? { blocksPerSecond: [0], endsAt: 100 } : { blocksPerSecond: [1], endsAt: Number.POSITIVE_INFINITY };
    expect(drawBlock(pieceAt, 0, randomFor(2)).clock).toBeCloseTo(102, 9);
  });

  it("is refused when it can never come, or when a piece has no length", () => {
    const never = () => ({ blocksPerSecond: [0], endsAt: Number.POSITIVE_INFINITY });
    expect(() => drawBlock(never, 0, randomFor(1))).toThrow(RangeError);
    expect(() => drawBlock(() => ({ blocksPerSecond: [1], endsAt: 5 }), 5, randomFor(1))).toThrow(RangeError);
  });

  it("has the mean of a rate that doubles after a second, by the exact formula", () => {
    const pieceAt = (clock: number): Piece =>
      clock < 1 ? { blocksPerSecond: [1], endsAt: 1 } : { blocksPerSecond: [2], endsAt: Number.POSITIVE_INFINITY };
    const random = seededRandom(7);
    const times = Array.from({ length: 40_000 }, () => drawBlock(pieceAt, 0, random).clock);
    // the integral of the survival: 1 − e^−1 in the first second, e^−1 / 2 after it
    expect(meanOf(times)).toBeCloseTo(1 - Math.exp(-1) / 2, 1.9);
  });
});

describe("the finder of a block", () => {
  it.each([
    [0, 0],
    [0.249, 0],
    [0.251, 2],
    [0.999, 2],
  ])("at %d of the sum of the rates is miner %d", (choice, finder) => {
    const piece = { blocksPerSecond: [1, 0, 3, 0], endsAt: Number.POSITIVE_INFINITY };
    expect(drawBlock(() => piece, 0, randomFor(1, choice)).finder).toBe(finder);
  });
});
