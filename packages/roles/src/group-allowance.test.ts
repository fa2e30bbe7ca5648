import { expect, it } from "vitest";
import { GROUPS_MAX, GroupAllowance } from "./group-allowance.ts";

const at = (monotonicMs: number) => ({ monotonicMs, unixMs: 0 });
/** How many of `count` attempts succeed. */
function taken(allowance: GroupAllowance, group: string, count: number, ms: number): number {
  return Array.from({ length: count }, () => allowance.take(group, at(ms))).filter(Boolean).length;
}

it("a group gets a full bucket, then one for each period, and never more than a full one", () => {
  const allowance = new GroupAllowance({ tokens: 3, tokenMs: 100 }, { tokens: 1_000, tokenMs: 1 });
  expect(taken(allowance, "a", 5, 0)).toBe(3);
  expect(taken(allowance, "a", 5, 99)).toBe(0);
  expect(taken(allowance, "a", 5, 100)).toBe(1);
  expect(taken(allowance, "a", 5, 1_000_000)).toBe(3);
  expect(taken(allowance, "b", 5, 1_000_000)).toBe(3);
});

it("all groups together get no more than the common bucket, however many there are", () => {
  const allowance = new GroupAllowance({ tokens: 3, tokenMs: 100 }, { tokens: 10, tokenMs: 1_000 });
  const groups = Array.from({ length: 3 * GROUPS_MAX }, (_, n) => `group ${n}`);
  expect(groups.filter((group) => allowance.take(group, at(0)))).toHaveLength(10);
  expect(groups.filter((group) => allowance.take(group, at(5_000)))).toHaveLength(5);
});

it("what the common bucket refused costs the group nothing", () => {
  const allowance = new GroupAllowance({ tokens: 2, tokenMs: 1_000_000 }, { tokens: 1, tokenMs: 10 });
  expect([0, 1, 2, 10, 20].map((ms) => allowance.take("a", at(ms)))).toEqual([true, false, false, true, false]);
});
