import { expect, it } from "vitest";
import { atPart, median, spreadOf, worst } from "./spread.ts";

it("a part is the least value that so many do not exceed", () => {
  const values = [5, 1, 4, 2, 3];
  expect([median(values), atPart(values, 0.8), atPart(values, 0.81), worst(values)]).toEqual([3, 4, 5, 5]);
  expect(values).toEqual([5, 1, 4, 2, 3]);
});

it("of an even number the lower one in the middle", () => {
  expect(median([4, 1, 2, 3])).toBe(2);
});

it("of nothing there is no spread", () => {
  expect([median([]), spreadOf([])]).toEqual([undefined, undefined]);
});
