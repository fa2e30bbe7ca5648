/** What the wallet promises of its keys: change goes to a key that no block has shown yet. */
import { type HashKey, hashKey, outpointKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
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
          const own = wallet.wallet.coins().filter(({ txid }) => equalBytes(txid, tx.txid));
          const [change, ...more] = own;
          // who pays itself has two, and of the second the key is known
          if (change === undefined || more.length > 0 || tx.outputs.length < 2) continue;
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
