import { describe, expect, it } from "vitest";
import { BlockTree, commitAll, MemoryStore, openTestChain, testNetwork } from "../testing/index.ts";
import { isSameFilterRow, readFilterRow, writeFilterRow } from "./filter-row.ts";

/** As a run of an earlier version left it: filters without what follows them. */
class StoreOfBareFilters extends MemoryStore {
  override filter(hash: Uint8Array): Uint8Array | undefined {
    return super.filter(hash)?.slice(0, -64);
  }
}

describe("a stored filter", () => {
  const network = testNetwork();
  const tree = new BlockTree(network);
  const { bytes, hash, header } = tree.extend(tree.genesis);

  it("carries what opens the header's root", () => {
    const chain = openTestChain(network);
    chain.acceptBlock(bytes, header.time);
    const entry = chain.headers.get(hash);
    const kept = entry === undefined ? undefined : chain.filter(entry);
    expect(kept).toBeDefined();
    if (kept === undefined) return;
    const row = writeFilterRow(kept);
    expect(readFilterRow(row, header.root)).toEqual(kept);
    expect(readFilterRow(row, hash)).toBeUndefined();
  });

  it("is made again from the body where an earlier version stored the filter alone", () => {
    const store = new StoreOfBareFilters();
    const before = openTestChain(network, { store });
    before.acceptBlock(bytes, header.time);
    const kept = before.filter(before.headers.get(hash) ?? before.headers.genesis);
    commitAll(before, store);
    const chain = openTestChain(network, { store });
    const entry = chain.headers.get(hash);
    if (entry === undefined || kept === undefined) throw new Error("the block was accepted");
    expect(readFilterRow(store.filter(hash) ?? hash, header.root)).toBeUndefined();
    expect(chain.filter(entry)).toEqual(kept);
  });

  it("says the same as another, with the roots or without them", () => {
    const [row, other] = [new Uint8Array(70).fill(1), new Uint8Array(70).fill(2)];
    expect(isSameFilterRow(row, row)).toBe(true);
    expect(isSameFilterRow(row.slice(0, 6), row)).toBe(true);
    expect(isSameFilterRow(other.slice(0, 6), row)).toBe(false);
    expect(isSameFilterRow(other, row)).toBe(false);
  });
});
