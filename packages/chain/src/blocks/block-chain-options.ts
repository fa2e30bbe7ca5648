/** What a chain with its coins is made of, and how much it may keep. */
import type { Network } from "../params/network.ts";
import type { ChainStore } from "../store/chain-store.ts";
import type { KnownTransaction } from "./block-intake.ts";
import type { LayerLimits } from "./coin-layers.ts";

export interface BlockChainOptions {
  readonly network: Network;
  readonly store: ChainStore;
  readonly isVerified: (wtxid: Uint8Array) => boolean;
  /** Spares reading again what waits in the pool. */
  readonly known?: KnownTransaction;
  /** A number that no other job has. */
  readonly newJob: () => number;
  readonly layerLimits?: LayerLimits;
  readonly coinCacheBytes?: number | undefined;
  /** Keeps bodies and undo data of so many blocks below the tip; undefined: of all. */
  readonly keepBlocks?: number | undefined;
  /** Blocks from this height up are still to be read by somebody else, and not to be pruned. */
  readonly neededFrom?: () => number;
}
