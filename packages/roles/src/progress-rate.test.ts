import { expect, it } from "vitest";
import { ProgressRate } from "./progress-rate.ts";

it("there is no rate before five seconds, and none while nothing moves", () => {
  const rate = new ProgressRate();
  expect(rate.perSecond(10, 0)).toBeUndefined();
  rate.note(10, 0);
  expect(rate.perSecond(100, 4_999)).toBeUndefined();
  expect(rate.perSecond(110, 5_000)).toBe(20);
  expect(rate.perSecond(10, 5_000)).toBeUndefined();
});

it("only the last minute counts, whatever came in one second", () => {
  const rate = new ProgressRate();
  for (let second = 0; second <= 60; second++) {
    rate.note(second * 1_000, second * 1_000);
    rate.note(second * 1_000 + 5, second * 1_000 + 10);
  }
  expect(rate.perSecond(60_000, 60_000)).toBe(1_000);
  for (let second = 61; second <= 120; second++) rate.note(60_000 + (second - 60) * 10, second * 1_000);
  expect(rate.perSecond(60_600, 120_000)).toBe(10);
});

it("a stall is told as unknown once it has lasted for a minute", () => {
  const rate = new ProgressRate();
  for (let second = 0; second <= 10; second++) rate.note(second, second * 1_000);
  for (let second = 11; second <= 71; second++) rate.note(10, second * 1_000);
  expect(rate.perSecond(10, 71_000)).toBeUndefined();
});

it("what was done before another phase is forgotten", () => {
  const rate = new ProgressRate();
  rate.note(0, 0);
  rate.clear();
  expect(rate.perSecond(100, 10_000)).toBeUndefined();
});
