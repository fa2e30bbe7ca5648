/** What the wallet promises of its keys: change goes to a key that no block has shown yet. */
import { type HashKey, hashKey, outpointKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import type { Wallet } from "@triad/wallet";
import { short } from "../engine/describe.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "fresh-change";

export const checker: Checker = {
  name: NAME,
  claim: "A wallet's change goes to another key than that of an earlier payment, once a block holds that.",
  begin(world) {
    /** Of each wallet's payments, where the change with this key is. */
    const changes = new Map<SimNode, Map<HashKey, string>>();
    let known = 0;
    return {
      afterTurn() {
        const { inOrder } = world.payments;
        if (inOrder.length === known) return;
        for (const { tx, payer } of inOrder.slice(known)) {
          if (payer.core === undefined) continue;
          const { chain, wallet } = partsOf(payer.core);
          if (isPaidToItself(tx, wallet.wallet)) continue;
          const change = wallet.wallet.coins().find(({ txid }) => equalBytes(txid, tx.txid));
          if (change === undefined) continue;
          const before = changes.get(payer) ?? new Map<HashKey, string>();
          changes.set(payer, before);
          const earlier = before.get(hashKey(change.key));
          before.set(hashKey(change.key), outpointKey(change.txid, change.index));
          if (earlier === undefined || chain.coin(earlier) === undefined) continue;
          world.violated(NAME, `the change of payment ${short(tx.txid)} has a key that the chain knows`, payer);
        }
        known = inOrder.length;
      },
    };
  },
};

/** Then one of its keys is that of an address, and known; which one, the coins don't tell: one may be spent already. */
function isPaidToItself({ outputs }: Transaction, wallet: Wallet): boolean {
  const keys = new Set(wallet.watched().map(hashKey));
  return outputs.every(({ key }) => keys.has(hashKey(key)));
}
