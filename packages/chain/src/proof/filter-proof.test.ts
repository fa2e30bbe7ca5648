import { DecodeError, readTransaction } from "@triad/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockFilter, filterHash, filterKey } from "../filter/block-filter.ts";
import { matchesAny, writeGolombCodedSet } from "../filter/golomb-coded-set.ts";
import { BlockTree, testKey, testNetwork } from "../testing/index.ts";
import { checkCommitmentsOpening, openCommitments } from "./commitments-opening.ts";
import { FILTER_BYTES_MAX, type FilterProof, makeFilterProof, verifyFilterProof } from "./filter-proof.ts";
import { ProofRefusal } from "./proof-refusal.ts";

const network = testNetwork();
const tree = new BlockTree(network);
const built = tree.extend(tree.genesis);
const filter = blockFilter([built.coinbase], built.header.prev);
const proof = makeFilterProof(built.block, filter);
const flip = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, i) => (i === bit >>> 3 ? byte ^ (1 << (bit & 7)) : byte));

function verdict(given: FilterProof, root = built.header.root): string {
  const result = verifyFilterProof(given, root);
  return result instanceof ProofRefusal ? result.code : "proven";
}

describe("a filter's proof", () => {
  it("gives the values in which a light node looks for its keys", () => {
    const result = verifyFilterProof(proof, built.header.root);
    if (result instanceof ProofRefusal) throw new Error(result.code);
    expect(matchesAny(result.values, [testKey(0).key], filterKey(built.header.prev))).toBe(true);
    expect(matchesAny(result.values, [testKey(1).key], filterKey(built.header.prev))).toBe(false);
  });

  it("proof-root: any bit of the filter or of the other hashes flipped, or a filter that leaves an entry out", () => {
    expect(verdict(proof)).toBe("proven");
    for (let bit = 0; bit < 8 * filter.length; bit++) {
      expect(verdict({ ...proof, filter: flip(filter, bit) })).toBe("proof-root");
    }
    for (let bit = 0; bit < 256; bit += 3) {
      expect(verdict({ ...proof, txRoot: flip(proof.txRoot, bit) })).toBe("proof-root");
      expect(verdict({ ...proof, historyRoot: flip(proof.historyRoot, bit) })).toBe("proof-root");
      expect(verdict(proof, flip(built.header.root, bit))).toBe("proof-root");
    }
    expect(verdict({ ...proof, filter: Uint8Array.of(0) })).toBe("proof-root");
    expect(verdict({ ...proof, filter: new Uint8Array(0) })).toBe("proof-root");
    expect(verdict({ ...proof, txRoot: proof.historyRoot, historyRoot: proof.txRoot })).toBe("proof-root");
    expect(verdict(proof, network.genesis.header.root)).toBe("proof-root");
  });

  it("proof-hash-length: a hash one byte off", () => {
    for (const length of [0, 31, 33]) {
      expect(verdict({ ...proof, txRoot: new Uint8Array(length) })).toBe("proof-hash-length");
      expect(verdict({ ...proof, historyRoot: new Uint8Array(length) })).toBe("proof-hash-length");
    }
  });

  it("proof-too-long: what no block can have is not hashed", () => {
    expect(verdict({ ...proof, filter: new Uint8Array(FILTER_BYTES_MAX + 1) })).toBe("proof-too-long");
    expect(verdict({ ...proof, filter: new Uint8Array(FILTER_BYTES_MAX) })).toBe("proof-root");
  });

  it("is long enough a limit for a block of inputs alone", () => {
    const count = 50_000;
    const elements = Array.from({ length: count }, (_, i) => Uint8Array.of(i, i >> 8));
    const perElement = writeGolombCodedSet(elements, new Uint8Array(16)).length / count;
    expect((perElement * 4_000_000) / 36).toBeLessThan(FILTER_BYTES_MAX);
  });

  it("proof-not-canonical: a header that commits to bytes which are no filter", () => {
    const noFilter = Uint8Array.of(1, 0, 0, 0, 0);
    const invalid = tree.extend(tree.genesis, { changes: { filterHash: filterHash(noFilter) } });
    expect(verdict(makeFilterProof(invalid.block, noFilter), invalid.header.root)).toBe("proof-not-canonical");
    const valid = tree.extend(tree.genesis, { changes: { filterHash: filterHash(Uint8Array.of(0)) } });
    expect(verdict(makeFilterProof(valid.block, Uint8Array.of(0)), valid.header.root)).toBe("proven");
  });

  it("never throws, and proves nothing that was not made", () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 32, maxLength: 32 }));
    fc.assert(
      fc.property(fc.record({ filter: bytes, txRoot: bytes, historyRoot: bytes }), bytes, (given, root) => {
        expect(verdict(given, root)).not.toBe("proven");
      }),
      { numRuns: 300 },
    );
  });
});

describe("a header's root", () => {
  it("opens into the three hashes under it, those of genesis too", () => {
    expect(checkCommitmentsOpening(openCommitments(built.block), built.header.root)).toBeUndefined();
    const { genesis } = network;
    expect(checkCommitmentsOpening(openCommitments(genesis.block), genesis.header.root)).toBeUndefined();
    expect(openCommitments(genesis.block).historyRoot).toEqual(new Uint8Array(32));
    const [bytes] = genesis.block.transactions as [Uint8Array];
    const tx = readTransaction(bytes);
    if (tx instanceof DecodeError) throw new Error(tx.what);
    expect(openCommitments(genesis.block).filterHash).toEqual(filterHash(blockFilter([tx], genesis.header.prev)));
  });

  it("is refused with any of the three changed or of another length", () => {
    const opening = openCommitments(built.block);
    for (const name of ["txRoot", "filterHash", "historyRoot"] as const) {
      const flipped = { ...opening, [name]: flip(opening[name], 7) };
      expect(checkCommitmentsOpening(flipped, built.header.root)).toMatchObject({ code: "proof-root" });
      const short = { ...opening, [name]: opening[name].subarray(1) };
      expect(checkCommitmentsOpening(short, built.header.root)).toMatchObject({ code: "proof-hash-length" });
    }
  });
});
