import { concatBytes, sha256dPair } from "@triad/crypto";
import { BLOCK_BYTES_MAX } from "@triad/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockTree, type BuiltBlock, payment, premineCoin, testKey, testNetwork } from "../testing/index.ts";
import { ProofRefusal } from "./proof-refusal.ts";
import { makeTransactionProof, type TransactionProof, verifyTransactionProof } from "./transaction-proof.ts";

const network = testNetwork();
const { key } = testKey(9);
const TRANSACTIONS_MAX = 9;

/** Blocks of 1 … TRANSACTIONS_MAX transactions, the coinbase among them. Nobody checks that they spend twice. */
const payments = Array.from({ length: TRANSACTIONS_MAX - 1 }, (_, i) =>
  payment({ network, spend: [premineCoin(network, 0)], outputs: [{ amount: 1000 + i, key }] }),
);
const tree = new BlockTree(network);
const blockOf = (count: number): BuiltBlock =>
  tree.extend(tree.genesis, { transactions: payments.slice(0, count - 1) });
const blocks = Array.from({ length: TRANSACTIONS_MAX }, (_, i) => blockOf(i + 1));
const [ofOne, ofThree, ofFive] = [blockOf(1), blockOf(3), blockOf(5)];

const verdict = (proof: TransactionProof, { header }: BuiltBlock): string => {
  const result = verifyTransactionProof(proof, header.root);
  return result instanceof ProofRefusal ? result.code : "proven";
};
const flip = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, i) => (i === bit >>> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe("a transaction's proof", () => {
  it("is accepted for each transaction of blocks of each size, and tells the coinbase", () => {
    for (const { block, header } of blocks) {
      for (const [index, bytes] of block.transactions.entries()) {
        const result = verifyTransactionProof(makeTransactionProof(block, index), header.root);
        expect(result).toMatchObject({ tx: { bytes }, isFirst: index === 0 });
      }
    }
  });

  it("holds for no other block", () => {
    for (const { block } of blocks) {
      for (const other of blocks) {
        if (other.block !== block) expect(verdict(makeTransactionProof(block, 0), other)).toBe("proof-root");
      }
    }
  });

  it("proof-root: any bit of a sibling, of the commitments or of the root flipped", () => {
    const proof = makeTransactionProof(ofFive.block, 2);
    for (const [at, sibling] of proof.siblings.entries()) {
      for (let bit = 0; bit < 256; bit += 5) {
        expect(verdict({ ...proof, siblings: proof.siblings.with(at, flip(sibling, bit)) }, ofFive)).toBe("proof-root");
      }
    }
    for (let bit = 0; bit < 512; bit += 5) {
      expect(verdict({ ...proof, commitments: flip(proof.commitments, bit) }, ofFive)).toBe("proof-root");
    }
    for (let bit = 0; bit < 256; bit += 5) {
      expect(verifyTransactionProof(proof, flip(ofFive.header.root, bit))).toMatchObject({ code: "proof-root" });
    }
    expect(verifyTransactionProof(proof, ofFive.header.root.subarray(1))).toMatchObject({ code: "proof-root" });
  });

  it("proof-root: siblings in another order, filter hash and history root exchanged", () => {
    const proof = makeTransactionProof(ofFive.block, 2);
    expect(verdict({ ...proof, siblings: proof.siblings.toReversed() }, ofFive)).toBe("proof-root");
    const { commitments } = proof;
    const exchanged = concatBytes(commitments.subarray(32), commitments.subarray(0, 32));
    expect(verdict({ ...proof, commitments: exchanged }, ofFive)).toBe("proof-root");
  });

  it("proof-path: a sibling too few or too many", () => {
    for (const built of blocks) {
      for (let index = 0; index < built.block.transactions.length; index++) {
        const proof = makeTransactionProof(built.block, index);
        const { siblings } = proof;
        expect(verdict({ ...proof, siblings: [...siblings, new Uint8Array(32)] }, built)).toBe("proof-path");
        if (siblings.length === 0) continue;
        expect(verdict({ ...proof, siblings: siblings.slice(1) }, built)).toBe("proof-path");
        expect(verdict({ ...proof, siblings: siblings.slice(0, -1) }, built)).toBe("proof-path");
      }
    }
    const proof = makeTransactionProof(ofOne.block, 0);
    const many = Array.from({ length: 33 }, () => new Uint8Array(32));
    expect(verdict({ ...proof, txCount: 2 ** 32 - 1, siblings: many }, ofOne)).toBe("proof-path");
    expect(verdict({ ...proof, txCount: 2 ** 32 - 1, siblings: many.slice(1) }, ofOne)).toBe("proof-root");
  });

  it("proof-place: no integer, negative, not below the count, or above uint32", () => {
    const proof = makeTransactionProof(ofFive.block, 4);
    expect(verdict(proof, ofFive)).toBe("proven");
    const places: [number, number][] = [
      [5, 5],
      [-1, 5],
      [0.5, 5],
      [Number.NaN, 5],
      [4, Number.NaN],
      [4, 4.5],
      [0, 0],
      [4, 2 ** 32],
      [4, Number.POSITIVE_INFINITY],
    ];
    for (const [index, txCount] of places) expect(verdict({ ...proof, index, txCount }, ofFive)).toBe("proof-place");
  });

  it("proof-hash-length: a sibling or commitments one byte off", () => {
    const proof = makeTransactionProof(ofThree.block, 1);
    for (const length of [0, 31, 33]) {
      const siblings = proof.siblings.with(1, new Uint8Array(length));
      expect(verdict({ ...proof, siblings }, ofThree)).toBe("proof-hash-length");
    }
    for (const length of [0, 32, 63, 65]) {
      expect(verdict({ ...proof, commitments: new Uint8Array(length) }, ofThree)).toBe("proof-hash-length");
    }
  });

  it("proof-not-canonical: a byte after the end, or a default value written out", () => {
    const proof = makeTransactionProof(ofThree.block, 1);
    expect(verdict({ ...proof, tx: Uint8Array.of(...proof.tx, 0) }, ofThree)).toBe("proof-not-canonical");
    expect(verdict({ ...proof, tx: proof.tx.subarray(1) }, ofThree)).toBe("proof-not-canonical");
    expect(verdict({ ...proof, tx: new Uint8Array(0) }, ofThree)).toBe("proof-not-canonical");
  });

  it("proof-too-long: more bytes than a block holds are not looked at", () => {
    const proof = makeTransactionProof(ofThree.block, 1);
    expect(verdict({ ...proof, tx: new Uint8Array(BLOCK_BYTES_MAX + 1) }, ofThree)).toBe("proof-too-long");
    expect(verdict({ ...proof, tx: new Uint8Array(BLOCK_BYTES_MAX) }, ofThree)).toBe("proof-not-canonical");
  });

  it("can't make a transaction of two nodes, whose 64 bytes hash to their parent (CVE-2017-12842)", () => {
    const { block, header } = ofFive;
    const [first, second, third] = [0, 1, 2].map((index) => makeTransactionProof(block, index)) as [
      TransactionProof,
      TransactionProof,
      TransactionProof,
    ];
    const [left, right] = [second.siblings[0], first.siblings[0]] as [Uint8Array, Uint8Array];
    const node = concatBytes(left, right);
    // the path from the parent would be right: only the length stands in the way
    const parent = sha256dPair(left, right);
    expect(third.siblings[1]).toEqual(parent);
    const shorter = { ...first, tx: node, index: 0, txCount: 3, siblings: first.siblings.slice(1) };
    expect(verdict(shorter, ofFive)).toBe("proof-not-canonical");
    // and what stands under the root itself is 64 bytes too
    expect(
      verifyTransactionProof({ ...shorter, tx: header.root, txCount: 1, siblings: [] }, header.root),
    ).toMatchObject({ code: "proof-not-canonical" });
  });

  it("never says of another transaction that it is the coinbase, or of the coinbase that it isn't, whatever place is claimed", () => {
    for (const { block, header } of blocks) {
      for (let index = 0; index < block.transactions.length; index++) {
        const proof = makeTransactionProof(block, index);
        for (let txCount = 1; txCount <= 20; txCount++) {
          for (let claimed = 0; claimed < txCount; claimed++) {
            const result = verifyTransactionProof({ ...proof, index: claimed, txCount }, header.root);
            if (!(result instanceof ProofRefusal)) expect(result.isFirst).toBe(index === 0);
          }
        }
      }
    }
  });

  it("shows membership only: another place may lead along the same path", () => {
    const proof = makeTransactionProof(ofThree.block, 2);
    expect(verdict(proof, ofThree)).toBe("proven");
    // one sibling on the left: the last of three, and the last of two
    expect(verdict({ ...proof, index: 1, txCount: 2 }, ofThree)).toBe("proven");
  });

  it("never throws, and proves nothing that was not made", () => {
    const bytes = (length: number) => fc.uint8Array({ maxLength: length });
    const place = fc.oneof(fc.nat(10), fc.double(), fc.integer());
    const anything = fc.record({
      tx: fc.oneof(bytes(100), fc.constant(makeTransactionProof(ofThree.block, 1).tx)),
      index: place,
      txCount: place,
      siblings: fc.array(fc.oneof(bytes(34), fc.uint8Array({ minLength: 32, maxLength: 32 })), { maxLength: 40 }),
      commitments: fc.oneof(bytes(70), fc.constant(ofThree.block.commitments)),
    });
    fc.assert(
      fc.property(anything, (proof) => {
        expect(verdict(proof, ofThree)).not.toBe("proven");
      }),
      { numRuns: 500 },
    );
  });

  it("is made for transactions of the block only, and aliases none of its bytes", () => {
    expect(() => makeTransactionProof(ofThree.block, 3)).toThrow(RangeError);
    expect(() => makeTransactionProof(ofThree.block, -1)).toThrow(RangeError);
    const proof = makeTransactionProof(ofThree.block, 1);
    const held = [proof.tx, proof.commitments, ...proof.siblings];
    const lent = [...ofThree.block.transactions, ofThree.block.commitments];
    for (const { buffer } of held) expect(lent.some((bytes) => bytes.buffer === buffer)).toBe(false);
  });
});
