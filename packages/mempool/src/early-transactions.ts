/**
 * Transactions that came before the block which makes them valid here: their sender has that block already. Whoever
 * announced one doesn't announce it again on the same connection, so what is refused now has to be tried again when
 * the tip changes. They are unverified and have paid for nothing: few, and the oldest makes room.
 */
import { type HashKey, hashKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import type { AnyReject } from "./verdicts.ts";

interface EarlyTransaction {
  readonly tx: Transaction;
  readonly tipsLeft: number;
}

export interface EarlyLimits {
  readonly earlyMax: number;
  readonly earlyBytesMax: number;
  readonly earlyTipsMax: number;
}

export class EarlyTransactions {
  bytes = 0;
  /** In order of arrival. */
  private readonly byWtxid = new Map<HashKey, EarlyTransaction>();
  private readonly limits: EarlyLimits;

  constructor(limits: EarlyLimits) {
    this.limits = limits;
  }

  get size(): number {
    return this.byWtxid.size;
  }

  /** Does nothing for one that waits already: its tries are counted from its first refusal. */
  add(tx: Transaction): void {
    const wtxid = hashKey(tx.wtxid);
    if (this.byWtxid.has(wtxid)) return;
    this.byWtxid.set(wtxid, { tx, tipsLeft: this.limits.earlyTipsMax });
    this.bytes += tx.bytes.length;
    for (const oldest of this.byWtxid.keys()) {
      if (this.size <= this.limits.earlyMax && this.bytes <= this.limits.earlyBytesMax) break;
      this.delete(oldest);
    }
  }

  /** What to consider again now that there is a new tip, in order of arrival. */
  takeForNewTip(): readonly Transaction[] {
    const waiting = [...this.byWtxid];
    for (const [wtxid, { tx, tipsLeft }] of waiting) {
      if (tipsLeft === 1) this.delete(wtxid);
      else this.byWtxid.set(wtxid, { tx, tipsLeft: tipsLeft - 1 });
    }
    return waiting.map(([, { tx }]) => tx);
  }

  delete(wtxid: HashKey): void {
    const early = this.byWtxid.get(wtxid);
    if (early === undefined) return;
    this.byWtxid.delete(wtxid);
    this.bytes -= early.tx.bytes.length;
  }
}

/** Refusals that a block can lift which the sender may have seen before us. */
export function isEarly(reject: AnyReject): boolean {
  switch (reject.code) {
    case "bad-txns-nonfinal":
    case "bad-txns-premature-spend-of-coinbase":
    case "too-long-mempool-chain":
      return true;
    default:
      return false;
  }
}
