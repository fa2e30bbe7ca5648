import type { Block } from "@triad/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlockChain } from "../blocks/block-chain.ts";
import { ancestorAt, type HeaderEntry } from "../headers/index.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import {
  asertTestNetwork,
  BlockTree,
  commitAll,
  drawFrom,
  MemoryStore,
  naiveHistoryRoot,
  openTestChain,
} from "../testing/index.ts";
import { openCommitments } from "./commitments-opening.ts";
import {
  type HistoryPrefixProof,
  makeHistoryPrefixProof,
  type ProvenPrefix,
  verifyHistoryPrefixProof,
} from "./history-prefix-proof.ts";
import { type HistoryProof, makeHistoryProof, type ProvenAncestor, verifyHistoryProof } from "./history-proof.ts";
import { ProofRefusal } from "./proof-refusal.ts";

const HEIGHT_MAX = 70;

interface Grown {
  readonly entry: HeaderEntry;
  readonly block: Block;
}

/** A chain that knows a main branch up to HEIGHT_MAX and eight branches of it; works differ from block to block. */
function growBranches(): { chain: BlockChain; main: readonly Grown[]; all: readonly Grown[] } {
  const network = asertTestNetwork();
  const tree = new BlockTree(network);
  const chain = openTestChain(network);
  const draw = drawFrom(3);
  const grow = (parent: HeaderEntry, branch: number): Grown => {
    const time = parent.header.time + draw(5);
    const { entry, block, headerBytes } = tree.extend(parent, { time, memoTail: Uint8Array.of(branch) });
    const known = chain.acceptHeader(headerBytes, time);
    if (!("hash" in known)) throw new Error(known.code);
    return { entry, block };
  };
  const main: Grown[] = [{ entry: tree.genesis, block: network.genesis.block }];
  while (main.length <= HEIGHT_MAX) main.push(grow((main.at(-1) as Grown).entry, 1));
  const all = [...main];
  for (let branch = 2; branch <= 9; branch++) {
    let at = main[8 * (branch - 2) + draw(8)] as Grown;
    for (let left = 1 + draw(12); left > 0; left--) {
      at = grow(at.entry, branch);
      all.push(at);
    }
  }
  return { chain, main, all };
}

const { chain, main, all } = growBranches();
const nodes = chain.historyNodes;
const workOf = (entry: HeaderEntry) => workOfTarget(targetOfBits(entry.header.bits) ?? 0n);
const naiveRoot = (entry: HeaderEntry) => (entry.parent ? naiveHistoryRoot(entry.parent) : new Uint8Array(32));
const flip = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, i) => (i === bit >>> 3 ? byte ^ (1 << (bit & 7)) : byte));
const at = (height: number) => main[height] as Grown;

function prove(later: Grown, height: number): HistoryProof {
  return makeHistoryProof({ nodes, height, later: later.block, laterHeight: later.entry.height });
}

function verdict(proof: HistoryProof, later: Grown): string {
  return codeOf(verifyHistoryProof(proof, later.entry.header.root));
}

function codeOf(result: ProvenAncestor | ProvenPrefix | ProofRefusal): string {
  return result instanceof ProofRefusal ? result.code : "proven";
}

