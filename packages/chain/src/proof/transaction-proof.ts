/** Shows that a transaction is in a block, to whoever has the block's header. docs/spec/proofs.md, "Transactions". */
import { merklePath, rootFromMerklePath, sha256dMany } from "@triad/crypto";
import { BLOCK_BYTES_MAX, type Block, DecodeError, readTransaction, type Transaction } from "@triad/protocol";
import { checkCommitmentsOpening, HASH_BYTES } from "./commitments-opening.ts";
import { checkPlace } from "./proof-form.ts";
import { ProofRefusal } from "./proof-refusal.ts";

export interface TransactionProof {
  /** The signed encoding, whose hash is the leaf. */
  readonly tx: Uint8Array;
  /** Which leaf of how many, uint32. They say how to walk the path; nothing commits to them. */
  readonly index: number;
  readonly txCount: number;
  /** Bottom up, 32 bytes each, without directions: these follow from the place (RFC 9162 section 2.1.3.2). */
  readonly siblings: readonly Uint8Array[];
  /** filterHash, then historyRoot: 64 bytes. */
  readonly commitments: Uint8Array;
}

/** A tree of 2^32 − 1 leaves is 32 levels high. Bounds the checks of a path before its exact length is known. */
const SIBLINGS_MAX = 32;

/** @throws RangeError when the block has no transaction of this number, which is a bug of the caller. */
export function makeTransactionProof(block: Block, index: number): TransactionProof {
  const leaves = sha256dMany(block.transactions);
  const siblings = merklePath(leaves, index);
  const tx = block.transactions[index] as Uint8Array;
  return { tx: tx.slice(), index, txCount: leaves.length, siblings, commitments: block.commitments.slice() };
}

/**
 * The transaction, if the header with this `root` (32 bytes) commits to it.
 *
 * What is shown is that the transaction is in the block, and whether it is the block's first one, its coinbase:
 * `index` is 0 if and only if every sibling stands on the right. No more: another `index` and `txCount` may lead along
 * the same path. Whether the block is on the best chain and obeys the rules is a matter of its header.
 *
 * Refused with `proof-too-long`, `proof-place`, `proof-hash-length`, `proof-path`, `proof-not-canonical` or
 * `proof-root`. The transaction is read strictly and so has at least 65 bytes: an inner node of the tree, 64 bytes,
 * can't pass for one (CVE-2017-12842).
 */
export function verifyTransactionProof(
  proof: TransactionProof,
  root: Uint8Array,
): { readonly tx: Transaction; readonly isFirst: boolean } | ProofRefusal {
  const refused = checkForm(proof);
  if (refused !== undefined) return refused;
  const tx = readTransaction(proof.tx);
  if (tx instanceof DecodeError) return new ProofRefusal("proof-not-canonical");
  const { index, txCount: count, siblings: path, commitments } = proof;
  const txRoot = rootFromMerklePath({ leaf: tx.wtxid, index, count, path });
  if (txRoot === undefined) return new ProofRefusal("proof-path");
  const filterHash = commitments.subarray(0, HASH_BYTES);
  const historyRoot = commitments.subarray(HASH_BYTES);
  return checkCommitmentsOpening({ txRoot, filterHash, historyRoot }, root) ?? { tx, isFirst: index === 0 };
}

/** Lengths and counts, before anything is read or hashed. */
function checkForm({ tx, index, txCount, siblings, commitments }: TransactionProof): ProofRefusal | undefined {
  if (tx.length > BLOCK_BYTES_MAX) return new ProofRefusal("proof-too-long");
  const badPlace = checkPlace(index, txCount);
  if (badPlace !== undefined) return badPlace;
  if (siblings.length > SIBLINGS_MAX) return new ProofRefusal("proof-path");
  const areHashes = commitments.length === 2 * HASH_BYTES && siblings.every(({ length }) => length === HASH_BYTES);
  return areHashes ? undefined : new ProofRefusal("proof-hash-length");
}
