/**
 * Invariant 19: no wallet signs two spends of one coin while the first can still be confirmed. A payment that builds on
 * a coin which a reorganisation took can't be, and frees its other coins. By its owner's order it may: a replacement
 * spends all coins of what it replaces and pays the same to the same payee, and a payment that is abandoned counts no more.
 */
import { hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import type { ReplyId } from "@triad/roles";
import { short } from "../engine/describe.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { Payment } from "../engine/payments.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "wallet-signs-once";
/** What the own pool says of a payment whose coins are not there to be spent. */
const REFUSALS: ReadonlySet<string> = new Set(["txn-mempool-conflict", "bad-txns-inputs-missingorspent"]);

export const checker: Checker = {
  name: NAME,
  claim:
    "No wallet pays with a coin that another payment of its own, which can still be confirmed, spends, but by order.",
  begin(world) {
    const spends = new Map<SimNode, Map<OutpointKey, Payment>>();
    const orders = new Map<SimNode, Set<ReplyId>>();
    let known = 0;
    return {
      onEvent(node, event) {
        if (event.type !== "operator-command" || event.command.name !== "send") return;
        const own = orders.get(node) ?? new Set<ReplyId>();
        orders.set(node, own.add(event.reply));
      },
      onEffect(node, effect) {
        if (effect.type !== "reply" || orders.get(node)?.delete(effect.reply) !== true || effect.result.ok) return;
        const { code } = effect.result;
        if (REFUSALS.has(code) && !isAbandonedAbout(node, world))
          world.violated(NAME, `the own pool refuses a payment: ${code}`, node);
      },
      onEnd(node) {
        orders.delete(node);
      },
      afterTurn() {
        const { inOrder } = world.payments;
        if (inOrder.length === known) return;
        for (const payment of inOrder.slice(known)) {
          const { tx, payer } = payment;
          const own = spends.get(payer) ?? new Map<OutpointKey, Payment>();
          spends.set(payer, own);
          for (const { txid, index } of tx.inputs) {
            const key = outpointKey(txid, index);
            const first = own.get(key);
            own.set(key, payment);
            if (first === undefined || payer.core === undefined) continue;
            if (!canConfirm(first.tx, partsOf(payer.core)) || isReplacement(payment, first)) continue;
            if (world.paymentChanges.isAbandoned(hashKey(first.tx.txid)) || cameBack(payment, key, world)) continue;
            if (isFreed(first, key, world)) continue;
            const what = `payment ${short(tx.txid)} spends what ${short(first.tx.txid)} spends`;
            world.violated(NAME, `${what}, which can still be confirmed`, payer);
          }
        }
        known = inOrder.length;
      },
    };
  },
};

/** As far as its own node knows: all of its coins are in blocks. */
function canConfirm({ inputs }: Transaction, { chain }: Pick<ValidatingParts, "chain">): boolean {
  return inputs.every(({ txid, index }) => chain.coin(outpointKey(txid, index)) !== undefined);
}

/** Ordered as one, of the same coins to the same payee. Of what, the order says; it may have been replaced itself. */
function isReplacement({ tx, replaces }: Payment, first: Payment): boolean {
  if (replaces === undefined) return false;
  const spent = new Set(tx.inputs.map(({ txid, index }) => outpointKey(txid, index)));
  if (!first.tx.inputs.every(({ txid, index }) => spent.has(outpointKey(txid, index)))) return false;
  const { pays } = first;
  return (
    pays === undefined || tx.outputs.some(({ amount, key }) => amount === pays.amount && equalBytes(key, pays.key))
  );
}

/** The owner had it forgotten, paid with this coin anew, saw it come back from others' pools, and raised its fee. */
function cameBack({ replaces }: Payment, coin: OutpointKey, { payments, paymentChanges }: World): boolean {
  const replaced = replaces === undefined ? undefined : payments.promised.get(replaces);
  if (replaced === undefined || !paymentChanges.isAbandoned(hashKey(replaced.tx.txid))) return false;
  return replaced.tx.inputs.some(({ txid, index }) => outpointKey(txid, index) === coin);
}

/** A block had what was abandoned, and so ruled `first` out; a reorganisation took the block, and it was abandoned again. */
function isFreed(first: Payment, coin: OutpointKey, { payments, paymentChanges }: World): boolean {
  const { payer, atMs } = first;
  if (payer.core === undefined) return false;
  const isKept = partsOf(payer.core)
    .wallet.wallet.unconfirmed()
    .some(({ txid }) => equalBytes(txid, first.tx.txid));
  if (isKept) return false;
  return payments.inOrder.some(
    ({ payer: other, tx }) =>
      other === payer &&
      paymentChanges.isAbandonedSince(hashKey(tx.txid), atMs) &&
      tx.inputs.some(({ txid, index }) => outpointKey(txid, index) === coin),
  );
}

/** What the wallet was told to forget came back, from others' pools or in a block, while a payment was being made. */
function isAbandonedAbout(node: SimNode, world: World): boolean {
  if (node.core === undefined) return false;
  const { chain, pool } = partsOf(node.core);
  return world.paymentChanges.abandonedBy(node).some(({ tx }) => {
    const isInChain = tx.outputs.some((_, index) => chain.coin(outpointKey(tx.txid, index)) !== undefined);
    return isInChain || pool.byTxid(hashKey(tx.txid)) !== undefined;
  });
}