describe("a history proof", () => {
  it("shows every ancestor of every block, on all branches, with its work and what it must commit to itself", () => {
    for (const later of all) {
      for (let height = 0; height < later.entry.height; height++) {
        const entry = ancestorAt(later.entry, height);
        const proof = prove(later, height);
        expect(proof.block.hash).toEqual(entry.hash);
        expect(proof.block.work).toBe(workOf(entry));
        const result = verifyHistoryProof(proof, later.entry.header.root) as ProvenAncestor;
        expect(result.workBefore + workOf(entry)).toBe(entry.chainWork);
        expect(result.workTotal + workOf(later.entry)).toBe(later.entry.chainWork);
        if (String(result.historyRoot) !== String(naiveRoot(entry))) expect.fail(`root of ${height}`);
        if (String(result.historyRootAfter) !== String(naiveHistoryRoot(entry))) expect.fail(`root after ${height}`);
      }
    }
  });

  it("is made after a restart as before it", () => {
    const network = asertTestNetwork();
    const tree = new BlockTree(network);
    const store = new MemoryStore();
    const before = openTestChain(network, { store });
    let last = tree.extend(tree.genesis);
    before.acceptHeader(last.headerBytes, last.header.time);
    while (last.entry.height < 13) {
      last = tree.extend(last.entry);
      before.acceptHeader(last.headerBytes, last.header.time);
    }
    commitAll(before, store);
    const after = openTestChain(network, { store });
    for (let height = 0; height < 13; height++) {
      const order = { height, later: last.block, laterHeight: 13 };
      const proof = makeHistoryProof({ ...order, nodes: after.historyNodes });
      expect(proof).toEqual(makeHistoryProof({ ...order, nodes: before.historyNodes }));
      expect(codeOf(verifyHistoryProof(proof, last.header.root))).toBe("proven");
    }
  });

  it("proof-root: a block, sibling or opening with any part changed, at every place of the path", () => {
    for (const [height, laterHeight] of [
      [0, 1],
      [0, 70],
      [37, 70],
      [69, 70],
      [66, 67],
      [31, 64],
    ] as const) {
      const later = at(laterHeight);
      const proof = prove(later, height);
      expect(verdict(proof, later)).toBe("proven");
      const { block, siblings } = proof;
      for (const [i, sibling] of siblings.entries()) {
        const changed = [
          { ...sibling, hash: flip(sibling.hash, 100) },
          { ...sibling, work: sibling.work + 1n },
          { ...sibling, work: sibling.work - 1n },
          { ...block },
        ];
        for (const each of changed) {
          expect(verdict({ ...proof, siblings: siblings.with(i, each) }, later)).toBe("proof-root");
        }
      }
      expect(verdict({ ...proof, block: { ...block, hash: flip(block.hash, 3) } }, later)).toBe("proof-root");
      expect(verdict({ ...proof, block: { ...block, work: block.work + 1n } }, later)).toBe("proof-root");
      expect(verdict({ ...proof, txRoot: flip(proof.txRoot, 0) }, later)).toBe("proof-root");
      expect(verdict({ ...proof, filterHash: flip(proof.filterHash, 255) }, later)).toBe("proof-root");
      expect(verdict({ ...proof, txRoot: proof.filterHash, filterHash: proof.txRoot }, later)).toBe("proof-root");
    }
  });

  it("proof-root: work moved from one sibling to another, so that the sum is right", () => {
    const proof = prove(at(70), 37);
    const [first, second] = proof.siblings as [HistoryProof["block"], HistoryProof["block"]];
    const siblings = proof.siblings
      .with(0, { ...first, work: first.work - 1n })
      .with(1, { ...second, work: second.work + 1n });
    expect(verdict({ ...proof, siblings }, at(70))).toBe("proof-root");
  });

  it("is refused at every height but its own, and for every later height but its own", () => {
    const later = at(53);
    for (const height of [0, 1, 20, 31, 32, 51, 52]) {
      const proof = prove(later, height);
      for (let other = 0; other <= HEIGHT_MAX; other++) {
        if (other !== height) expect(verdict({ ...proof, height: other }, later)).not.toBe("proven");
        if (other !== 53) expect(verdict({ ...proof, laterHeight: other }, later)).not.toBe("proven");
      }
    }
  });

  it("proof-path: a sibling too few or too many", () => {
    for (const [height, laterHeight] of [
      [0, 1],
      [0, 2],
      [36, 69],
      [68, 69],
    ] as const) {
      const later = at(laterHeight);
      const proof = prove(later, height);
      expect(verdict({ ...proof, siblings: [...proof.siblings, proof.block] }, later)).toBe("proof-path");
      if (proof.siblings.length === 0) continue;
      expect(verdict({ ...proof, siblings: proof.siblings.slice(1) }, later)).toBe("proof-path");
      expect(verdict({ ...proof, siblings: proof.siblings.slice(0, -1) }, later)).toBe("proof-path");
    }
  });

  it("proof-path: an inner node can't pass for a block, since the heights say how long a path is", () => {
    const [leaf, parent] = [prove(at(64), 10), prove(at(64), 13)];
    // the sibling of blocks 12 and 13 is the node over blocks 14 and 15; that of 10 is over 8 and 9
    const node = parent.siblings[1] as HistoryProof["block"];
    const shorter = { ...leaf, block: node, siblings: parent.siblings.slice(2) };
    expect(verdict(shorter, at(64))).toBe("proof-path");
    expect(verdict({ ...shorter, height: 3, laterHeight: 16 }, at(64))).not.toBe("proven");
  });

  it("proof-place: not an ancestor, or no uint32", () => {
    const later = at(20);
    const proof = prove(later, 19);
    for (const height of [20, 21, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32]) {
      expect(verdict({ ...proof, height }, later)).toBe("proof-place");
    }
    for (const laterHeight of [19, 0, -1, 20.5, Number.NaN, 2 ** 32, Number.POSITIVE_INFINITY]) {
      expect(verdict({ ...proof, laterHeight }, later)).toBe("proof-place");
    }
    expect(verdict({ ...proof, laterHeight: 2 ** 32 - 1 }, later)).toBe("proof-path");
    expect(verdict({ ...proof, height: 0, laterHeight: 0 }, at(0))).toBe("proof-place");
  });

  it("proof-hash-length: a hash one byte off", () => {
    const later = at(20);
    const proof = prove(later, 7);
    const short = new Uint8Array(31);
    const node = { ...proof.block, hash: short };
    expect(verdict({ ...proof, block: node }, later)).toBe("proof-hash-length");
    expect(verdict({ ...proof, siblings: proof.siblings.with(2, node) }, later)).toBe("proof-hash-length");
    expect(verdict({ ...proof, txRoot: short }, later)).toBe("proof-hash-length");
    expect(verdict({ ...proof, filterHash: new Uint8Array(33) }, later)).toBe("proof-hash-length");
  });

  it("proof-work: a work that 32 bytes don't hold, alone or summed", () => {
    const later = at(20);
    const proof = prove(later, 7);
    const withWork = (work: bigint) => ({ ...proof, block: { ...proof.block, work } });
    const others = proof.siblings.reduce((sum, { work }) => sum + work, 0n);
    expect(verdict(withWork(-1n), later)).toBe("proof-work");
    expect(verdict(withWork(0n), later)).toBe("proof-root");
    expect(verdict(withWork(2n ** 256n - 1n - others), later)).toBe("proof-root");
    expect(verdict(withWork(2n ** 256n - others), later)).toBe("proof-work");
    expect(verdict(withWork(2n ** 256n + proof.block.work), later)).toBe("proof-work");
    const siblings = proof.siblings.map((sibling) => ({ ...sibling, work: sibling.work + 2n ** 256n }));
    expect(verdict({ ...proof, siblings }, later)).toBe("proof-work");
  });

  it("of one branch shows nothing on another", () => {
    const forked = all.filter(({ entry }) => entry.height < HEIGHT_MAX && at(entry.height).entry !== entry);
    expect(forked.length).toBeGreaterThan(8);
    for (const branch of forked) {
      const height = branch.entry.height - 1;
      const sibling = at(branch.entry.height);
      expect(verdict(prove(branch, height), sibling)).toBe("proof-root");
      // with the right opening, what lies between must differ, unless only the last blocks do
      const { txRoot, filterHash } = openCommitments(sibling.block);
      const isShared = branch.entry.parent === sibling.entry.parent;
      const verdictOfMixed = verdict({ ...prove(branch, height), txRoot, filterHash }, sibling);
      expect(verdictOfMixed).toBe(isShared ? "proven" : "proof-root");
    }
  });

  it("betrays a spliced history: a block that commits to another past than the one it is proven in", () => {
    const network = asertTestNetwork();
    const tree = new BlockTree(network);
    const grow = (parent: HeaderEntry, version: number, historyRoot?: Uint8Array) =>
      tree.extend(parent, { changes: { header: { version }, ...(historyRoot && { historyRoot }) } });
    const [a1, b1] = [grow(tree.genesis, 1), grow(tree.genesis, 2)];
    const [a2, b2] = [grow(a1.entry, 1), grow(b1.entry, 2)];
    // the true block is the child of a2, but its history says that it follows b2
    const spliced = grow(a2.entry, 1, naiveHistoryRoot(b2.entry));
    const last = grow(spliced.entry, 1);
    // headers alone don't show it
    const liar = openTestChain(network);
    for (const { headerBytes } of [a1, a2, spliced, last]) {
      expect(liar.acceptHeader(headerBytes, 2 ** 32)).toHaveProperty("hash");
    }
    const proof = makeHistoryProof({ nodes: liar.historyNodes, height: 3, later: last.block, laterHeight: 4 });
    const result = verifyHistoryProof(proof, last.header.root) as ProvenAncestor;
    expect(proof.block.hash).toEqual(spliced.hash);
    expect(result.historyRoot).not.toEqual(openCommitments(spliced.block).historyRoot);
    expect(result.historyRoot).toEqual(naiveHistoryRoot(a2.entry));
  });

  it("never throws, and proves nothing that was not made", () => {
    const hash = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 34 }));
    const node = fc.record({ hash, work: fc.oneof(fc.bigInt(0n, 2n ** 200n), fc.bigInt()) });
    const height = fc.oneof(fc.nat(80), fc.double(), fc.integer());
    const siblings = fc.array(node, { maxLength: 40 });
    const given = fc.record({ block: node, height, laterHeight: height, siblings, txRoot: hash, filterHash: hash });
    fc.assert(
      fc.property(given, (proof) => {
        expect(verdict(proof, at(50))).not.toBe("proven");
      }),
      { numRuns: 500 },
    );
  });
});

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
