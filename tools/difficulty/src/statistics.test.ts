import { describe, expect, it } from "vitest";
import { deviationOf, meanOf, percentileOf, recoveryAfter, spacingFigures } from "./statistics.ts";

describe("a percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [0, 1],
    [1, 1],
    [1.01, 2],
    [50, 50],
    [99, 99],
    [99.01, 100],
    [100, 100],
  ])("%d of the numbers from 1 to 100, in any order, is %d", (percent, value) => {
    expect(percentileOf(hundred, percent)).toBe(value);
  });

  it("of one value is that value, and of none is refused", () => {
    expect(percentileOf([7], 99)).toBe(7);
    expect(() => percentileOf([], 50)).toThrow(RangeError);
  });
});

describe("the figures of a run", () => {
  it("are those of the population", () => {
    expect(meanOf([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(deviationOf([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
    expect(spacingFigures({ spacing: [2, 4, 4, 4, 5, 5, 7, 9] })).toMatchObject({ percentile99: 9, longest: 9 });
  });
});

describe("the recovery", () => {
  const run = { spacing: [60, 60, 600, 300, 70, 60], expected: [60, 60, 600, 100, 66, 60] };

  it("ends at the first block expected within a tenth of the spacing", () => {
    expect(recoveryAfter(run, 3, 60)).toEqual({ blocks: 2, seconds: 900 });
    expect(recoveryAfter({ ...run, expected: [60, 60, 600, 100, 66.1, 60] }, 3, 60)?.blocks).toBe(3);
    expect(recoveryAfter({ ...run, expected: [60, 60, 6, 54, 60, 60] }, 3, 60)?.blocks).toBe(1);
    expect(recoveryAfter({ ...run, expected: [60, 60, 6, 53.9, 60, 60] }, 3, 60)?.blocks).toBe(2);
  });

  it("takes nothing where nothing changed, and has no end if the run ends first", () => {
    expect(recoveryAfter(run, 1, 60)).toEqual({ blocks: 0, seconds: 0 });
    expect(recoveryAfter({ spacing: [600, 600], expected: [600, 600] }, 1, 60)).toBeUndefined();
  });
});
