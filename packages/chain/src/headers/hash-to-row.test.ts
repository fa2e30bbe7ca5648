import { describe, expect, it } from "vitest";
import { drawFrom } from "../testing/index.ts";
import { HASH_BYTES, HashToRow, NO_ROW, type SlotHash } from "./hash-to-row.ts";

const COUNT = 3000;

/** Random hashes one after the other, each added to a map as it is made. */
function filled(slotHash?: SlotHash, change: (hash: Uint8Array, row: number) => void = () => {}) {
  const draw = drawFrom(11);
  const column = Uint8Array.from({ length: (COUNT + 1) * HASH_BYTES }, () => draw(256));
  const rows = new HashToRow(slotHash);
  for (let row = 0; row < COUNT; row++) {
    change(column.subarray(row * HASH_BYTES, (row + 1) * HASH_BYTES), row);
    rows.add(column, row);
  }
  return { column, rows };
}

function expectAllFound(column: Uint8Array, rows: HashToRow): void {
  for (let row = 0; row < COUNT; row++) {
    if (rows.find(column, column, row * HASH_BYTES) !== row) expect.fail(`row ${row} is not found`);
  }
  // the last hash of the column was not added
  expect(rows.find(column, column, COUNT * HASH_BYTES)).toBe(NO_ROW);
}

describe("rows by hash", () => {
  it("are found at any place of any bytes, and nothing is found before it is added", () => {
    const { column, rows } = filled();
    expectAllFound(column, rows);
    expect(new HashToRow().find(column, column)).toBe(NO_ROW);
    const elsewhere = new Uint8Array(100);
    elsewhere.set(column.subarray(7 * HASH_BYTES, 8 * HASH_BYTES), 50);
    expect(rows.find(column, elsewhere, 50)).toBe(7);
    expect(rows.find(column, elsewhere)).toBe(NO_ROW);
  });

  it("are found when all hashes want one slot, the last one as well, where probing goes on at the first", () => {
    for (const slot of [0, 77, -1]) {
      const { column, rows } = filled(() => slot);
      expectAllFound(column, rows);
    }
  });

  it("are found when hashes differ in their last byte only", () => {
    const { column, rows } = filled(undefined, (hash, row) => {
      hash.fill(0);
      hash[30] = row >>> 8;
      hash[31] = row & 0xff;
    });
    expectAllFound(column, rows);
  });
});
