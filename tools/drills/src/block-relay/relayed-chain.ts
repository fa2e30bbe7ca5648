/** The blocks of the drill: coins for many payments, then blocks full of them. */
import type { Network } from "@triad/chain";
import { BlockTree, type BuiltBlock, type OwnedCoin, ownedCoin, payment, testKey } from "@triad/chain/testing";
import type { Transaction } from "@triad/protocol";

/** Outputs of a transaction of some 65 kB: the pool's limit for one is 100 kB. */
const OUTPUTS_MAX = 1_500;
/** Such transactions in a block of 1 MB. */
const SPLITS_PER_BLOCK = 12;

export class RelayedChain {
  readonly #network: Network;
  readonly #tree: BlockTree;
  #tip: BlockTree["genesis"];

  constructor(network: Network) {
    this.#network = network;
    this.#tree = new BlockTree(network);
    this.#tip = this.#tree.genesis;
  }

  get height(): number {
    return this.#tip.height;
  }

  /** On the tip; a second after it, so that nothing lies ahead of the clock. */
  extend(transactions: readonly Transaction[] = []): BuiltBlock {
    const built = this.#tree.extend(this.#tip, { transactions, time: this.#tip.header.time + 1 });
    this.#tip = built.entry;
    return built;
  }

  /** Blocks that give `coins` sets of coins, one for each block that is to be filled. */
  fund(sets: number, coins: number): { readonly blocks: readonly BuiltBlock[]; readonly coins: OwnedCoin[][] } {
    if (coins > OUTPUTS_MAX) throw new RangeError(`a set has at most ${OUTPUTS_MAX} coins`);
    const first = Array.from({ length: sets }, () => this.extend());
    const between = Array.from({ length: this.#network.params.consensus.coinbaseMaturity }, () => this.extend());
    const splits = first.map(({ coinbase }) => {
      const coin = ownedCoin(coinbase, 0, testKey(0));
      const output = { amount: Math.floor(coin.amount / coins), key: testKey(1).key };
      return payment({ network: this.#network, spend: [coin], outputs: new Array<typeof output>(coins).fill(output) });
    });
    const blocks = [...first, ...between];
    for (let at = 0; at < splits.length; at += SPLITS_PER_BLOCK) {
      blocks.push(this.extend(splits.slice(at, at + SPLITS_PER_BLOCK)));
    }
    return {
      blocks,
      coins: splits.map((tx) => tx.outputs.map((_, index) => ownedCoin(tx, index, testKey(1)))),
    };
  }

  /** One payment of each coin, to somebody and back. */
  pay(coins: readonly OwnedCoin[]): readonly Transaction[] {
    return coins.map((coin) => {
      const half = Math.floor(coin.amount / 3);
      const outputs = [2, 1].map((owner) => ({ amount: half, key: testKey(owner).key }));
      return payment({ network: this.#network, spend: [coin], outputs });
    });
  }
}
