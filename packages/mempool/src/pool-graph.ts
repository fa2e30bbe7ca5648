/**
 * The entries of the pool as a graph: who spends whose outputs.
 *
 * Invariants: no two entries spend the same outpoint; parents came before their children (lower sequence); the
 * package totals of each entry are those of its ancestors and descendants; entries are ranked by what their
 * descendant package pays, lowest first. Inserting, removing and changing a fee walk at most an entry's ancestors
 * and descendants (25 each by policy) and move each in a heap: O(25 log n), never a sort of the pool.
 */
import { assert, type HashKey, hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import { IndexedHeap } from "./indexed-heap.ts";
import { feeRate, type GraphEntry, type PackageTotals, type PoolEntry } from "./pool-entry.ts";

/** Hears of every entry that comes and goes, for whatever reason; one that goes had come. */
export interface PoolWatch {
  entered(entry: PoolEntry): void;
  left(entry: PoolEntry): void;
}

export class PoolGraph {
  /** Told after each change; one at most. */
  watch: PoolWatch | undefined;
  /** Goes up with every change; what was computed of the pool holds as long as it stays the same. */
  revision = 0;
  bytes = 0;
  /** Base units, without deltas. */
  fees = 0;
  private readonly byTxidKey = new Map<HashKey, GraphEntry>();
  private readonly byWtxidKey = new Map<HashKey, GraphEntry>();
  private readonly spenders = new Map<OutpointKey, GraphEntry>();
  private readonly lowestFirst = new IndexedHeap<GraphEntry>(comparePackages);

  get size(): number {
    return this.byTxidKey.size;
  }

  entries(): Iterable<GraphEntry> {
    return this.byTxidKey.values();
  }

  byTxid(txid: HashKey): GraphEntry | undefined {
    return this.byTxidKey.get(txid);
  }

  byWtxid(wtxid: HashKey): GraphEntry | undefined {
    return this.byWtxidKey.get(wtxid);
  }

  spenderOf(outpoint: OutpointKey): GraphEntry | undefined {
    return this.spenders.get(outpoint);
  }

  /**
   * The entry whose package of descendants pays the lowest rate; of equals the one that came last. Packages that the
   * operator wants come after all others.
   */
  lowest(): GraphEntry | undefined {
    return this.lowestFirst.first();
  }

  /** The entries whose outputs these inputs spend. */
  parentsOf(inputs: readonly { readonly txid: Uint8Array }[]): Set<GraphEntry> {
    const parents = new Set<GraphEntry>();
    for (const { txid } of inputs) {
      const parent = this.byTxidKey.get(hashKey(txid));
      if (parent !== undefined) parents.add(parent);
    }
    return parents;
  }

  insert(entry: GraphEntry): void {
    assert(!this.byTxidKey.has(entry.txid), "a txid in the pool is refused before it is added");
    for (const outpoint of entry.spends) {
      assert(!this.spenders.has(outpoint), "a conflict is refused before it is added");
      this.spenders.set(outpoint, entry);
    }
    for (const index of entry.tx.outputs.keys()) {
      const isSpent = this.spenders.has(outpointKey(entry.tx.txid, index));
      assert(!isSpent, "children leave the pool when the block with their parent is disconnected");
    }
    this.byTxidKey.set(entry.txid, entry);
    this.byWtxidKey.set(entry.wtxid, entry);
    this.bytes += entry.bytes;
    this.fees += entry.fee;
    for (const parent of this.parentsOf(entry.tx.inputs)) {
      entry.parents.add(parent);
      parent.children.add(entry);
    }
    const own = ownTotals(entry);
    entry.withDescendants = own;
    entry.withAncestors = own;
    for (const ancestor of withAncestors(entry)) {
      if (ancestor === entry) continue;
      entry.withAncestors = plus(entry.withAncestors, ownTotals(ancestor));
      ancestor.withDescendants = plus(ancestor.withDescendants, own);
      this.lowestFirst.set(ancestor);
    }
    this.lowestFirst.set(entry);
    this.revision++;
    this.watch?.entered(entry);
  }

  /** Removes an entry and all that builds on it. Returns them, parents first. */
  removeWithDescendants(entry: GraphEntry): readonly GraphEntry[] {
    const removed = parentsFirst(withDescendants(entry));
    // children first, so that whatever is removed has no descendants left to keep count of
    for (const each of removed.toReversed()) this.removeAlone(each);
    return removed;
  }

  /** Removes an entry that is in a block now. What builds on it stays. */
  removeConfirmed(entry: GraphEntry): void {
    this.removeAlone(entry);
  }

  /** Adds to an entry's modified fee. */
  changeFee(entry: GraphEntry, by: number): void {
    entry.modifiedFee += by;
    this.changeTotals(entry, { count: 0, bytes: 0, fees: by, pinned: 0 });
  }

  pin(entry: GraphEntry, isPinned: boolean): void {
    if (entry.isPinned === isPinned) return;
    entry.isPinned = isPinned;
    this.changeTotals(entry, { count: 0, bytes: 0, fees: 0, pinned: isPinned ? 1 : -1 });
  }

  private changeTotals(entry: GraphEntry, change: PackageTotals): void {
    for (const descendant of withDescendants(entry)) descendant.withAncestors = plus(descendant.withAncestors, change);
    for (const ancestor of withAncestors(entry)) {
      ancestor.withDescendants = plus(ancestor.withDescendants, change);
      this.lowestFirst.set(ancestor);
    }
    this.revision++;
  }

  private removeAlone(entry: GraphEntry): void {
    const own = ownTotals(entry);
    for (const descendant of withDescendants(entry)) descendant.withAncestors = minus(descendant.withAncestors, own);
    for (const ancestor of withAncestors(entry)) {
      if (ancestor === entry) continue;
      ancestor.withDescendants = minus(ancestor.withDescendants, own);
      this.lowestFirst.set(ancestor);
    }
    for (const parent of entry.parents) parent.children.delete(entry);
    for (const child of entry.children) child.parents.delete(entry);
    entry.parents.clear();
    entry.children.clear();
    for (const outpoint of entry.spends) this.spenders.delete(outpoint);
    this.byTxidKey.delete(entry.txid);
    this.byWtxidKey.delete(entry.wtxid);
    this.lowestFirst.delete(entry);
    this.bytes -= entry.bytes;
    this.fees -= entry.fee;
    this.revision++;
    this.watch?.left(entry);
  }
}

/** The entry and all in the pool that it builds on. */
export function withAncestors<E extends PoolEntry>(entry: E): Set<E> {
  return reach([entry], (each) => each.parents as ReadonlySet<E>);
}

/** These entries and all in the pool that they build on. */
export function allWithAncestors<E extends PoolEntry>(entries: Iterable<E>): Set<E> {
  return reach(entries, (each) => each.parents as ReadonlySet<E>);
}

/** The entry and all in the pool that builds on it. */
export function withDescendants<E extends PoolEntry>(entry: E): Set<E> {
  return reach([entry], (each) => each.children as ReadonlySet<E>);
}

/** These entries and all in the pool that builds on them. */
export function allWithDescendants<E extends PoolEntry>(entries: Iterable<E>): Set<E> {
  return reach(entries, (each) => each.children as ReadonlySet<E>);
}

/** In order of arrival, which is an order in which a block may hold them. */
export function parentsFirst<E extends PoolEntry>(entries: Iterable<E>): E[] {
  return [...entries].sort((a, b) => a.sequence - b.sequence);
}

/** Breadth first without recursion; a Set grows while it is walked. */
function reach<E>(from: Iterable<E>, next: (entry: E) => Iterable<E>): Set<E> {
  const reached = new Set(from);
  for (const entry of reached) for (const further of next(entry)) reached.add(further);
  return reached;
}

function comparePackages(a: GraphEntry, b: GraphEntry): number {
  const [isAPinned, isBPinned] = [a.withDescendants.pinned > 0, b.withDescendants.pinned > 0];
  if (isAPinned !== isBPinned) return isAPinned ? 1 : -1;
  return feeRate(a.withDescendants) - feeRate(b.withDescendants) || b.sequence - a.sequence;
}

function ownTotals(entry: GraphEntry): PackageTotals {
  return { count: 1, bytes: entry.bytes, fees: entry.modifiedFee, pinned: entry.isPinned ? 1 : 0 };
}

function plus(a: PackageTotals, b: PackageTotals): PackageTotals {
  return { count: a.count + b.count, bytes: a.bytes + b.bytes, fees: a.fees + b.fees, pinned: a.pinned + b.pinned };
}

function minus(a: PackageTotals, b: PackageTotals): PackageTotals {
  return { count: a.count - b.count, bytes: a.bytes - b.bytes, fees: a.fees - b.fees, pinned: a.pinned - b.pinned };
}
