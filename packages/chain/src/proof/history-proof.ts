/**
 * Shows that a block is an ancestor of another, at which height, and how much work is in between, to whoever has the
 * later block's header. docs/spec/proofs.md, "Ancestors".
 */
import { type Block, readHeader } from "@triad/protocol";
import { assert } from "../assert.ts";
import { historyPath } from "../history/history-path.ts";
import { type HistoryNodes, type HistoryTop, historyRootOf, joinTops } from "../history/history-tree.ts";
import { climb, pathSides, topBefore } from "../history/tree-path.ts";
import { checkCommitmentsOpening, openCommitments } from "./commitments-opening.ts";
import { checkPlace, checkTops, isWork } from "./proof-form.ts";
import { ProofRefusal } from "./proof-refusal.ts";

export interface HistoryProof {
  /** Hash and work of the block that is shown to be an ancestor. */
  readonly block: HistoryTop;
  readonly height: number;
  /** Of the block whose header is known: it commits to the blocks 0 … laterHeight − 1, and to their number. */
  readonly laterHeight: number;
  /** From the block's leaf to the top, bottom up; directions follow from the heights. */
  readonly siblings: readonly HistoryTop[];
  /** With the history root, what the later block's header commits to. */
  readonly txRoot: Uint8Array;
  readonly filterHash: Uint8Array;
}

export interface ProvenAncestor {
  /** Of the blocks before it, without itself. */
  readonly workBefore: bigint;
  /** Of all ancestors of the later block. */
  readonly workTotal: bigint;
  /** What the block itself must commit to: an ancestor that opens to another one shows that the history is spliced. */
  readonly historyRoot: Uint8Array;
  /** What each child of the block must commit to. */
  readonly historyRootAfter: Uint8Array;
}

/** `height < laterHeight`; `nodes` knows the ancestors of `later`, which may be on any branch. */
export function makeHistoryProof(order: {
  readonly nodes: HistoryNodes;
  readonly height: number;
  readonly later: Block;
  readonly laterHeight: number;
}): HistoryProof {
  const { nodes, height, later, laterHeight } = order;
  assert(checkPlace(height, laterHeight) === undefined, "callers prove ancestors");
  const header = readHeader(later.header);
  assert("prev" in header, "a block's header was measured when the block was read");
  const place = { first: height, level: 0, count: laterHeight };
  const { node, siblings } = historyPath(place, header.prev, nodes);
  const { txRoot, filterHash } = openCommitments(later);
  return { block: node, height, laterHeight, siblings, txRoot, filterHash };
}

/**
 * Holds a proof against the `root` (32 bytes) of the later block's header. The caller compares `block` with the header
 * that it means (hash, and work of its `bits`); both heights are as true as the later header is, which commits to its
 * own. Refused with `proof-place`, `proof-path`, `proof-hash-length`, `proof-work` or `proof-root`.
 */
export function verifyHistoryProof(proof: HistoryProof, root: Uint8Array): ProvenAncestor | ProofRefusal {
  const { block, height, laterHeight, siblings, txRoot, filterHash } = proof;
  const badPlace = checkPlace(height, laterHeight);
  if (badPlace !== undefined) return badPlace;
  const sides = pathSides(height, 0, laterHeight);
  const badForm = checkTops(block, siblings, sides.length);
  if (badForm !== undefined) return badForm;
  const { top, prefix } = climb(joinTops, { node: block, siblings, sides });
  if (!isWork(top.work)) return new ProofRefusal("proof-work");
  const opening = { txRoot, filterHash, historyRoot: historyRootOf(laterHeight, top) };
  const before = topBefore(joinTops, { siblings, sides });
  return (
    checkCommitmentsOpening(opening, root) ?? {
      workBefore: before?.work ?? 0n,
      workTotal: top.work,
      historyRoot: historyRootOf(height, before),
      historyRootAfter: historyRootOf(height + 1, prefix),
    }
  );
}
