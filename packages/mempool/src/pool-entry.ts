/** A transaction in the pool, with its place in the graph of those that spend one another's outputs. */
import { type HashKey, hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";

/** As everybody but the pool's own graph sees it. */
export interface PoolEntry {
  readonly tx: Transaction;
  readonly txid: HashKey;
  readonly wtxid: HashKey;
  /** Base units. */
  readonly fee: number;
  /** The operator wants it in the next block: it is neither evicted before others nor does it expire. */
  readonly isPinned: boolean;
  /** Fee with the operator's delta: what every decision of this node counts. */
  readonly modifiedFee: number;
  /** Of the encoding, signatures included. */
  readonly bytes: number;
  /** Monotonic time; below that of this run's start if it came in an earlier one. */
  readonly addedMs: number;
  /** Order of arrival: parents have a lower one than their children. */
  readonly sequence: number;
  /** In the pool. */
  readonly parents: ReadonlySet<PoolEntry>;
  readonly children: ReadonlySet<PoolEntry>;
  /** The transaction with all that it builds on in the pool. */
  readonly withAncestors: PackageTotals;
  /** The transaction with all in the pool that builds on it. */
  readonly withDescendants: PackageTotals;
}

export interface PackageTotals {
  readonly count: number;
  readonly bytes: number;
  /** Modified fees, base units. */
  readonly fees: number;
  /** How many of them the operator wants in the next block. */
  readonly pinned: number;
}

/** The same, for the graph, which alone writes to it. */
export interface GraphEntry extends PoolEntry {
  modifiedFee: number;
  isPinned: boolean;
  addedMs: number;
  readonly spends: readonly OutpointKey[];
  readonly parents: Set<GraphEntry>;
  readonly children: Set<GraphEntry>;
  withAncestors: PackageTotals;
  withDescendants: PackageTotals;
}

export interface NewEntry {
  readonly tx: Transaction;
  readonly fee: number;
  readonly feeDelta: number;
  readonly isPinned: boolean;
  readonly addedMs: number;
  readonly sequence: number;
}

/** An entry that is not in a graph yet. */
export function makeEntry({ tx, fee, feeDelta, isPinned, addedMs, sequence }: NewEntry): GraphEntry {
  const alone = { count: 1, bytes: tx.bytes.length, fees: fee + feeDelta, pinned: isPinned ? 1 : 0 };
  return {
    tx,
    txid: hashKey(tx.txid),
    wtxid: hashKey(tx.wtxid),
    fee,
    isPinned,
    modifiedFee: fee + feeDelta,
    bytes: tx.bytes.length,
    addedMs,
    sequence,
    spends: tx.inputs.map(({ txid, index }) => outpointKey(txid, index)),
    parents: new Set(),
    children: new Set(),
    withAncestors: alone,
    withDescendants: alone,
  };
}

/** Base units a byte. Division is exact enough: rates only order what is policy, and ties are broken by arrival. */
export function feeRate({ fees, bytes }: { readonly fees: number; readonly bytes: number }): number {
  return fees / bytes;
}

export function modifiedFeeRate(entry: PoolEntry): number {
  return entry.modifiedFee / entry.bytes;
}

/** Highest rate first, then first seen first. */
export function compareByModifiedFeeRate(a: PoolEntry, b: PoolEntry): number {
  return modifiedFeeRate(b) - modifiedFeeRate(a) || a.sequence - b.sequence;
}
