/** Opens a header's `root` into the three hashes under it. docs/spec/proofs.md, "Commitments". */
import { equalBytes, merkleRoot, sha256dMany } from "@triad/crypto";
import type { Block } from "@triad/protocol";
import { type Commitments, commitmentsRoot } from "../blocks/coinbase.ts";
import { ProofRefusal } from "./proof-refusal.ts";

/** Bytes of every hash in a proof. */
export const HASH_BYTES = 32;

/** The three hashes under the root of this block's header; hashes all its transactions. */
export function openCommitments(block: Block): Commitments {
  return {
    txRoot: merkleRoot(sha256dMany(block.transactions)),
    filterHash: block.commitments.slice(0, HASH_BYTES),
    historyRoot: block.commitments.slice(HASH_BYTES),
  };
}

/** Whether `root`, from a header, commits to these three: `proof-hash-length` or `proof-root` if it does not. */
export function checkCommitmentsOpening(opening: Commitments, root: Uint8Array): ProofRefusal | undefined {
  const { txRoot, filterHash, historyRoot } = opening;
  if ([txRoot, filterHash, historyRoot].some((hash) => hash.length !== HASH_BYTES)) {
    return new ProofRefusal("proof-hash-length");
  }
  return equalBytes(commitmentsRoot(opening), root) ? undefined : new ProofRefusal("proof-root");
}
