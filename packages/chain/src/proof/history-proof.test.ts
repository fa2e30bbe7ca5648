import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestorAt, type HeaderEntry } from "../headers/index.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import {
  asertTestNetwork,
  BlockTree,
  commitAll,
  type Grown,
  growBranches,
  MemoryStore,
  naiveHistoryRoot,
  openTestChain,
} from "../testing/index.ts";
import { openCommitments } from "./commitments-opening.ts";
import type { ProvenPrefix } from "./history-prefix-proof.ts";
import { type HistoryProof, makeHistoryProof, type ProvenAncestor, verifyHistoryProof } from "./history-proof.ts";
import { ProofRefusal } from "./proof-refusal.ts";

const HEIGHT_MAX = 70;

const { chain, main, all } = growBranches(HEIGHT_MAX);
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
