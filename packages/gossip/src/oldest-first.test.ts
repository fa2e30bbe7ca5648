import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OldestFirst } from "./oldest-first.ts";

describe("the oldest entry", () => {
  it("is the one that a plain map names first, after any additions and deletions", () => {
    const step = fc.record({ what: fc.constantFrom("add", "delete", "oldest", "clear"), key: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const plain = new Map<number, number>();
        const entries = new OldestFirst<number, number>();
        for (const [at, { what, key }] of steps.entries()) {
          if (what === "add") {
            if (!plain.has(key)) plain.set(key, at);
            entries.add(key, at);
          } else if (what === "delete") {
            plain.delete(key);
            entries.delete(key);
          } else if (what === "clear") {
            if (at % 4 > 0) continue;
            plain.clear();
            entries.clear();
          } else {
            expect(entries.oldest()).toEqual([...plain][0]);
          }
          expect(entries.size).toBe(plain.size);
          expect(entries.has(key)).toBe(plain.has(key));
        }
        expect(entries.oldest()).toEqual([...plain][0]);
      }),
    );
  });
});
