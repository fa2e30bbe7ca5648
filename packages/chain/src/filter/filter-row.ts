/**
 * A block's filter as the store keeps it: the filter, then txRoot and historyRoot, 32 bytes each, so that a node can
 * show the filter to be the block's own without reading the body, and after it has pruned it.
 *
 * Rows of earlier versions are the filter alone. Which of the two a row is, the header's root tells.
 */
import { concatBytes } from "@triad/crypto";
import type { CommittedFilter } from "@triad/protocol";
import { checkCommitmentsOpening, HASH_BYTES } from "../proof/commitments-opening.ts";
import { filterHash } from "./block-filter.ts";

const ROOTS_BYTES = 2 * HASH_BYTES;

export function writeFilterRow({ filter, txRoot, historyRoot }: CommittedFilter): Uint8Array {
  return concatBytes(filter, txRoot, historyRoot);
}

/** `root`: of the block's header. Undefined: the row is an earlier version's, or damaged. */
export function readFilterRow(row: Uint8Array, root: Uint8Array): CommittedFilter | undefined {
  const end = row.length - ROOTS_BYTES;
  if (end <= 0) return undefined;
  const filter = row.subarray(0, end);
  const txRoot = row.subarray(end, end + HASH_BYTES);
  const historyRoot = row.subarray(end + HASH_BYTES);
  const refused = checkCommitmentsOpening({ txRoot, filterHash: filterHash(filter), historyRoot }, root);
  return refused === undefined ? { filter, txRoot, historyRoot } : undefined;
}

/** Whether a kept row says the same as the one that would be written now, as far as it says anything. */
export function isSameFilterRow(kept: Uint8Array, made: Uint8Array): boolean {
  const compared = kept.length === made.length ? made : made.subarray(0, made.length - ROOTS_BYTES);
  return kept.length === compared.length && kept.every((byte, at) => byte === compared[at]);
}
