/** Walks over the rows of a header table: down to an ancestor, and down two branches to where they part. */
import { assert } from "../assert.ts";
import { NO_ROW } from "./hash-to-row.ts";
import type { HeaderTable } from "./header-table.ts";

/** The row at `height` on the chain of `row`; in O(log height) steps. */
export function ancestorRow(table: HeaderTable, row: number, height: number): number {
  let at = row;
  while (table.height(at) > height) {
    const skip = table.skip(at);
    at = skip !== NO_ROW && table.height(skip) >= height ? skip : table.parent(at);
  }
  return at;
}

/** The last row that both chains share; genesis at the latest. */
export function forkRow(table: HeaderTable, a: number, b: number): number {
  let left = ancestorRow(table, a, Math.min(table.height(a), table.height(b)));
  let right = ancestorRow(table, b, table.height(left));
  while (left !== right) {
    const leftSkip = table.skip(left);
    const rightSkip = table.skip(right);
    // while the skips differ, the fork is below them
    const canSkip = leftSkip !== NO_ROW && rightSkip !== NO_ROW && leftSkip !== rightSkip;
    left = canSkip ? leftSkip : table.parent(left);
    right = canSkip ? rightSkip : table.parent(right);
    assert(left !== NO_ROW && right !== NO_ROW, "all chains share their genesis");
  }
  return left;
}

/**
 * The height to which a block of `height` has a link of its own (as Bitcoin Core's pskip): heights whose low bits are
 * cleared make a skip list, in which the links of parents interlock.
 */
export function skipHeight(height: number): number {
  if (height < 2) return 0;
  return height & 1 ? clearLowestBit(clearLowestBit(height - 1)) + 1 : clearLowestBit(height);
}

function clearLowestBit(n: number): number {
  return n & (n - 1);
}
