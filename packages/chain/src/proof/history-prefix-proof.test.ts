import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestorAt, type HeaderEntry } from "../headers/index.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import { type Grown, growBranches, naiveHistoryRoot } from "../testing/index.ts";
import {
  type HistoryPrefixProof,
  makeHistoryPrefixProof,
  type ProvenPrefix,
  verifyHistoryPrefixProof,
} from "./history-prefix-proof.ts";
import type { ProvenAncestor } from "./history-proof.ts";
import { ProofRefusal } from "./proof-refusal.ts";

const HEIGHT_MAX = 70;

const { chain, main, all } = growBranches(HEIGHT_MAX);
const nodes = chain.historyNodes;
const workOf = (entry: HeaderEntry) => workOfTarget(targetOfBits(entry.header.bits) ?? 0n);
const naiveRoot = (entry: HeaderEntry) => (entry.parent ? naiveHistoryRoot(entry.parent) : new Uint8Array(32));
const flip = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, i) => (i === bit >>> 3 ? byte ^ (1 << (bit & 7)) : byte));
const at = (height: number) => main[height] as Grown;

function codeOf(result: ProvenAncestor | ProvenPrefix | ProofRefusal): string {
  return result instanceof ProofRefusal ? result.code : "proven";
}

describe("a prefix proof", () => {
  const provePrefix = (height: number, later: Grown): HistoryPrefixProof => {
    const { parent } = later.entry;
    if (parent === undefined) throw new Error("genesis has no history");
    return makeHistoryPrefixProof({ nodes, height, laterHeight: later.entry.height, lastHash: parent.hash });
  };
  const rootsOf = (earlier: HeaderEntry, later: HeaderEntry) => ({
    historyRoot: naiveRoot(earlier),
    laterHistoryRoot: naiveRoot(later),
  });
  const judge = (proof: HistoryPrefixProof, earlier: HeaderEntry, later: HeaderEntry): string =>
    codeOf(verifyHistoryPrefixProof(proof, rootsOf(earlier, later)));

  it("shows of every block's history that every ancestor's begins it, on all branches, with both works", () => {
    for (const later of all) {
      for (let height = 1; height <= later.entry.height; height++) {
        const earlier = ancestorAt(later.entry, height);
        const result = verifyHistoryPrefixProof(provePrefix(height, later), rootsOf(earlier, later.entry));
        if (result instanceof ProofRefusal) expect.fail(`${height} of ${later.entry.height}: ${result.code}`);
        expect(result.work + workOf(earlier)).toBe(earlier.chainWork);
        expect(result.laterWork + workOf(later.entry)).toBe(later.entry.chainWork);
      }
    }
  });

  it("has the other peaks of the earlier history as its left siblings", () => {
    // 13 = 8 + 4 + 1 blocks: the last peak is block 12 alone, then come 8 … 11 and 0 … 7
    const { node, siblings } = provePrefix(13, at(16));
    expect(node.hash).toEqual(at(12).entry.hash);
    expect(siblings).toHaveLength(4);
    expect((siblings[2]?.work ?? 0n) + (siblings[3]?.work ?? 0n)).toBe(at(11).entry.chainWork);
  });

  it("proof-prefix: the earlier history of another branch", () => {
    const tips = all.filter(({ entry }, i) => all[i + 1]?.entry.parent !== entry);
    expect(tips).toHaveLength(9);
    for (const { entry } of tips) {
      if (entry.height >= HEIGHT_MAX) continue;
      for (let height = 1; height <= entry.height; height++) {
        const earlier = ancestorAt(entry, height);
        const isShared = earlier.parent === at(height).entry.parent;
        expect(judge(provePrefix(height, at(70)), earlier, at(70).entry)).toBe(isShared ? "proven" : "proof-prefix");
      }
    }
  });

  it("is refused with any node changed: proof-prefix on the left, proof-root on the right", () => {
    for (const [height, laterHeight] of [
      [1, 2],
      [13, 70],
      [37, 70],
      [64, 70],
      [70, 70],
    ] as const) {
      const proof = provePrefix(height, at(laterHeight));
      const [earlier, later] = [at(height).entry, at(laterHeight).entry];
      const seen = new Set<string>();
      for (const [i, sibling] of proof.siblings.entries()) {
        for (const changed of [
          { ...sibling, hash: flip(sibling.hash, 9) },
          { ...sibling, work: sibling.work + 1n },
        ]) {
          const code = judge({ ...proof, siblings: proof.siblings.with(i, changed) }, earlier, later);
          expect(["proof-prefix", "proof-root"]).toContain(code);
          seen.add(code);
        }
      }
      expect(seen.has("proof-root")).toBe(height < laterHeight);
      const { node } = proof;
      expect(judge({ ...proof, node: { ...node, work: node.work + 1n } }, earlier, later)).toBe("proof-prefix");
      expect(judge({ ...proof, node: { ...node, hash: flip(node.hash, 9) } }, earlier, later)).toBe("proof-prefix");
    }
  });

  it("is refused for every other pair of heights", () => {
    const proof = provePrefix(13, at(40));
    for (let height = 0; height <= HEIGHT_MAX; height++) {
      if (height !== 13) expect(judge({ ...proof, height }, at(13).entry, at(40).entry)).not.toBe("proven");
      if (height !== 40)
        expect(judge({ ...proof, laterHeight: height }, at(13).entry, at(40).entry)).not.toBe("proven");
      if (height !== 13) expect(judge(proof, at(height).entry, at(40).entry)).toBe("proof-prefix");
      if (height !== 40) expect(judge(proof, at(13).entry, at(height).entry)).toBe("proof-root");
    }
  });

  it("proof-place, proof-path, proof-hash-length, proof-work", () => {
    const [earlier, later] = [at(13).entry, at(40).entry];
    const proof = provePrefix(13, at(40));
    const { node, siblings } = proof;
    for (const height of [0, -1, 41, 12.5, Number.NaN]) {
      expect(judge({ ...proof, height }, earlier, later)).toBe("proof-place");
    }
    for (const laterHeight of [12, 40.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(judge({ ...proof, laterHeight }, earlier, later)).toBe("proof-place");
    }
    expect(judge({ ...proof, siblings: siblings.slice(1) }, earlier, later)).toBe("proof-path");
    expect(judge({ ...proof, siblings: [...siblings, node] }, earlier, later)).toBe("proof-path");
    const short = { ...node, hash: node.hash.subarray(1) };
    expect(judge({ ...proof, node: short }, earlier, later)).toBe("proof-hash-length");
    expect(judge({ ...proof, siblings: siblings.with(1, short) }, earlier, later)).toBe("proof-hash-length");
    const rest = siblings.reduce((sum, { work }) => sum + work, 0n);
    const withWork = (work: bigint) => judge({ ...proof, node: { ...node, work } }, earlier, later);
    expect(withWork(2n ** 256n - rest)).toBe("proof-work");
    expect(withWork(2n ** 256n - 1n - rest)).toBe("proof-prefix");
    expect(withWork(-1n)).toBe("proof-work");
    expect(withWork(2n ** 256n)).toBe("proof-work");
  });

  it("never throws, and proves nothing that was not made", () => {
    const hash = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 34 }));
    const node = fc.record({ hash, work: fc.oneof(fc.bigInt(0n, 2n ** 200n), fc.bigInt()) });
    const height = fc.oneof(fc.nat(80), fc.double(), fc.integer());
    const siblings = fc.array(node, { maxLength: 40 });
    fc.assert(
      fc.property(fc.record({ node, height, laterHeight: height, siblings }), (proof) => {
        expect(judge(proof, at(13).entry, at(40).entry)).not.toBe("proven");
      }),
      { numRuns: 500 },
    );
  });
});
