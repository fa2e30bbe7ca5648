/**
 * Chooses transactions for the next block: first what the operator wishes for, then by what a transaction pays
 * together with those of its ancestors that are not chosen yet, highest rate first (as Bitcoin Core's miner did:
 * a child may pay for its parent). Greedy, not optimal: the best filling of a block is a knapsack problem.
 *
 * The order is made for each choice and thrown away (rate-order.ts): a choice is made once a block or so, additions
 * far more often. What a taken ancestor changed is ranked anew beside it, which is a walk over at most 25 descendants.
 */
import type { HashKey } from "@triad/chain";
import { TRANSACTION_BYTES_MIN } from "@triad/protocol";
import { IndexedHeap } from "./indexed-heap.ts";
import { feeRate, type PackageTotals, type PoolEntry } from "./pool-entry.ts";
import { parentsFirst, withAncestors, withDescendants } from "./pool-graph.ts";
import { RateOrder } from "./rate-order.ts";
import type { SelectedEntry, Wish } from "./verdicts.ts";

/** Packages in a row that did not fit: a block this full gains next to nothing from looking at all the others. */
const MISFITS_MAX = 1_000;

export interface SelectionSource {
  entries(): Iterable<PoolEntry>;
  byTxid(txid: HashKey): PoolEntry | undefined;
}

/** `bytesMax`: of the transactions together, without the coinbase. Valid in this order in the next block. */
export function selectForBlock(
  pool: SelectionSource,
  wishes: Iterable<readonly [HashKey, Wish]>,
  bytesMax: number,
): readonly SelectedEntry[] {
  const { included, excluded } = resolveWishes(pool, wishes);
  const selection = new Selection(excluded, bytesMax);
  for (const entry of included) selection.takePackage(entry, "wish");
  selection.takeByRate(pool.entries());
  return selection.selected;
}

/** True when a choice of at most `bytesMax` bytes would not be empty. */
export function hasSelectable(
  pool: SelectionSource,
  wishes: Iterable<readonly [HashKey, Wish]>,
  bytesMax: number,
): boolean {
  const { excluded } = resolveWishes(pool, wishes);
  for (const entry of pool.entries()) {
    // what builds on an excluded entry is excluded itself, so that the others can be taken with all their ancestors
    if (!excluded.has(entry) && entry.withAncestors.bytes <= bytesMax) return true;
  }
  return false;
}

/** Whatever builds on an excluded transaction is excluded too, even if it is wished for. */
export function resolveWishes(pool: SelectionSource, wishes: Iterable<readonly [HashKey, Wish]>) {
  const included: PoolEntry[] = [];
  const excluded = new Set<PoolEntry>();
  for (const [txid, { choice }] of wishes) {
    const entry = pool.byTxid(txid);
    if (entry === undefined) continue;
    if (choice === "include") included.push(entry);
    if (choice === "exclude") for (const each of withDescendants(entry)) excluded.add(each);
  }
  return { included: included.filter((entry) => !excluded.has(entry)), excluded };
}

class Selection {
  readonly selected: SelectedEntry[] = [];
  private readonly taken = new Set<PoolEntry>();
  private readonly excluded: ReadonlySet<PoolEntry>;
  private bytesLeft: number;
  /** What is left of an entry's ancestor package, where some of it is taken. */
  private readonly remaining = new Map<PoolEntry, PackageTotals>();
  /** Whose totals changed since the order by rate was made. */
  private readonly reranked = new Set<PoolEntry>();
  /** Those of `remaining`, once the choice by rate has begun. */
  private changed: IndexedHeap<PoolEntry> | undefined;

  constructor(excluded: ReadonlySet<PoolEntry>, bytesMax: number) {
    this.excluded = excluded;
    this.bytesLeft = bytesMax;
  }

  takeByRate(entries: Iterable<PoolEntry>): void {
    const candidates: PoolEntry[] = [];
    for (const entry of entries) if (!this.excluded.has(entry) && !this.taken.has(entry)) candidates.push(entry);
    const order = new RateOrder(candidates, (entry) => this.remainingOf(entry));
    this.changed = new IndexedHeap((a: PoolEntry, b: PoolEntry) => this.compare(a, b));
    // what changes from here on is ranked by its new totals there, and passed over in the order
    this.reranked.clear();
    let misfits = 0;
    while (this.bytesLeft >= TRANSACTION_BYTES_MIN && misfits < MISFITS_MAX) {
      const best = this.takeBest(order, this.changed);
      if (best === undefined) return;
      misfits = this.takePackage(best, "fee-rate") ? 0 : misfits + 1;
    }
  }

  private takeBest(order: RateOrder, changed: IndexedHeap<PoolEntry>): PoolEntry | undefined {
    let first = order.first();
    while (first !== undefined && (this.taken.has(first.entry) || this.reranked.has(first.entry))) {
      order.dropFirst();
      first = order.first();
    }
    const other = changed.first();
    if (first === undefined || (other !== undefined && this.isBefore(other, first))) return changed.takeFirst();
    order.dropFirst();
    return first.entry;
  }

  private isBefore(other: PoolEntry, { entry, rate }: { readonly entry: PoolEntry; readonly rate: number }): boolean {
    const difference = feeRate(this.remainingOf(other)) - rate;
    return difference === 0 ? other.sequence < entry.sequence : difference > 0;
  }

  /** The entry after those of its ancestors that are not taken yet; or nothing if they do not fit together. */
  takePackage(entry: PoolEntry, because: SelectedEntry["because"]): boolean {
    if (this.taken.has(entry)) return true;
    if (this.remainingOf(entry).bytes > this.bytesLeft) return false;
    const members =
      entry.parents.size === 0
        ? [entry]
        : parentsFirst(withAncestors(entry)).filter((member) => !this.taken.has(member));
    for (const member of members) {
      this.taken.add(member);
      this.changed?.delete(member);
      this.selected.push({ entry: member, place: this.selected.length, because });
      this.bytesLeft -= member.bytes;
    }
    for (const member of members) this.discountDescendants(member);
    return true;
  }

  /** What builds on a taken entry needs less room for it now, and is ranked anew, even if it did not fit before. */
  private discountDescendants(member: PoolEntry): void {
    if (member.children.size === 0) return;
    for (const descendant of withDescendants(member)) {
      if (this.taken.has(descendant)) continue;
      const { count, bytes, fees, pinned } = this.remainingOf(descendant);
      const rest = { count: count - 1, bytes: bytes - member.bytes, fees: fees - member.modifiedFee, pinned };
      this.remaining.set(descendant, rest);
      this.reranked.add(descendant);
      if (!this.excluded.has(descendant)) this.changed?.set(descendant);
    }
  }

  private remainingOf(entry: PoolEntry): PackageTotals {
    // while the order is made there is next to nothing in the map, and it is asked for every entry
    if (this.remaining.size === 0) return entry.withAncestors;
    return this.remaining.get(entry) ?? entry.withAncestors;
  }

  private compare(a: PoolEntry, b: PoolEntry): number {
    return feeRate(this.remainingOf(b)) - feeRate(this.remainingOf(a)) || a.sequence - b.sequence;
  }
}
