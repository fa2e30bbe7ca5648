/**
 * Invariant 19, of light nodes: whoever its peers are, the wallet has the coins that a scan of the whole chain finds; and
 * when nothing goes wrong any more, it has looked at all of that chain.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import { ChainCoins } from "../engine/chain-coins.ts";
import { lightPartsOf } from "../engine/light-view.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";
import { faultOf } from "./wallet-scan.ts";

const NAME = "light-wallet";
/** Outpoints are longer. */
const KEY_BYTES = 32;

export const checker: Checker = {
  name: NAME,
  claim: "A light node's wallet has the coins that a scan of the chain finds, and at rest it has looked at all blocks.",
  begin(world) {
    const coins = new ChainCoins(world);
    /** Undefined where no honest full node or miner is at the same tip: then nobody has the blocks to compare with. */
    const check = (node: SimNode): "at-tip" | "behind" | undefined => {
      if (node.core === undefined) return undefined;
      const { chain, wallet } = lightPartsOf(node.core);
      const same = world.honestValidating.find(
        ({ core }) => core !== undefined && equalBytes(partsOf(core).chain.tip.hash, chain.tip.hash),
      );
      if (same?.core === undefined) return undefined;
      // all that a scan by the seed looks for: also keys of payments that were hidden from it
      const own = new Set<HashKey>();
      for (const element of wallet.wallet.watched()) if (element.length === KEY_BYTES) own.add(hashKey(element));
      const fault = faultOf({ chain: partsOf(same.core).chain, wallet }, own, coins);
      if (fault !== undefined) world.violated(NAME, fault, node);
      return wallet.isAtTip ? "at-tip" : "behind";
    };
    let turn = 0;
    return {
      everyMs: MINUTE,
      periodically() {
        const { honestLight } = world;
        const node = honestLight[turn % Math.max(1, honestLight.length)];
        turn += 1;
        if (node !== undefined) check(node);
      },
      atRest() {
        for (const node of world.honestLight) {
          if (check(node) === "behind") world.violated(NAME, "has not looked at all blocks of its chain", node);
        }
      },
    };
  },
};
