import { describe, expect, it } from "vitest";
import { WorkerRestarts } from "./worker-restarts.ts";

describe("a worker thread that ends by itself", () => {
  it("is started again soon if it was of use, however often", () => {
    const restarts = new WorkerRestarts(1);
    for (let end = 0; end < 100; end++) {
      restarts.wasOfUse(0);
      expect(restarts.ended(0, end)).toEqual({ afterMs: 250, isTold: true });
    }
    expect(restarts.allFail).toBe(false);
  });

  it("is started ever more seldom if it was of none, at least once a minute, and is told once a minute then", () => {
    const restarts = new WorkerRestarts(1);
    const waited: number[] = [];
    const told: boolean[] = [];
    let nowMs = 0;
    for (let end = 0; end < 12; end++) {
      const { afterMs, isTold } = restarts.ended(0, nowMs);
      expect(restarts.allFail).toBe(end >= 7);
      nowMs += afterMs;
      waited.push(afterMs);
      told.push(isTold);
    }
    expect(waited).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
    // the eighth comes 31 s after the third, the ninth 63 s after it
    expect(told).toEqual([true, true, true, false, false, false, false, false, true, true, true, true]);
  });

  it("counts for itself: a pool of which one thread runs does not fail", () => {
    const restarts = new WorkerRestarts(2);
    for (let end = 0; end < 20; end++) restarts.ended(0, 0);
    expect(restarts.allFail).toBe(false);
    expect(restarts.ended(1, 0)).toEqual({ afterMs: 250, isTold: true });
  });
});
