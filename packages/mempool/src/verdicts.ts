/** What the pool answers. Ids are HashKeys throughout: hashKey(bytes) makes one, bytesOfKey(key) undoes it. */
import type { Coin, HashKey, OutpointKey, Reject } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import type { PolicyReject } from "./policy-reject.ts";
import type { PoolEntry } from "./pool-entry.ts";

/** The few things that the pool needs to know of the chain: always of its validated tip. */
export interface PoolChain {
  tipHeight(): number;
  coin(key: OutpointKey): Coin | undefined;
}

/** Of the seam's time, what the pool reads. */
export interface PoolTime {
  readonly monotonicMs: number;
}

export type AnyReject = Reject | PolicyReject;

export type Consideration =
  /**
   * All is well but the signatures: n x 128 bytes for a signature worker, then `add` or `refuse`. Empty when they
   * were verified before: then `add` at once.
   */
  | { readonly kind: "check"; readonly fee: number; readonly checks: Uint8Array }
  /** Remembered already: there is no need to call `refuse`. */
  | { readonly kind: "refused"; readonly reject: AnyReject }
  /** Kept until its parents are known. `missing`: the parents' txids, each once. */
  | { readonly kind: "orphan"; readonly missing: readonly HashKey[] }
  /** Nothing was done. For a recent reject: why it was refused. */
  | { readonly kind: "known"; readonly as: "pool" | "orphan" }
  | { readonly kind: "known"; readonly as: "rejected"; readonly reject: AnyReject };

export type Addition =
  | {
      readonly kind: "added";
      readonly entry: PoolEntry;
      /** Gave way to the new one, which spends the same outputs and pays more; with all that built on them. */
      readonly replaced: readonly PoolEntry[];
      /** Thrown out to make room; never the new one. */
      readonly evicted: readonly PoolEntry[];
      /** Orphans that have all their parents now, no longer kept: consider them again. */
      readonly unorphaned: readonly Transaction[];
    }
  | { readonly kind: "refused"; readonly reject: AnyReject };

export interface Connection {
  /** Left the pool into the block. */
  readonly confirmed: readonly PoolEntry[];
  /** Left the pool because the block spends the same outputs, or because they built on such a one. */
  readonly conflicted: readonly PoolEntry[];
  /** Orphans that have all their parents now, no longer kept: consider them again. */
  readonly unorphaned: readonly Transaction[];
}

export type WishChoice = "include" | "exclude" | "none";

export interface Wish {
  readonly choice: WishChoice;
  /** Base units, added to the fee in every decision of this node. */
  readonly feeDelta: number;
}

/** A transaction at its place in the next block, the coinbase not counted. */
export interface SelectedEntry {
  readonly entry: PoolEntry;
  /** 0, 1, 2 ... */
  readonly place: number;
  /** Because the operator wished for it or for one that builds on it, or because of what its package pays. */
  readonly because: "wish" | "fee-rate";
}
