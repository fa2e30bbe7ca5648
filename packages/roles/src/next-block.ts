/**
 * The next block before it is mined: what would be in it now, what the operator's wishes changed, and what they cost.
 * A selection walks over the whole pool, so each is made once for an answer.
 */
import { bytesOfKey, type HashKey, hashKey } from "@triad/chain";
import { hashFromDisplay, hashToDisplay } from "@triad/crypto";
import type { Mempool, PolicyReject, PoolEntry, SelectedEntry } from "@triad/mempool";
import type { NextBlockView, WishChangeView, WishView } from "./operator.ts";

/** Of those that a wish brought in, and of those that it pushed out: a screenful for a person, bounded for an API. */
const CHANGES_SHOWN_MAX = 50;

type Selection = readonly SelectedEntry[];

/** `bytesMax`: what a block has for transactions beside its coinbase. */
export function describeNextBlock(pool: Mempool, selected: Selection, bytesMax: number): NextBlockView {
  return summarise(selected, pool.hasWishes ? pool.selectByFees(bytesMax) : selected, bytesMax);
}

export interface WishOrder {
  readonly txid: HashKey;
  readonly wish: "include" | "exclude" | "none";
  /** Base units; undefined: it stays as it is. */
  readonly feeDelta: number | undefined;
}

/** Takes the wish, unless it can't be met. */
export function takeWish(
  pool: Mempool,
  { txid, wish, feeDelta }: WishOrder,
  bytesMax: number,
): WishView | PolicyReject {
  const before = pool.selectForBlock(bytesMax);
  const refused = pool.setWish(txid, wish, feeDelta, bytesMax);
  if (refused !== undefined) return refused;
  const after = pool.selectForBlock(bytesMax);
  const byFees = pool.selectByFees(bytesMax);
  const taken = pool.wish(txid);
  return {
    txid: displayOf(txid),
    wish: taken.choice,
    feeDelta: taken.feeDelta,
    inPool: pool.byTxid(txid) !== undefined,
    before: summarise(before, byFees, bytesMax),
    after: summarise(after, byFees, bytesMax),
    entered: missingFrom(before, after),
    left: missingFrom(after, before),
  };
}

/** Undefined: it is no hash as people see it. */
export function txidOf(text: string): HashKey | undefined {
  const hash = hashFromDisplay(text);
  return hash === undefined ? undefined : hashKey(hash);
}

function summarise(selected: Selection, byFees: Selection, bytesMax: number): NextBlockView {
  const fees = sumOf(selected, ({ fee }) => fee);
  return {
    transactions: selected.length,
    bytes: sumOf(selected, ({ bytes }) => bytes),
    bytesMax,
    fees,
    // the choice by rate is not the best of all: now and then a wish happens to fill the block better
    feesGivenUp: Math.max(0, sumOf(byFees, ({ fee }) => fee) - fees),
  };
}

function sumOf(selected: Selection, of: (entry: PoolEntry) => number): number {
  return selected.reduce((sum, { entry }) => sum + of(entry), 0);
}

/** Those of `selected` that `others` lacks. */
function missingFrom(others: Selection, selected: Selection): readonly WishChangeView[] {
  const known = new Set(others.map(({ entry }) => entry));
  return selected
    .filter(({ entry }) => !known.has(entry))
    .slice(0, CHANGES_SHOWN_MAX)
    .map(({ entry }) => ({ txid: hashToDisplay(entry.tx.txid), fee: entry.fee, bytes: entry.bytes }));
}

function displayOf(txid: HashKey): string {
  return hashToDisplay(bytesOfKey(txid));
}
