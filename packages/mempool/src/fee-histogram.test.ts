import { describe, expect, it } from "vitest";
import { FEE_STEP_BYTES, FeeHistogram, feeHistogram } from "./fee-histogram.ts";
import type { PoolEntry } from "./pool-entry.ts";

function paying(feeRate: number, bytes: number): PoolEntry {
  return { fee: feeRate * bytes, bytes } as PoolEntry;
}

describe("the fee histogram", () => {
  it("of an empty pool has no step", () => {
    expect(feeHistogram([])).toEqual([]);
  });

  it("puts what pays little last, with the lowest rate of each step", () => {
    expect(feeHistogram([paying(1, 300), paying(9, 200), paying(4, 100)])).toEqual([{ feeRate: 1, bytes: 600 }]);
  });

  it("closes a step that holds more than its bytes, and not one that holds just as many", () => {
    const full = paying(9, FEE_STEP_BYTES);
    expect(feeHistogram([full, paying(5, 10)])).toEqual([{ feeRate: 5, bytes: FEE_STEP_BYTES + 10 }]);
    expect(feeHistogram([full, paying(8, 1), paying(5, 10)])).toEqual([
      { feeRate: 8, bytes: FEE_STEP_BYTES + 1 },
      { feeRate: 5, bytes: 10 },
    ]);
  });

  it("of a pool is computed again when the pool has changed, and only then", () => {
    const entries = [paying(9, 200)];
    let looks = 0;
    const pool = {
      revision: 0,
      entries() {
        looks += 1;
        return entries;
      },
    };
    const histogram = new FeeHistogram(pool);
    expect([histogram.steps(), histogram.steps(), looks]).toEqual([
      [{ feeRate: 9, bytes: 200 }],
      [{ feeRate: 9, bytes: 200 }],
      1,
    ]);
    entries.push(paying(4, 100));
    pool.revision += 1;
    expect([histogram.steps(), looks]).toEqual([[{ feeRate: 4, bytes: 300 }], 2]);
  });

  it("never parts what pays the same rate", () => {
    const same = Array.from({ length: 10 }, () => paying(2, FEE_STEP_BYTES));
    expect(feeHistogram(same)).toEqual([{ feeRate: 2, bytes: 10 * FEE_STEP_BYTES }]);
  });
});
