/** A compact block's places, filled with what is here already. */
import type { MessageOf } from "@triad/protocol";
import { readShortIds, shortIdKey, shortIdOf } from "./compact-short-ids.ts";

/** A transaction that may be in a block. */
export interface BlockCandidate {
  readonly wtxid: Uint8Array;
  /** Its encoding. */
  readonly bytes: Uint8Array;
}

export interface CompactFilling {
  /** In the block's order; undefined where one is missing. */
  readonly transactions: readonly (Uint8Array | undefined)[];
  /** Their places, rising. */
  readonly missing: readonly number[];
}

/**
 * "ambiguous": two places have one short id, so that nothing tells which transaction belongs where. Two candidates with
 * one short id leave their place empty, for the sender to fill.
 */
export function fillFrom(
  compact: MessageOf<"compact-block">,
  candidates: Iterable<BlockCandidate>,
): CompactFilling | "ambiguous" {
  const shortIds = readShortIds(compact.shortIds);
  const transactions = new Array<Uint8Array | undefined>(shortIds.length + compact.prefilled.length).fill(undefined);
  for (const { index, transaction } of compact.prefilled) transactions[index] = transaction;
  const placeOf = new Map<number, number>();
  let place = 0;
  for (const id of shortIds) {
    while (transactions[place] !== undefined) place += 1;
    if (placeOf.has(id)) return "ambiguous";
    placeOf.set(id, place);
    place += 1;
  }
  match(transactions, placeOf, shortIdKey(compact.header, compact.nonce), candidates);
  return { transactions, missing: placesOfMissing(transactions) };
}

/** The block's transactions with the missing ones in their places; as many as are missing. */
export function complete(
  { transactions, missing }: CompactFilling,
  fetched: readonly Uint8Array[],
): readonly Uint8Array[] {
  const whole = [...transactions];
  for (const [at, place] of missing.entries()) whole[place] = fetched[at];
  return whole.filter((transaction) => transaction !== undefined);
}

function match(
  transactions: (Uint8Array | undefined)[],
  placeOf: ReadonlyMap<number, number>,
  key: Uint8Array,
  candidates: Iterable<BlockCandidate>,
): void {
  const doubtful = new Set<number>();
  let left = placeOf.size;
  for (const { wtxid, bytes } of candidates) {
    // a collision that this leaves unseen shows in the Merkle root
    if (left === 0) return;
    const place = placeOf.get(shortIdOf(key, wtxid));
    if (place === undefined || doubtful.has(place)) continue;
    if (transactions[place] === undefined) {
      transactions[place] = bytes;
      left -= 1;
    } else {
      transactions[place] = undefined;
      doubtful.add(place);
      left += 1;
    }
  }
}

function placesOfMissing(transactions: readonly (Uint8Array | undefined)[]): readonly number[] {
  const missing: number[] = [];
  for (const [place, transaction] of transactions.entries()) if (transaction === undefined) missing.push(place);
  return missing;
}
