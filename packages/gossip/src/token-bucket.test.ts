import fc from "fast-check";
import { expect, it } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

it("gives its burst at once and not one more", () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, 1_000);
  expect(bucket.isFull(1_000)).toBe(true);
  expect([1, 2, 3, 4].map(() => bucket.take(1, 1_000))).toEqual([true, true, true, false]);
});

it("gives one more as soon as its time has come, and not a millisecond sooner", () => {
  const bucket = new TokenBucket({ burst: 1, perSecond: 2 }, 0);
  bucket.take(1, 0);
  expect(bucket.take(1, 499)).toBe(false);
  expect(bucket.take(1, 500)).toBe(true);
});

it("takes all that is asked for or nothing", () => {
  const bucket = new TokenBucket({ burst: 10, perSecond: 1 }, 0);
  expect(bucket.take(11, 0)).toBe(false);
  expect(bucket.take(10, 0)).toBe(true);
});

it("never saves more than its burst", () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 1 }, 0);
  expect(bucket.isFull(1_000_000)).toBe(true);
  expect(bucket.take(3, 1_000_000)).toBe(false);
});

it("in any span no more is taken than burst and time give", () => {
  const taking = fc.record({ waitMs: fc.nat(3_000), count: fc.integer({ min: 1, max: 8 }) });
  const rate = fc.record({ burst: fc.integer({ min: 1, max: 20 }), perSecond: fc.integer({ min: 0, max: 20 }) });
  fc.assert(
    fc.property(rate, fc.array(taking, { maxLength: 60 }), (bound, takings) => {
      const bucket = new TokenBucket(bound, 0);
      let nowMs = 0;
      const taken: { readonly atMs: number; readonly count: number }[] = [];
      for (const { waitMs, count } of takings) {
        nowMs += waitMs;
        if (bucket.take(count, nowMs)) taken.push({ atMs: nowMs, count });
      }
      for (const [first, { atMs }] of taken.entries()) {
        let sum = 0;
        for (const later of taken.slice(first)) {
          sum += later.count;
          const allowed = bound.burst + ((later.atMs - atMs) / 1000) * bound.perSecond;
          expect(sum).toBeLessThanOrEqual(allowed + 1e-6);
        }
      }
    }),
  );
});
