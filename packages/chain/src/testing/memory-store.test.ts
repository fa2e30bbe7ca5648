import { describe, expect, it } from "vitest";
import { drawFrom } from "./draw-from.ts";
import { batchOf } from "./empty-batch.ts";
import { MemoryStore } from "./memory-store.ts";
import { storeComplianceCases } from "./store-compliance.ts";

describe("a store in memory", () => {
  for (const { title, steps } of storeComplianceCases()) {
    it(title, () => {
      let store = new MemoryStore();
      for (const step of steps) {
        if (step.type === "commit") store.apply(step.batch, step.durable);
        else if (step.type === "check") step.check(store);
        else store = store.copy();
      }
    });
  }
});

const numbered = (n: number) =>
  batchOf({
    records: new Map([
      ["last", Uint8Array.of(n)],
      [`batch ${n}`, Uint8Array.of(n)],
    ]),
  });

function storeWith(durableUpTo: number, last: number): MemoryStore {
  const store = new MemoryStore();
  for (let n = 1; n <= last; n++) store.apply(numbered(n), n <= durableUpTo);
  return store;
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

describe("loss of power", () => {
  it("takes nothing of a durable batch, nor of those before it", () => {
    const store = new MemoryStore();
    store.apply(numbered(1), false);
    store.apply(numbered(2), true);
    expect(store.pendingWrites).toBe(0);
    expect(store.afterPowerLoss(0).record("last")).toEqual(Uint8Array.of(2));
  });

  it("leaves the first whole batches of those that were not durable", () => {
    const store = storeWith(2, 5);
    // two keys and the commit of each
    expect(store.pendingWrites).toBe(9);
    const lastAfter = (writes: number) => store.afterPowerLoss(writes).record("last")?.[0];
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(lastAfter)).toEqual([2, 2, 2, 3, 3, 3, 4, 4, 4, 5]);
  });

  it("of a disk that reorders, drops and tears leaves the first whole batches, whatever it kept", () => {
    const store = storeWith(2, 5);
    const left = new Set<number>();
    for (let seed = 0; seed < 2_000; seed++) {
      const draw = drawFrom(seed);
      const writes = draw(10);
      const restarted = store.afterPowerLoss(writes, draw);
      const last = restarted.record("last")?.[0] ?? 0;
      expect(last).toBeLessThanOrEqual(2 + Math.floor(writes / 3));
      expect([...restarted.records("batch")].map(([, bytes]) => bytes[0])).toEqual(upTo(last));
      left.add(last);
    }
    expect([...left].sort()).toEqual([2, 3, 4, 5]);
  });

  it("removes what lost batches created and brings back what they removed", () => {
    const store = storeWith(1, 1);
    store.apply(
      batchOf({
        records: new Map([
          ["batch 1", null],
          ["new", Uint8Array.of(9)],
        ]),
      }),
      false,
    );
    const restarted = store.afterPowerLoss(1);
    expect([...restarted.records("")].map(([name]) => name)).toEqual(["batch 1", "last"]);
    expect([...store.records("")].map(([name]) => name)).toEqual(["last", "new"]);
  });

  it("leaves a store that goes on independently", () => {
    const store = storeWith(1, 2);
    const restarted = store.afterPowerLoss(0);
    restarted.apply(numbered(7));
    expect(store.record("last")).toEqual(Uint8Array.of(2));
    expect(restarted.pendingWrites).toBe(0);
  });
});

it("a header that leaves a gap is a bug of ours, and nothing of its batch is applied", () => {
  const store = new MemoryStore();
  const header = { sequence: 1, header: new Uint8Array(80), hash: new Uint8Array(32), status: 0 };
  expect(() =>
    store.apply(batchOf({ headers: [header], bodies: [{ hash: header.hash, bytes: header.hash }] })),
  ).toThrow("without gaps");
  expect(store.body(header.hash)).toBeUndefined();
});
