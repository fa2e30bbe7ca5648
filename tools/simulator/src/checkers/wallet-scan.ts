/** Invariant 19: a wallet has the coins of the chain that are its own, all of them and no others. */
import { type HashKey, hashKey, outpointKey } from "@triad/chain";
import { equalBytes } from "@triad/crypto";
import { ChainCoins } from "../engine/chain-coins.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "wallet-scan";

export const checker: Checker = {
  name: NAME,
  claim: "A wallet's confirmed coins, and so its balance, are those that a scan of the chain for its keys finds.",
  begin(world) {
    const coins = new ChainCoins(world);
    /** The keys that each wallet has shown so far, by the coins that they had. */
    const keys = new Map<SimNode, Set<HashKey>>();
    let turn = 0;
    const check = (node: SimNode | undefined): void => {
      if (node?.core === undefined) return;
      const parts = partsOf(node.core);
      const own = keys.get(node) ?? new Set<HashKey>();
      keys.set(node, own);
      const fault = faultOf(parts, own, coins);
      if (fault !== undefined) world.violated(NAME, fault, node);
    };
    const reorganised = new Set<SimNode>();
    return {
      onEffect(node, effect) {
        if (node.isHonest && effect.type === "notify" && effect.notice.code === "reorganised") reorganised.add(node);
      },
      afterTurn(node) {
        // in the turn itself, before the next block pays with what may be missing
        if (reorganised.delete(node)) check(node);
      },
      everyMs: MINUTE,
      periodically() {
        turn += 1;
        const { honestValidating } = world;
        check(honestValidating[turn % honestValidating.length]);
      },
      atRest() {
        for (const node of world.honestValidating) check(node);
      },
    };
  },
};

/** What is wrong with the wallet, in a sentence. `own`: the keys that it has shown so far. */
export function faultOf(
  { chain, wallet: { wallet } }: Pick<ValidatingParts, "chain" | "wallet">,
  own: Set<HashKey>,
  coins: ChainCoins,
): string | undefined {
  const seen = wallet.tip();
  // it reads on
  if (seen === undefined || !equalBytes(seen.hash, chain.tip.hash)) return undefined;
  const found = new Set<string>();
  let scanned = 0;
  for (const { txid, index, amount, key, height, isCoinbase } of wallet.coins()) {
    own.add(hashKey(key));
    if (height === null) continue;
    const outpoint = outpointKey(txid, index);
    const coin = chain.coin(outpoint);
    if (coin === undefined) return `a coin of its block ${height} is not in the chain`;
    if (coin.amount !== amount || coin.height !== height || coin.isCoinbase !== isCoinbase) {
      return `a coin of block ${height} has ${amount}, in the chain ${coin.amount} of block ${coin.height}`;
    }
    found.add(outpoint);
  }
  const replay = coins.replayOf(chain);
  if (typeof replay === "string") return replay;
  for (const owner of own) {
    for (const [outpoint, { amount, height }] of replay.coinsOf(owner)) {
      if (!found.has(outpoint)) return `its coin of block ${height} over ${amount} is missing`;
      scanned += amount;
    }
  }
  const { confirmed, immature } = wallet.balance(chain.tip.height);
  if (confirmed + immature === scanned) return undefined;
  return `the balance is ${confirmed} and ${immature} immature, a scan finds ${scanned}`;
}
