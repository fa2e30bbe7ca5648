/** Eviction: what pays least, with all that builds on it, leaves first, until the pool is within its bounds. */
import type { PoolState } from "./judge-transaction.ts";
import { feeRate, type GraphEntry, type PoolEntry } from "./pool-entry.ts";
import { parentsFirst, withDescendants } from "./pool-graph.ts";

/**
 * `newest` was just inserted. Returns what was evicted for it; or undefined when it would have to go itself, and
 * then the pool is as it was before: nobody loses their place to a transaction that does not get one.
 */
export function makeRoom(newest: GraphEntry, state: PoolState, nowMs: number): readonly PoolEntry[] | undefined {
  const { graph, limits, floor } = state;
  const evicted: GraphEntry[] = [];
  const rates: number[] = [];
  while (graph.bytes > limits.poolBytesMax || graph.size > limits.poolTransactionsMax) {
    const lowest = graph.lowest() as GraphEntry;
    if (withDescendants(lowest).has(newest)) {
      graph.removeWithDescendants(newest);
      for (const entry of parentsFirst(evicted)) graph.insert(entry);
      return undefined;
    }
    rates.push(feeRate(lowest.withDescendants));
    evicted.push(...graph.removeWithDescendants(lowest));
  }
  for (const rate of rates) floor.riseAbove(rate, nowMs);
  return evicted;
}
