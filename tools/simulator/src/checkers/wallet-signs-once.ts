/**
 * Invariant 19: no wallet signs two spends of one coin while the first can still be confirmed. A payment that builds on
 * a coin which a reorganisation took can't be, and frees its other coins.
 */
import { type OutpointKey, outpointKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import type { ReplyId } from "@triad/roles";
import { short } from "../engine/describe.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "wallet-signs-once";
/** What the own pool says of a payment whose coins are not there to be spent. */
const REFUSALS: ReadonlySet<string> = new Set(["txn-mempool-conflict", "bad-txns-inputs-missingorspent"]);

export const checker: Checker = {
  name: NAME,
  claim: "No wallet pays with a coin that another payment of its own, which can still be confirmed, spends.",
  begin(world) {
    const spends = new Map<SimNode, Map<OutpointKey, Transaction>>();
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
        if (REFUSALS.has(code)) world.violated(NAME, `the own pool refuses a payment: ${code}`, node);
      },
      onEnd(node) {
        orders.delete(node);
      },
      afterTurn() {
        const { inOrder } = world.payments;
        if (inOrder.length === known) return;
        for (const { tx, payer } of inOrder.slice(known)) {
          const own = spends.get(payer) ?? new Map<OutpointKey, Transaction>();
          spends.set(payer, own);
          for (const { txid, index } of tx.inputs) {
            const key = outpointKey(txid, index);
            const first = own.get(key);
            own.set(key, tx);
            if (first === undefined || payer.core === undefined || !canConfirm(first, partsOf(payer.core))) continue;
            const what = `payment ${short(tx.txid)} spends what ${short(first.txid)} spends`;
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
