/**
 * Invariant 22: a payment that a wallet has promised is in the chain or in every pool. Excepted is what can't be paid any
 * more: a reorganisation took a reward that it builds on, or another payment of the same coins got into the chain. In the
 * place of a payment that was replaced its replacement must be there. Nothing is demanded of one that was abandoned, nor
 * of another with one of its coins: if a block has the abandoned one the wallet forgets the other, also where a
 * reorganisation then takes that block.
 */
import { type HashKey, hashKey, outpointKey } from "@triad/chain";
import { DecodeError, readBlock, readTransaction, type Transaction } from "@triad/protocol";
import { short } from "../engine/describe.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "payments-arrive";

export const checker: Checker = {
  name: NAME,
  claim: "Some minutes after the last fault every payment is in a block, or in the pools of all honest nodes.",
  begin: (world) => ({
    atRest() {
      const [first] = world.honestValidating;
      if (first?.core === undefined) return;
      const confirmed = confirmedIn(partsOf(first.core));
      for (const [txid, { tx, payer }] of world.payments.promised) {
        if (confirmed.has(txid) || isGivenUp(txid, world) || hasFreedCoin(tx, payer, world)) continue;
        for (const node of world.honestValidating) {
          if (node.core === undefined) continue;
          const parts = partsOf(node.core);
          if (parts.pool.byTxid(txid) !== undefined) continue;
          const what = `the payment ${short(tx.txid)} of ${payer.name}`;
          const replaced = replacedThere(tx, parts, world);
          if (replaced !== undefined) {
            const waits = `${short(replaced)}, which it replaces, is still in the pool of ${node.name}`;
            world.violated(NAME, `${what} is in no block, and ${waits}`, node, payer);
          }
          if (!canBePaid(tx, parts, world)) continue;
          world.violated(NAME, `${what} is in no block, and ${node.name} has not heard of it`, node, payer);
        }
      }
    },
  }),
};

/** Ids of all transactions of the chain. */
function confirmedIn({ chain }: ValidatingParts): ReadonlySet<string> {
  const txids = new Set<string>();
  for (let entry = chain.tip; entry.parent !== undefined; entry = entry.parent) {
    const block = readBlock(chain.body(entry) ?? new Uint8Array(0));
    if (block instanceof DecodeError) continue;
    for (const bytes of block.transactions) {
      const tx = readTransaction(bytes);
      if (!(tx instanceof DecodeError)) txids.add(hashKey(tx.txid));
    }
  }
  return txids;
}

/** All that it spends is there: in the chain, or in the pool, or made by a payment of which the same is true. */
function canBePaid(tx: Transaction, parts: ValidatingParts, world: World): boolean {
  const { chain, pool } = parts;
  const { coinbaseMaturity } = world.consensus.params.consensus;
  return tx.inputs.every(({ txid, index }) => {
    const key = outpointKey(txid, index);
    if (pool.spenderOf(key) !== undefined) return false;
    const coin = chain.coin(key);
    if (coin !== undefined) return !coin.isCoinbase || chain.tip.height + 1 - coin.height >= coinbaseMaturity;
    if (pool.byTxid(hashKey(txid)) !== undefined) return true;
    const parent = world.payments.promised.get(hashKey(txid));
    if (parent === undefined || isGivenUp(hashKey(txid), world)) return false;
    if (hasFreedCoin(parent.tx, parent.payer, world)) return false;
    return canBePaid(parent.tx, parts, world);
  });
}

/** By its payer's order: forgotten, or with another in its place. */
function isGivenUp(txid: HashKey, { payments, paymentChanges }: World): boolean {
  return payments.isReplaced(txid) || paymentChanges.isAbandoned(txid);
}

/** It spends a coin of a payment that its payer was told to forget. */
function hasFreedCoin(tx: Transaction, payer: SimNode, { paymentChanges }: World): boolean {
  const freed = paymentChanges.abandonedBy(payer).flatMap((each) => each.tx.inputs);
  return tx.inputs.some((input) => {
    return freed.some(({ txid, index }) => index === input.index && hashKey(txid) === hashKey(input.txid));
  });
}

/** The txid of what a payment was made in the place of, or that was replaced before, where a pool has not heard of it. */
function replacedThere(tx: Transaction, { pool }: ValidatingParts, world: World): Uint8Array | undefined {
  for (let payment = world.payments.promised.get(hashKey(tx.txid)); payment?.replaces !== undefined; ) {
    const waiting = pool.byTxid(payment.replaces);
    if (waiting !== undefined) return waiting.tx.txid;
    payment = world.payments.promised.get(payment.replaces);
  }
  return undefined;
}
