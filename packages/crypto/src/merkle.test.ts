import { describe, expect, it } from "vitest";
import { merklePath, merkleRoot, rootFromMerklePath } from "./merkle.ts";
import { sha256dPair as join, sha256d } from "./sha256.ts";

const UINT32_MAX = 0xffffffff;

function makeLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => sha256d(Uint8Array.of(index, index >> 8)));
}

const [a, b, c, d, e, f, g] = makeLeaves(7) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

describe("merkleRoot", () => {
  it("of one leaf is a copy of that leaf", () => {
    const root = merkleRoot([a]);
    expect(root).toEqual(a);
    expect(root).not.toBe(a);
  });

  it("carries an odd node up unchanged", () => {
    expect(merkleRoot([a, b])).toEqual(join(a, b));
    expect(merkleRoot([a, b, c])).toEqual(join(join(a, b), c));
    expect(merkleRoot([a, b, c, d, e])).toEqual(join(join(join(a, b), join(c, d)), e));
    expect(merkleRoot([a, b, c, d, e, f])).toEqual(join(join(join(a, b), join(c, d)), join(e, f)));
    expect(merkleRoot([a, b, c, d, e, f, g])).toEqual(join(join(join(a, b), join(c, d)), join(join(e, f), g)));
  });

  it("differs when the last leaf is repeated (CVE-2012-2459)", () => {
    expect(merkleRoot([a, b, c])).not.toEqual(merkleRoot([a, b, c, c]));
    expect(merkleRoot([a])).not.toEqual(merkleRoot([a, a]));
  });

  it("of the two transactions of Bitcoin's block 170 is that block's root", () => {
    const [block170Coinbase, block170Payment] = [
      "82501c1178fa0b222c1f3d474ec726b832013f0a532b44bb620cce8624a5feb1",
      "169e1e83e930853391bc6f35f605c6754cfead57cf8387639d3b4096c54f18f4",
    ].map((hex) => Uint8Array.from(Buffer.from(hex, "hex"))) as [Uint8Array, Uint8Array];
    expect(Buffer.from(merkleRoot([block170Coinbase, block170Payment])).toString("hex")).toBe(
      "ff104ccb05421ab93e63f8c3ce5c2c2e9dbb37de2764b3a3175c8166562cac7d",
    );
  });

  it("refuses no leaves, and leaves that are no hashes", () => {
    expect(() => merkleRoot([])).toThrow(RangeError);
    expect(() => merkleRoot([new Uint8Array(31)])).toThrow(RangeError);
    expect(() => merkleRoot([a, new Uint8Array(33)])).toThrow(RangeError);
  });
});

describe("merklePath", () => {
  it("lists siblings bottom up and skips levels where the node is carried", () => {
    expect(merklePath([a, b, c, d, e], 0)).toEqual([b, join(c, d), e]);
    expect(merklePath([a, b, c, d, e], 3)).toEqual([c, join(a, b), e]);
    expect(merklePath([a, b, c, d, e], 4)).toEqual([join(join(a, b), join(c, d))]);
    expect(merklePath([a], 0)).toEqual([]);
  });

  it.each([-1, 5, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses leaf %d of 5", (index) => {
    expect(() => merklePath([a, b, c, d, e], index)).toThrow(RangeError);
  });
});

describe("rootFromMerklePath", () => {
  const leaves = [a, b, c, d, e];
  const path = merklePath(leaves, 3);

  it("leads to the root", () => {
    expect(rootFromMerklePath({ leaf: d, index: 3, count: 5, path })).toEqual(merkleRoot(leaves));
  });

  it("does not alias the leaf of a tree of one", () => {
    const root = rootFromMerklePath({ leaf: a, index: 0, count: 1, path: [] });
    expect(root).toEqual(a);
    expect(root).not.toBe(a);
  });

  it("gives undefined for a path too short or too long for its place", () => {
    expect(rootFromMerklePath({ leaf: d, index: 3, count: 5, path: path.slice(1) })).toBeUndefined();
    expect(rootFromMerklePath({ leaf: d, index: 3, count: 5, path: [...path, a] })).toBeUndefined();
    expect(rootFromMerklePath({ leaf: a, index: 0, count: 1, path: [b] })).toBeUndefined();
    expect(rootFromMerklePath({ leaf: a, index: 0, count: 2, path: [] })).toBeUndefined();
  });

  it("gives undefined for hashes that are not 32 bytes", () => {
    expect(rootFromMerklePath({ leaf: d.subarray(1), index: 3, count: 5, path })).toBeUndefined();
    expect(
      rootFromMerklePath({ leaf: d, index: 3, count: 5, path: [...path.slice(0, 2), new Uint8Array(33)] }),
    ).toBeUndefined();
  });

  it.each([
    [5, 5],
    [0, 0],
    [-1, 5],
    [3.5, 5],
    [3, 5.5],
    [Number.NaN, 5],
    [3, Number.NaN],
    [3, Number.POSITIVE_INFINITY],
    [UINT32_MAX, UINT32_MAX],
    [0, UINT32_MAX + 1],
  ])("gives undefined for leaf %d of %d", (index, count) => {
    expect(rootFromMerklePath({ leaf: d, index, count, path })).toBeUndefined();
  });

  it("stays exact at the largest uint32 numbers", () => {
    const siblings = makeLeaves(33);
    const deepest = { leaf: a, index: UINT32_MAX - 1, count: UINT32_MAX };
    // The last of 2^32 - 1 leaves (number 2^32 - 2) is carried up one level and then a right child 31 times.
    const expected = siblings.slice(0, 31).reduce((node, sibling) => join(sibling, node), a);
    expect(rootFromMerklePath({ ...deepest, path: siblings.slice(0, 31) })).toEqual(expected);
    expect(rootFromMerklePath({ ...deepest, path: siblings.slice(0, 30) })).toBeUndefined();
    expect(rootFromMerklePath({ ...deepest, path: siblings.slice(0, 32) })).toBeUndefined();
    expect(rootFromMerklePath({ leaf: a, index: 0, count: UINT32_MAX, path: siblings.slice(0, 32) })).toBeDefined();
    expect(rootFromMerklePath({ leaf: a, index: 0, count: UINT32_MAX, path: siblings })).toBeUndefined();
  });
});
