import { ANCESTORS_MAX, DESCENDANTS_MAX } from "@triad/mempool";
import { expect, it } from "vitest";
import { isChainTooLong } from "./payment-ancestors.ts";

/** A chain of so many payments, each of which spends the one before. */
function chain(length: number): ReadonlyMap<string, ReadonlySet<string>> {
  const names = Array.from({ length }, (_, i) => `tx${i}`);
  return new Map(names.map((name, i) => [name, new Set(names.slice(0, i))]));
}

it("a chain is too long from the first payment beyond the pool's limit on", () => {
  const payments = chain(ANCESTORS_MAX + 1);
  expect(isChainTooLong(`tx${ANCESTORS_MAX}`, payments)).toBe(true);
  expect(isChainTooLong(`tx${ANCESTORS_MAX - 1}`, chain(ANCESTORS_MAX))).toBe(false);
});

it("so is one that builds on a payment with too many others on it", () => {
  const fan = (children: number) =>
    new Map([
      ["root", new Set<string>()],
      ...Array.from({ length: children }, (_, i) => [`tx${i}`, new Set(["root"])] as const),
    ]);
  expect(isChainTooLong("tx0", fan(DESCENDANTS_MAX))).toBe(true);
  expect(isChainTooLong("tx0", fan(DESCENDANTS_MAX - 1))).toBe(false);
});
