/** Shows that a filter is the one of a block, to whoever has the block's header. docs/spec/proofs.md, "Filters". */
import { BLOCK_BYTES_MAX, type Block, DecodeError } from "@triad/protocol";
import { filterHash } from "../filter/block-filter.ts";
import { readGolombCodedSet } from "../filter/golomb-coded-set.ts";
import { checkCommitmentsOpening, openCommitments } from "./commitments-opening.ts";
import { ProofRefusal } from "./proof-refusal.ts";

export interface FilterProof {
  readonly filter: Uint8Array;
  /** With the filter's hash, what the header commits to. */
  readonly txRoot: Uint8Array;
  readonly historyRoot: Uint8Array;
}

/** An input takes at least 36 bytes of a block and an output 38, so that no block has more elements than this. */
const ELEMENTS_MAX = Math.floor(BLOCK_BYTES_MAX / 36);
/** A value takes 20 bits, and all quotients of N values together less than 1.5 N more. */
const VALUE_BITS_MAX = 22;
/** The count's 5 bytes and the values of the fullest block: 305 kB. Bounds what is hashed for a peer. */
export const FILTER_BYTES_MAX = 5 + Math.ceil((ELEMENTS_MAX * VALUE_BITS_MAX) / 8);

/** `filter` is the block's own, as stored or made by `blockFilter`. */
export function makeFilterProof(block: Block, filter: Uint8Array): FilterProof {
  const { txRoot, historyRoot } = openCommitments(block);
  return { filter: filter.slice(), txRoot, historyRoot };
}

/**
 * The filter's values, for `matchesAny` with the key `filterKey(header.prev)`, if the header with this `root` (32
 * bytes) commits to the filter. Refused with `proof-too-long`, `proof-hash-length` or `proof-root`; and with
 * `proof-not-canonical` when the header commits to bytes that are no filter, so that the block is invalid.
 */
export function verifyFilterProof(
  { filter, txRoot, historyRoot }: FilterProof,
  root: Uint8Array,
): { readonly values: readonly number[] } | ProofRefusal {
  if (filter.length > FILTER_BYTES_MAX) return new ProofRefusal("proof-too-long");
  const refused = checkCommitmentsOpening({ txRoot, filterHash: filterHash(filter), historyRoot }, root);
  if (refused !== undefined) return refused;
  const values = readGolombCodedSet(filter);
  return values instanceof DecodeError ? new ProofRefusal("proof-not-canonical") : { values };
}
