/**
 * Replacement by fee: what a transaction must pay to take the place of those in the pool that spend the same outputs.
 * Every transaction can be replaced, as in Bitcoin Core since version 28: what is unconfirmed is a promise of nobody.
 *
 * The rules are BIP 125's, numbered as there, with what Core and BIP 431 found missing:
 * - Nothing that it builds on may leave with it (as Core: it would be an orphan of its own making).
 * - Rule 5: at most REPLACED_MAX transactions leave, descendants counted. It bounds the work of one judgement.
 * - Rule 3 and 4: it pays what all of them paid, and the relay of its own bytes on top, so that each byte relayed is
 *   paid once (no free relay). What that costs at most is bounded by DESCENDANTS_BYTES_MAX, which keeps others from
 *   pinning a transaction under large children that pay little.
 * - In the place of rule 2: alone and together with what it builds on, it pays a higher rate than each of those it
 *   conflicts with. It must not wait for longer than what it replaces.
 */
import { bytesOfKey, outpointKey } from "@triad/chain";
import { hashToDisplay } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { FEE_RATE_INCREMENT, type PoolLimits } from "./policy.ts";
import { type PolicyReject, policyReject } from "./policy-reject.ts";
import { type GraphEntry, modifiedFeeRate } from "./pool-entry.ts";
import { allWithAncestors, allWithDescendants, type PoolGraph } from "./pool-graph.ts";

/** What would leave the pool: those that spend the same outputs, and all that builds on them. */
export interface Rivals {
  readonly direct: ReadonlySet<GraphEntry>;
  readonly all: ReadonlySet<GraphEntry>;
}

const NO_RIVALS: Rivals = { direct: new Set(), all: new Set() };

/** Needs no coins, so it comes before they are looked up. */
export function findRivals(tx: Transaction, graph: PoolGraph, limits: PoolLimits): Rivals | PolicyReject {
  const direct = new Set<GraphEntry>();
  for (const { txid, index } of tx.inputs) {
    const rival = graph.spenderOf(outpointKey(txid, index));
    if (rival !== undefined) direct.add(rival);
  }
  if (direct.size === 0) return NO_RIVALS;
  // each of them counts at least itself, so that too many need not be walked
  const all = direct.size > limits.replacedMax ? direct : allWithDescendants(direct);
  if (all.size > limits.replacedMax) {
    return policyReject("too-many-replacements", { replaced: all.size, max: limits.replacedMax });
  }
  for (const ancestor of allWithAncestors(graph.parentsOf(tx.inputs))) {
    if (all.has(ancestor)) return policyReject("spends-replaced", { txid: hashToDisplay(bytesOfKey(ancestor.txid)) });
  }
  return { direct, all };
}

/** `fee`: with the operator's delta. */
export function checkPaysForRivals(
  tx: Transaction,
  fee: number,
  rivals: Rivals,
  graph: PoolGraph,
): PolicyReject | undefined {
  if (rivals.direct.size === 0) return undefined;
  const bytes = tx.bytes.length;
  const paid = sum(rivals.all, ({ modifiedFee }) => modifiedFee);
  const min = Math.ceil(paid + FEE_RATE_INCREMENT * bytes);
  const ancestors = allWithAncestors(graph.parentsOf(tx.inputs));
  const packageRate =
    (fee + sum(ancestors, ({ modifiedFee }) => modifiedFee)) / (bytes + sum(ancestors, (each) => each.bytes));
  const rate = Math.min(fee / bytes, packageRate);
  for (const rival of rivals.direct) {
    if (fee >= min && rate > modifiedFeeRate(rival)) continue;
    const txid = hashToDisplay(bytesOfKey(rival.txid));
    return policyReject("txn-mempool-conflict", { txid, fee, min, rateAbove: modifiedFeeRate(rival) });
  }
  return undefined;
}

function sum(entries: Iterable<GraphEntry>, of: (entry: GraphEntry) => number): number {
  let total = 0;
  for (const entry of entries) total += of(entry);
  return total;
}
