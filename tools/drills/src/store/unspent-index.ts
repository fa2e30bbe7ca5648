/** Which coins there are at each height of a chain: the coins of an unpruned node, to hold a pruned one's against. */
import { type Coin, type OutpointKey, outpointKey } from "@triad/chain";
import type { ConnectedBlock } from "@triad/chain/blocks";
import { commitAll, MemoryStore, openTestChain, settleChain } from "@triad/chain/testing";
import type { DrillChain } from "./drill-chains.ts";

export interface CoinLife {
  readonly coin: Coin;
  /** Undefined: never, on this chain. */
  spentAt: number | undefined;
}

export interface UnspentIndex {
  readonly coins: ReadonlyMap<OutpointKey, CoinLife>;
  /** The unpruned store itself, at the chain's end. */
  readonly store: MemoryStore;
}

/** Connects the whole chain with every rule but the signatures, which the drill made itself. */
export function indexUnspent({ network, blocks }: DrillChain): UnspentIndex {
  const store = new MemoryStore();
  const chain = openTestChain(network, { store, isVerified: () => true });
  const coins = new Map<OutpointKey, CoinLife>();
  const add = ({ entry, transactions }: ConnectedBlock): void => {
    for (const [place, { tx }] of transactions.entries()) {
      for (const { txid, index } of tx.inputs) {
        const life = coins.get(outpointKey(txid, index));
        if (life !== undefined) life.spentAt = entry.height;
      }
      for (const [index, { amount, key }] of tx.outputs.entries()) {
        const coin = { amount, key, height: entry.height, isCoinbase: place === 0 };
        coins.set(outpointKey(tx.txid, index), { coin, spentAt: undefined });
      }
    }
  };
  add(chain.connectedBlock(chain.headers.genesis));
  for (const bytes of blocks) {
    chain.acceptBlock(bytes, Math.floor(Date.now() / 1000));
    for (const event of settleChain(chain)) if (event.type === "connected") add(event.block);
  }
  commitAll(chain, store);
  if (chain.tip.height !== blocks.length) throw new Error(`the drill's chain ends at height ${chain.tip.height}`);
  return { coins, store };
}

/** As of a height: the coin, or undefined where it was not made yet or is spent. */
export function coinAt({ coin, spentAt }: CoinLife, height: number): Coin | undefined {
  if (coin.height > height || (spentAt !== undefined && spentAt <= height)) return undefined;
  return coin;
}
