/**
 * Shows that one history continues another: that the blocks which a block of height m commits to are the first m of
 * those which a block of height n commits to. docs/spec/proofs.md, "Prefixes".
 */
import { equalBytes } from "@triad/crypto";
import { assert } from "../assert.ts";
import { historyPath } from "../history/history-path.ts";
import { type HistoryNodes, type HistoryTop, historyRootOf, joinTops } from "../history/history-tree.ts";
import { climb, lastPeak, pathSides } from "../history/tree-path.ts";
import { checkPlace, checkTops, isWork } from "./proof-form.ts";
import { ProofRefusal } from "./proof-refusal.ts";

/** A consistency proof of RFC 9162 (section 2.1.4), but that the first node is always given, since works must be. */
export interface HistoryPrefixProof {
  /** m, at least 1. */
  readonly height: number;
  /** n, at least m. */
  readonly laterHeight: number;
  /** The last whole subtree of the first m blocks. */
  readonly node: HistoryTop;
  /** From there to the top over n blocks, bottom up: those on the left are the other whole subtrees of the m blocks. */
  readonly siblings: readonly HistoryTop[];
}

export interface ProvenPrefix {
  /** Of the blocks 0 … m − 1. */
  readonly work: bigint;
  /** Of the blocks 0 … n − 1. */
  readonly laterWork: bigint;
}

/** `lastHash` is the hash of block n − 1, the parent of the later block; 1 ≤ m ≤ n. */
export function makeHistoryPrefixProof(order: {
  readonly nodes: HistoryNodes;
  readonly height: number;
  readonly laterHeight: number;
  readonly lastHash: Uint8Array;
}): HistoryPrefixProof {
  const { nodes, height, laterHeight, lastHash } = order;
  assert(checkPlace(height - 1, laterHeight) === undefined, "callers prove prefixes that are not empty");
  const path = historyPath({ ...lastPeak(height), count: laterHeight }, lastHash, nodes);
  return { height, laterHeight, ...path };
}

/**
 * Holds a proof against the two history roots, which the caller took from headers (`checkCommitmentsOpening`).
 * Refused with `proof-place`, `proof-path`, `proof-hash-length`, `proof-work`; `proof-prefix` when the earlier root is
 * another one, `proof-root` when the later one is.
 */
export function verifyHistoryPrefixProof(
  proof: HistoryPrefixProof,
  roots: { readonly historyRoot: Uint8Array; readonly laterHistoryRoot: Uint8Array },
): ProvenPrefix | ProofRefusal {
  const { height, laterHeight, node, siblings } = proof;
  const badPlace = checkPlace(height - 1, laterHeight);
  if (badPlace !== undefined) return badPlace;
  const { first, level } = lastPeak(height);
  const sides = pathSides(first, level, laterHeight);
  const badForm = checkTops(node, siblings, sides.length);
  if (badForm !== undefined) return badForm;
  const { top, prefix } = climb(joinTops, { node, siblings, sides });
  if (!isWork(top.work)) return new ProofRefusal("proof-work");
  if (!equalBytes(historyRootOf(height, prefix), roots.historyRoot)) return new ProofRefusal("proof-prefix");
  if (!equalBytes(historyRootOf(laterHeight, top), roots.laterHistoryRoot)) return new ProofRefusal("proof-root");
  return { work: prefix.work, laterWork: top.work };
}
