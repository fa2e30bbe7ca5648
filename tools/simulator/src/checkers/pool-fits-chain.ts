/** Invariant 10: what waits in a pool could go into the next block as it stands. */
import { type OutpointKey, outpointKey } from "@triad/chain";
import { short } from "../engine/describe.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "pool-fits-chain";

export const checker: Checker = {
  name: NAME,
  claim: "No two transactions of a pool spend one coin, and each spends coins that are there and mature.",
  begin(world) {
    const { coinbaseMaturity } = world.consensus.params.consensus;
    const check = (): void => {
      for (const node of world.honestValidating) {
        if (node.core === undefined) continue;
        const fault = faultOf(partsOf(node.core), coinbaseMaturity);
        if (fault !== undefined) world.violated(NAME, fault, node);
      }
    };
    return { everyMs: MINUTE, periodically: check, atRest: check };
  },
};

function faultOf({ chain, pool }: ValidatingParts, coinbaseMaturity: number): string | undefined {
  const spent = new Set<OutpointKey>();
  const made = new Map<OutpointKey, number>();
  const entries = [...pool.entries()];
  for (const { tx } of entries) {
    for (const [index, { amount }] of tx.outputs.entries()) made.set(outpointKey(tx.txid, index), amount);
  }
  for (const { tx, fee } of entries) {
    const name = `transaction ${short(tx.txid)} of the pool`;
    let paid = 0;
    for (const { txid, index } of tx.inputs) {
      const key = outpointKey(txid, index);
      if (spent.has(key)) return `${name} spends what another there spends`;
      spent.add(key);
      const coin = chain.coin(key);
      const amount = coin?.amount ?? made.get(key);
      if (amount === undefined) return `${name} spends a coin that is not there`;
      if (coin?.isCoinbase && chain.tip.height + 1 - coin.height < coinbaseMaturity) return `${name} spends too early`;
      paid += amount;
    }
    const out = tx.outputs.reduce((sum, { amount }) => sum + amount, 0);
    if (paid - out !== fee) return `${name} pays ${paid - out}, and the pool says ${fee}`;
    if (tx.lockHeight > chain.tip.height + 1) return `${name} is locked until block ${tx.lockHeight}`;
  }
  return undefined;
}
