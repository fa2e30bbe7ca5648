/**
 * Transactions that wait for a parent. They are unverified and have paid for nothing, so there are few and the
 * oldest makes room. Each waits for a set of txids and is given back once, when the last of them is here: the
 * work for an orphan is in proportion to its inputs, whoever sends what (CVE-2024-52914).
 */
import { type HashKey, hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";

interface Orphan {
  readonly tx: Transaction;
  readonly wtxid: HashKey;
  readonly missing: Set<HashKey>;
  readonly addedMs: number;
}

export interface OrphanLimits {
  readonly orphansMax: number;
  readonly orphansBytesMax: number;
}

export class OrphanPool {
  bytes = 0;
  /** In order of arrival. */
  private readonly byWtxid = new Map<HashKey, Orphan>();
  private readonly byMissing = new Map<HashKey, Set<Orphan>>();
  private readonly bySpent = new Map<OutpointKey, Set<Orphan>>();
  private readonly limits: OrphanLimits;

  constructor(limits: OrphanLimits) {
    this.limits = limits;
  }

  get size(): number {
    return this.byWtxid.size;
  }

  has(wtxid: HashKey): boolean {
    return this.byWtxid.has(wtxid);
  }

  /** `missing`: txids of parents, at least one. Throws out the oldest ones to make room. */
  add(tx: Transaction, missing: readonly HashKey[], addedMs: number): void {
    const orphan = { tx, wtxid: hashKey(tx.wtxid), missing: new Set(missing), addedMs };
    this.byWtxid.set(orphan.wtxid, orphan);
    this.bytes += tx.bytes.length;
    for (const txid of orphan.missing) addTo(this.byMissing, txid, orphan);
    for (const { txid, index } of tx.inputs) addTo(this.bySpent, outpointKey(txid, index), orphan);
    for (const oldest of this.byWtxid.values()) {
      if (this.size <= this.limits.orphansMax && this.bytes <= this.limits.orphansBytesMax) break;
      this.remove(oldest);
    }
  }

  /** Takes out the orphans that waited for this transaction only, in order of arrival. */
  takeUnorphanedBy(txid: HashKey): readonly Transaction[] {
    const ready: Transaction[] = [];
    for (const orphan of this.byMissing.get(txid) ?? []) {
      orphan.missing.delete(txid);
      if (orphan.missing.size > 0) continue;
      this.remove(orphan);
      ready.push(orphan.tx);
    }
    this.byMissing.delete(txid);
    return ready;
  }

  delete(wtxid: HashKey): void {
    const orphan = this.byWtxid.get(wtxid);
    if (orphan !== undefined) this.remove(orphan);
  }

  /** A block spent this output: who waited to spend it never can. */
  deleteSpendersOf(outpoint: OutpointKey): void {
    for (const orphan of this.bySpent.get(outpoint) ?? []) this.remove(orphan);
  }

  /** Removes those that came at or before this monotonic time. */
  expire(addedUntilMs: number): void {
    for (const orphan of this.byWtxid.values()) {
      if (orphan.addedMs > addedUntilMs) return;
      this.remove(orphan);
    }
  }

  private remove(orphan: Orphan): void {
    this.byWtxid.delete(orphan.wtxid);
    this.bytes -= orphan.tx.bytes.length;
    for (const txid of orphan.missing) deleteFrom(this.byMissing, txid, orphan);
    for (const { txid, index } of orphan.tx.inputs) deleteFrom(this.bySpent, outpointKey(txid, index), orphan);
  }
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

function deleteFrom<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
