/**
 * What speaks against a transaction, cheapest first: its bytes alone, then the pool's maps, then coins, fee and
 * the graph. Signatures, the dearest, come after all of these and elsewhere. The work is linear in the bytes.
 */

import {
  type Coin,
  type HashKey,
  hashKey,
  type Network,
  type OutpointKey,
  outpointKey,
  Reject,
  reject,
} from "@triad/chain";
import { checkTransactionAlone, checkTransactionInContext, isCoinbase } from "@triad/chain/blocks";
import type { Transaction } from "@triad/protocol";
import type { FeeFloor } from "./fee-floor.ts";
import { checkPaysForRivals, findRivals } from "./judge-replacement.ts";
import { DUST_AMOUNT_MIN, type PoolLimits, SIGNATURES_BYTES_MAX, TRANSACTION_BYTES_MAX } from "./policy.ts";
import { PolicyReject, policyReject } from "./policy-reject.ts";
import { feeRate, type GraphEntry } from "./pool-entry.ts";
import { allWithAncestors, type PoolGraph, withAncestors } from "./pool-graph.ts";
import type { AnyReject, PoolChain } from "./verdicts.ts";
import type { Wishes } from "./wishes.ts";

/** What a transaction is judged against. */
export interface PoolState {
  readonly network: Network;
  readonly chain: PoolChain;
  readonly limits: PoolLimits;
  readonly graph: PoolGraph;
  readonly floor: FeeFloor;
  readonly wishes: Wishes;
}

export type Judgement =
  | {
      readonly kind: "fits";
      readonly fee: number;
      readonly feeDelta: number;
      readonly spent: readonly Coin[];
      /** Those whose place it takes. */
      readonly replaces: ReadonlySet<GraphEntry>;
    }
  | { readonly kind: "refused"; readonly reject: AnyReject }
  | { readonly kind: "missing"; readonly txids: readonly HashKey[] };

/** Rules that need nothing but the transaction. */
export function judgeAlone(tx: Transaction): AnyReject | undefined {
  if (isCoinbase(tx)) return policyReject("coinbase");
  if (tx.bytes.length > TRANSACTION_BYTES_MAX) return policyReject("tx-size", { bytes: tx.bytes.length });
  if (tx.signatures.length > SIGNATURES_BYTES_MAX)
    return policyReject("too-many-keys", { bytes: tx.signatures.length });
  return checkTransactionAlone(tx) ?? checkNoOutputIsDust(tx);
}

/** Rules that need the pool and the coins. Said once before the signatures are checked and once after. */
export function judgeInPool(tx: Transaction, state: PoolState, nowMs: number): Judgement {
  const same = checkIsNew(tx, state.graph);
  if (same !== undefined) return { kind: "refused", reject: same };
  const rivals = findRivals(tx, state.graph, state.limits);
  if (rivals instanceof PolicyReject) return { kind: "refused", reject: rivals };

  const spend = checkTransactionInContext(tx, {
    height: state.chain.tipHeight() + 1,
    coinbaseMaturity: state.network.params.consensus.coinbaseMaturity,
    coin: (key) => spendableCoin(key, state),
  });
  if (spend instanceof Reject) {
    if (spend.code !== "bad-txns-inputs-missingorspent") return { kind: "refused", reject: spend };
    return judgeMissing(tx, state);
  }
  const feeDelta = state.wishes.get(hashKey(tx.txid)).feeDelta;
  const fee = spend.fee + feeDelta;
  const refusal =
    checkFee(tx, fee, state, nowMs) ??
    checkPaysForRivals(tx, fee, rivals, state.graph) ??
    checkPackage(tx, rivals.all, state);
  if (refusal !== undefined) return { kind: "refused", reject: refusal };
  return { kind: "fits", fee: spend.fee, feeDelta, spent: spend.spent, replaces: rivals.all };
}

/** An output of the pool, as if the next block held it; else one of the chain. */
export function spendableCoin(key: OutpointKey, state: Pick<PoolState, "graph" | "chain">): Coin | undefined {
  return unconfirmedCoin(key, state) ?? state.chain.coin(key);
}

export function unconfirmedCoin(key: OutpointKey, state: Pick<PoolState, "graph" | "chain">): Coin | undefined {
  const parent = state.graph.byTxid(key.slice(0, 32));
  if (parent === undefined) return undefined;
  const output = parent.tx.outputs[indexOfKey(key)];
  if (output === undefined) return undefined;
  return { amount: output.amount, key: output.key, height: state.chain.tipHeight() + 1, isCoinbase: false };
}

