/** Invariant 10, the other side of it: what was in a block that is taken back waits for another one, if it still can. */
import { type HashKey, hashKey, outpointKey } from "@triad/chain";
import { forkOf, type HeaderEntry } from "@triad/chain/headers";
import { DecodeError, readBlock, readTransaction, type Transaction } from "@triad/protocol";
import { short } from "../engine/describe.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "returned-transactions";

export const checker: Checker = {
  name: NAME,
  claim:
    "After a reorganisation every transaction of the blocks that were taken back is in the new chain or in the pool.",
  begin(world) {
    const tips = new Map<SimNode, HeaderEntry>();
    return {
      afterTurn(node) {
        if (!node.isHonest || node.role === "light-node" || node.core === undefined) return;
        const parts = partsOf(node.core);
        const { tip } = parts.chain;
        const last = tips.get(node);
        if (tip === last) return;
        tips.set(node, tip);
        if (last === undefined || tip.parent === last) return;
        const lost = lostBetween(last, tip, parts, world);
        if (lost !== undefined)
          world.violated(NAME, `transaction ${short(lost.txid)} is in no block and forgotten`, node);
      },
      onEnd(node) {
        tips.delete(node);
      },
    };
  },
};

function lostBetween(
  from: HeaderEntry,
  to: HeaderEntry,
  parts: ValidatingParts,
  world: World,
): Transaction | undefined {
  const fork = forkOf(from, to);
  if (fork === from) return undefined;
  const confirmed = new Set<HashKey>(transactionsOf(to, fork, parts).map(({ txid }) => hashKey(txid)));
  return transactionsOf(from, fork, parts).find((tx) => {
    const txid = hashKey(tx.txid);
    if (confirmed.has(txid) || parts.pool.byTxid(txid) !== undefined || isRefused(tx, parts, world)) return false;
    return canBePaid(tx, parts, world);
  });
}

/** By policy: it pays too little for a pool that is full, or has too many ancestors there. */
function isRefused(tx: Transaction, { pool }: ValidatingParts, world: World): boolean {
  // only what it knows, so that asking changes nothing
  if (!pool.knows(hashKey(tx.wtxid))) return false;
  const known = pool.consider(tx, { monotonicMs: world.nowMs() });
  return known.kind === "known" && known.as === "rejected";
}

/** Without coinbases. */
function transactionsOf(last: HeaderEntry, fork: HeaderEntry, { chain }: ValidatingParts): readonly Transaction[] {
  const found: Transaction[] = [];
  for (let entry = last; entry !== fork && entry.parent !== undefined; entry = entry.parent) {
    const block = readBlock(chain.body(entry) ?? new Uint8Array(0));
    if (block instanceof DecodeError) continue;
    for (const bytes of block.transactions.slice(1)) {
      const tx = readTransaction(bytes);
      if (!(tx instanceof DecodeError)) found.push(tx);
    }
  }
  return found;
}

/** All coins are in blocks, mature, and no other transaction of the pool spends them. */
function canBePaid({ inputs }: Transaction, { chain, pool }: ValidatingParts, world: World): boolean {
  const { coinbaseMaturity } = world.consensus.params.consensus;
  return inputs.every(({ txid, index }) => {
    const key = outpointKey(txid, index);
    const coin = chain.coin(key);
    if (coin === undefined || pool.spenderOf(key) !== undefined) return false;
    return !coin.isCoinbase || chain.tip.height + 1 - coin.height >= coinbaseMaturity;
  });
}
