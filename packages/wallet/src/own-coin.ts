import type { Coin, OutpointKey } from "@triad/chain";
import type { KeyPath } from "./key-chain.ts";

/** An output that one of our keys can spend. */
export interface OwnCoin {
  readonly outpoint: OutpointKey;
  readonly coin: Coin;
  readonly path: KeyPath;
}

/** A transaction in a block that paid us or that we paid for, with what is needed to take it back. */
export interface ConfirmedPayment {
  readonly height: number;
  /** Place among the transactions of the block that the wallet was shown. */
  readonly position: number;
  readonly txid: Uint8Array;
  /** The block's, seconds since 1970. */
  readonly time: number;
  readonly coinbase: boolean;
  /** Base units: all its outputs to us. */
  readonly received: number;
  /** Base units; null unless every input was ours, since only then we paid it and know it. */
  readonly fee: number | null;
  /** Our coins that it spent. */
  readonly spent: readonly OwnCoin[];
}
