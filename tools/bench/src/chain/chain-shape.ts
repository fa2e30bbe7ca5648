/** What a chain for benches looks like. The same shape is the same chain, byte for byte. */

export interface ChainShape {
  /** Any uint32; keys, and which coins are spent, follow from it. */
  readonly seed: number;
  /** After those that create the pool. */
  readonly blocks: number;
  /** In each of these blocks, beside the coinbase; each spends two coins and creates two. */
  readonly transactions: number;
  /** Coins that the transactions draw from; 0 for a chain of empty blocks. */
  readonly pool: number;
}

/** Raised whenever the same shape would make other bytes than before, so that no stale chain is used. */
const CHAIN_MAKER_VERSION = 1;

/** Outputs of one transaction that creates a part of the pool: 41 bytes each, so that it fits in a block of 1 MB. */
export const FAN_OUT_MAX = 20_000;

/** Also the name of its folder. */
export function shapeName({ seed, blocks, transactions, pool }: ChainShape): string {
  return `v${CHAIN_MAKER_VERSION}-seed${seed}-${blocks}x${transactions}-pool${pool}`;
}

/** Blocks before the measured ones: one for each transaction that creates a part of the pool. */
export function fanOutBlocks({ pool }: ChainShape): number {
  return Math.ceil(pool / FAN_OUT_MAX);
}

export function heightOf(shape: ChainShape): number {
  return fanOutBlocks(shape) + shape.blocks;
}

/** @throws RangeError where a block would spend more coins than there are */
export function checkShape({ transactions, pool }: ChainShape): void {
  if (pool < 2 * transactions) {
    throw new RangeError(`${transactions} transactions a block need a pool of at least ${2 * transactions} coins`);
  }
}
