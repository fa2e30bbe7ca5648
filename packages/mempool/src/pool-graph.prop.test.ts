import fc from "fast-check";
import { expect, it } from "vitest";
import { feeRate, type GraphEntry, makeEntry } from "./pool-entry.ts";
import { PoolGraph } from "./pool-graph.ts";
import { FakeChain, outpoint, payment } from "./testing/fake-chain.ts";

const step = fc.record({
  what: fc.constantFrom("insert", "insert", "insert", "remove", "fee"),
  pick: fc.nat(1_000),
  isChild: fc.boolean(),
  fee: fc.nat(5_000),
});

/** By looking at every entry. */
function findLowest(entries: Iterable<GraphEntry>): GraphEntry | undefined {
  return [...entries].sort(
    (a, b) => feeRate(a.withDescendants) - feeRate(b.withDescendants) || b.sequence - a.sequence,
  )[0];
}

it("the lowest is the package that pays the lowest rate, whatever entered, left or changed its fee", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const chain = new FakeChain();
      const graph = new PoolGraph();
      for (const [sequence, { what, pick, isChild, fee }] of steps.entries()) {
        const entries = [...graph.entries()];
        const picked = entries[pick % Math.max(1, entries.length)];
        if (what === "insert") {
          const parent = isChild && picked !== undefined ? [outpoint(picked.tx, sequence)] : [];
          const tx = payment({ from: [chain.fund(1_000), ...parent], to: new Array<number>(60).fill(1_000) });
          graph.insert(makeEntry({ tx, fee, feeDelta: 0, isPinned: false, addedMs: 0, sequence }));
        } else if (picked !== undefined) {
          if (what === "fee") graph.changeFee(picked, fee - 2_500);
          else graph.removeWithDescendants(picked);
        }
        expect(graph.lowest()).toBe(findLowest(graph.entries()));
      }
    }),
  );
});