function indexOfKey(key: OutpointKey): number {
  let index = 0;
  for (let at = 32; at < 36; at++) index = index * 256 + key.charCodeAt(at);
  return index;
}

function checkNoOutputIsDust(tx: Transaction): PolicyReject | undefined {
  const output = tx.outputs.findIndex(({ amount }) => amount < DUST_AMOUNT_MIN);
  return output === -1 ? undefined : policyReject("dust", { output, min: DUST_AMOUNT_MIN });
}

function checkIsNew(tx: Transaction, graph: PoolGraph): PolicyReject | undefined {
  const same = graph.byTxid(hashKey(tx.txid));
  if (same !== undefined) {
    return policyReject(
      same.wtxid === hashKey(tx.wtxid) ? "txn-already-in-mempool" : "txn-same-nonwitness-data-in-mempool",
    );
  }
  return undefined;
}

/** Some input is not to be had: confirmed already, hopeless, or waiting for parents. */
function judgeMissing(tx: Transaction, state: PoolState): Judgement {
  const isConfirmed = tx.outputs.some((_, index) => state.chain.coin(outpointKey(tx.txid, index)) !== undefined);
  if (isConfirmed) return { kind: "refused", reject: policyReject("txn-already-known") };
  const txids = new Set<HashKey>();
  for (const [input, { txid, index }] of tx.inputs.entries()) {
    if (spendableCoin(outpointKey(txid, index), state) !== undefined) continue;
    const parent = hashKey(txid);
    // the parent is here and has no such output, so waiting for it would not help
    if (state.graph.byTxid(parent) !== undefined) {
      return { kind: "refused", reject: reject("bad-txns-inputs-missingorspent", { input }) };
    }
    txids.add(parent);
  }
  return { kind: "missing", txids: [...txids] };
}

function checkFee(tx: Transaction, fee: number, state: PoolState, nowMs: number): PolicyReject | undefined {
  const bytes = tx.bytes.length;
  const feeMin = state.floor.fee(bytes, nowMs);
  if (fee < feeMin) return policyReject("min-fee-not-met", { fee, min: feeMin });
  const { graph, limits } = state;
  if (graph.bytes + bytes <= limits.poolBytesMax && graph.size < limits.poolTransactionsMax) return undefined;
  // it would be the lowest itself, and of equals the last: known before its signatures cost anything
  const lowest = graph.lowest();
  if (lowest === undefined || fee / bytes > feeRate(lowest.withDescendants)) return undefined;
  return policyReject("mempool-full", { fee, bytes });
}

/** `leaving`: those that it would replace count no more. */
function checkPackage(
  tx: Transaction,
  leaving: ReadonlySet<GraphEntry>,
  { graph, limits }: PoolState,
): PolicyReject | undefined {
  const parents = graph.parentsOf(tx.inputs);
  // so many parents are too many whatever they build on, and that need not be walked
  if (parents.size >= limits.ancestorsMax)
    return policyReject("too-long-mempool-chain", { ancestors: parents.size + 1 });
  const ancestors = allWithAncestors(parents);
  if (ancestors.size >= limits.ancestorsMax) {
    return policyReject("too-long-mempool-chain", { ancestors: ancestors.size + 1 });
  }
  const left = countLeavingBy(ancestors, leaving);
  for (const ancestor of ancestors) {
    const { count, bytes } = ancestor.withDescendants;
    const gone = left.get(ancestor) ?? NOTHING;
    const descendants = count - gone.count + 1;
    if (descendants > limits.descendantsMax) return policyReject("too-long-mempool-chain", { descendants });
    const descendantBytes = bytes - ancestor.bytes - gone.bytes + tx.bytes.length;
    if (descendantBytes > limits.descendantsBytesMax) {
      return policyReject("too-long-mempool-chain", { descendantBytes });
    }
  }
  return undefined;
}

const NOTHING = { count: 0, bytes: 0 };

/** What each of these ancestors loses when those leave. */
function countLeavingBy(
  ancestors: ReadonlySet<GraphEntry>,
  leaving: ReadonlySet<GraphEntry>,
): ReadonlyMap<GraphEntry, { readonly count: number; readonly bytes: number }> {
  const left = new Map<GraphEntry, { readonly count: number; readonly bytes: number }>();
  for (const each of ancestors.size === 0 ? [] : leaving) {
    for (const ancestor of withAncestors(each)) {
      if (!ancestors.has(ancestor)) continue;
      const { count, bytes } = left.get(ancestor) ?? NOTHING;
      left.set(ancestor, { count: count + 1, bytes: bytes + each.bytes });
    }
  }
  return left;
}
