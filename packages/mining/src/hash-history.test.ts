import { describe, expect, it } from "vitest";
import { HashHistory } from "./hash-history.ts";

const MINUTE_MS = 60_000;

describe("HashHistory", () => {
  it("is empty before any search", () => {
    const history = new HashHistory();
    expect([history.average(10, 5_000), history.series(10, 5_000)]).toEqual([0, []]);
  });

  it("tells each whole minute, and pauses as such", () => {
    const history = new HashHistory();
    history.start(30_000);
    for (const minute of [1, 2, 4]) history.add(minute * 6_000, minute * MINUTE_MS + 59_000);
    expect(history.series(60, 5 * MINUTE_MS)).toEqual([100, 200, 0, 400]);
    expect(history.series(2, 5 * MINUTE_MS)).toEqual([0, 400]);
  });

  it("averages over the time there was", () => {
    const history = new HashHistory();
    history.start(0);
    history.add(6_000, 3_000);
    expect(history.average(10, 6_000)).toBe(1_000);
    history.add(54_000, 30 * MINUTE_MS);
    expect(history.average(60, 30 * MINUTE_MS)).toBeCloseTo(60_000 / 1_800);
    expect(history.average(10, 30 * MINUTE_MS)).toBeCloseTo(90);
  });

  it("forgets what is older than a day", () => {
    const history = new HashHistory();
    history.start(0);
    history.add(1e9, 1_000);
    const later = 1_500 * MINUTE_MS;
    history.add(60_000, later);
    expect(history.average(1_440, later + 1_000)).toBeLessThan(1);
    expect(history.series(1_440, later).every((rate) => rate === 0)).toBe(true);
    expect(history.average(1_440, later + 10_000 * MINUTE_MS)).toBe(0);
  });
});
