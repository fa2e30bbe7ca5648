import fc from "fast-check";
import { expect, it } from "vitest";
import { IndexedHeap } from "./indexed-heap.ts";

interface Item {
  readonly id: number;
  rank: number;
}

const compare = (a: Item, b: Item) => a.rank - b.rank || a.id - b.id;

it("whatever is set and deleted, the first is the least of a plain list", () => {
  const step = fc.record({ what: fc.constantFrom("set", "delete", "take"), id: fc.nat(15), rank: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 16 }), fc.array(step, { maxLength: 80 }), (ranks, steps) => {
      const items: Item[] = Array.from({ length: 16 }, (_, id) => ({ id, rank: ranks[id] ?? 0 }));
      const model = new Set(items.slice(0, ranks.length));
      const heap = new IndexedHeap<Item>(compare, model);
      for (const { what, id, rank } of steps) {
        const item = items[id]!;
        const least = [...model].sort(compare)[0];
        switch (what) {
          case "set":
            item.rank = rank;
            model.add(item);
            heap.set(item);
            break;
          case "delete":
            model.delete(item);
            heap.delete(item);
            break;
          default:
            if (least !== undefined) model.delete(least);
            expect(heap.takeFirst()).toBe(least);
        }
        expect(heap.first()).toBe([...model].sort(compare)[0]);
        expect(heap.size).toBe(model.size);
        expect(heap.has(item)).toBe(model.has(item));
      }
    }),
  );
});
