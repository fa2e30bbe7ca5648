/** A block's filter as a node keeps it, for those who have headers only. */
import { type Block, type CommittedFilter, DecodeError, readTransaction } from "@triad/protocol";
import { assert } from "../assert.ts";
import { blockFilter } from "../filter/block-filter.ts";
import { readFilterRow } from "../filter/filter-row.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { makeFilterProof } from "../proof/filter-proof.ts";

/** `row`: as it is stored; where a run of an earlier version stored the filter alone, it is made again from the body. */
export function keptFilter(
  { header, hasBody }: HeaderEntry,
  row: Uint8Array | undefined,
  readBody: () => Block | undefined,
): CommittedFilter | undefined {
  const kept = row === undefined ? undefined : readFilterRow(row, header.root);
  const block = kept === undefined && hasBody ? readBody() : undefined;
  if (block === undefined) return kept;
  const transactions = block.transactions.map((bytes) => {
    const tx = readTransaction(bytes);
    assert(!(tx instanceof DecodeError), "bodies are stored after their transactions were read once");
    return tx;
  });
  return makeFilterProof(block, blockFilter(transactions, header.prev));
}
