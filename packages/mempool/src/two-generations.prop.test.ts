import fc from "fast-check";
import { expect, it } from "vitest";
import { TwoGenerations } from "./two-generations.ts";

it("holds at most so many entries, at least the last half as many, and each with its last value", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 9 }),
      fc.array(fc.tuple(fc.nat(12), fc.nat(100)), { maxLength: 60 }),
      (countMax, entries) => {
        const map = new TwoGenerations<number, number>(countMax);
        const last = new Map<number, number>();
        for (const [key, value] of entries) {
          map.set(key, value);
          last.delete(key);
          last.set(key, value);
          expect(map.size).toBeLessThanOrEqual(countMax);
          const lately = [...last].slice(-Math.floor(countMax / 2));
          expect(lately.map(([one]) => map.get(one))).toEqual(lately.map(([, of]) => of));
          const kept = [...last].filter(([one]) => map.get(one) !== undefined);
          expect(kept.length).toBe(map.size);
          for (const [one, of] of kept) expect(map.get(one)).toBe(of);
        }
        map.clear();
        expect([map.size, map.get(entries[0]?.[0] ?? 0)]).toEqual([0, undefined]);
      },
    ),
  );
});
