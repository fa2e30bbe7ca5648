import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, equalBytes } from "./bytes.ts";
import { merklePath, merkleRoot, rootFromMerklePath } from "./merkle.ts";
import { sha256d } from "./sha256.ts";

const hash32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const leavesAndPlace = fc
  .array(hash32, { minLength: 1, maxLength: 40 })
  .chain((leaves) => fc.record({ leaves: fc.constant(leaves), index: fc.nat(leaves.length - 1) }));

/** The tree as RFC 9162 section 2.1.1 defines it: split at the largest power of two below the count. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256d(concatBytes(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split))));
}

describe("Merkle trees of any size", () => {
  it("have the root that RFC 9162 defines recursively", () => {
    fc.assert(
      fc.property(leavesAndPlace, ({ leaves }) => {
        expect(merkleRoot(leaves)).toEqual(rootByDefinition(leaves));
      }),
    );
  });

  it("give every leaf a path to the root", () => {
    fc.assert(
      fc.property(leavesAndPlace, ({ leaves, index }) => {
        const path = merklePath(leaves, index);
        const proof = { leaf: leaves[index]!, index, count: leaves.length, path };
        expect(rootFromMerklePath(proof)).toEqual(merkleRoot(leaves));
      }),
    );
  });

  it("do not let a path serve another leaf, place or path", () => {
    fc.assert(
      fc.property(leavesAndPlace, hash32, fc.nat(), ({ leaves, index }, other, pick) => {
        const path = merklePath(leaves, index);
        const leaf = leaves[index]!;
        fc.pre(leaves.every((known) => !equalBytes(known, other)));
        fc.pre(new Set(leaves.map((known) => known.join())).size === leaves.length);
        const root = merkleRoot(leaves);
        expect(rootFromMerklePath({ leaf: other, index, count: leaves.length, path })).not.toEqual(root);
        const elsewhere = pick % leaves.length;
        if (elsewhere !== index) {
          expect(rootFromMerklePath({ leaf, index: elsewhere, count: leaves.length, path })).not.toEqual(root);
        }
        if (path.length > 0) {
          const forged = path.with(pick % path.length, other);
          expect(rootFromMerklePath({ leaf, index, count: leaves.length, path: forged })).not.toEqual(root);
        }
      }),
    );
  });

  it("answer any numbers and any path without throwing", () => {
    const anyNumber = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 0xffffffff }), fc.double());
    fc.assert(
      fc.property(hash32, anyNumber, anyNumber, fc.array(hash32, { maxLength: 40 }), (leaf, index, count, path) => {
        const root = rootFromMerklePath({ leaf, index, count, path });
        if (root !== undefined) expect(index < count && path.length <= 32).toBe(true);
      }),
    );
  });
});
