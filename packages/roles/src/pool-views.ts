/** The pool in figures, and what came into it last: questions that explorers ask every few seconds. */
import { bytesOfKey } from "@triad/chain";
import { hashToDisplay } from "@triad/crypto";
import type { FeeHistogram, Mempool, PoolEntry } from "@triad/mempool";
import type { PoolSummaryView, RecentTransactionView } from "./operator.ts";
import type { Now } from "./seam.ts";

/** Listed at once; Esplora's clients ask for ten. */
const RECENT_MAX = 100;

export function summarisePool(pool: Mempool, histogram: FeeHistogram, now: Now): PoolSummaryView {
  return {
    transactions: pool.size,
    bytes: pool.bytes,
    fees: pool.fees,
    feeRateMin: pool.feeRateMin(now),
    feeHistogram: histogram.steps(),
  };
}

/** Newest first. One pass over the pool, which keeps no more than are asked for. */
export function listRecent(pool: Mempool, count: number): readonly RecentTransactionView[] {
  const most = Math.min(count, RECENT_MAX);
  const newest: PoolEntry[] = [];
  for (const entry of pool.entries()) {
    const last = newest.at(-1);
    if (newest.length >= most && (last === undefined || entry.sequence < last.sequence)) continue;
    const at = newest.findIndex(({ sequence }) => sequence < entry.sequence);
    newest.splice(at === -1 ? newest.length : at, 0, entry);
    if (newest.length > most) newest.pop();
  }
  return newest.map(({ txid, fee, bytes, tx }) => {
    const amount = tx.outputs.reduce((sum, output) => sum + output.amount, 0);
    return { txid: hashToDisplay(bytesOfKey(txid)), fee, bytes, amount };
  });
}
