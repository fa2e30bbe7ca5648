/** Fee rates: what this node saw being confirmed, what its pool takes now, and what its wallet pays unless told. */
import { type ChainStore, hashKey } from "@triad/chain";
import type { ConnectedBlock } from "@triad/chain/blocks";
import { FeeEstimator, type Mempool, type PoolEntry } from "@triad/mempool";
import type { FeesView } from "./operator.ts";
import type { Now } from "./seam.ts";

/** In how many blocks a payment should be confirmed whose operator says nothing: Bitcoin Core's number. */
const CHOSEN_TARGET_BLOCKS = 6;
/** Base units a byte, while too little is known: twice the least that nodes relay. */
const FEE_RATE_DEFAULT = 2;
/** Base units a byte. Nobody who can fill blocks makes a wallet pay more than this unasked: 0.002 coins or so. */
const FEE_RATE_CHOSEN_MAX = 1_000;
/** What the pool evicts next is no good choice for a payment; a little above that it stays. */
const ABOVE_MINIMUM = 1.1;
/** Some 32 kB; what the last blocks taught costs nothing to learn again. */
const SAVE_EVERY_BLOCKS = 10;
const RECORD = "fee-estimates";

export interface FeeDeskPorts {
  readonly pool: Mempool;
  readonly tipHeight: () => number;
  /** The tip is the network's: who enters the pool now begins to wait now. */
  readonly isSynchronised: () => boolean;
  readonly putRecord: (name: string, bytes: Uint8Array) => void;
}

export class FeeDesk {
  readonly #ports: FeeDeskPorts;
  readonly #estimator = new FeeEstimator();
  #savedHeight = 0;

  constructor(ports: FeeDeskPorts) {
    this.#ports = ports;
  }

  /** A record that can't be read is no harm: the node learns anew. */
  start(store: ChainStore): void {
    const saved = store.record(RECORD);
    if (saved !== undefined) this.#estimator.restore(saved);
    this.#savedHeight = this.#ports.tipHeight();
  }

  /** What builds on another entry waits for that one too. */
  added({ txid, fee, bytes, parents }: PoolEntry): void {
    const { tipHeight, isSynchronised } = this.#ports;
    if (parents.size === 0 && isSynchronised()) this.#estimator.added(txid, fee / bytes, tipHeight());
  }

  removed(entries: readonly PoolEntry[]): void {
    for (const { txid } of entries) this.#estimator.removed(txid);
  }

  /** Blocks of a synchronisation teach nothing, and there are many: the next one after them makes up for them. */
  blockConnected({ entry: { height }, transactions }: ConnectedBlock, confirmed: readonly PoolEntry[]): void {
    if (!this.#ports.isSynchronised()) return;
    // a child in the same block may have paid for it
    const spent = new Set<string>();
    if (confirmed.length > 0) {
      for (const { tx } of transactions) for (const { txid } of tx.inputs) spent.add(hashKey(txid));
    }
    const followed = confirmed.map(({ txid }) => ({ txid, helped: spent.has(txid) }));
    this.#estimator.blockConnected(height, followed);
    if (height < this.#savedHeight + SAVE_EVERY_BLOCKS) return;
    this.#estimator.keepOnly((txid) => this.#ports.pool.byTxid(txid) !== undefined);
    this.save();
  }

  /** For the next commit. */
  save(): void {
    this.#savedHeight = this.#ports.tipHeight();
    this.#ports.putRecord(RECORD, this.#estimator.save());
  }

  view(now: Now): FeesView {
    const estimates = this.#estimator.estimates().map(({ blocks, feeRate }) => ({
      blocks,
      feeRate: Math.max(feeRate, this.#ports.pool.feeRateMin(now)),
    }));
    const chosen = { blocks: CHOSEN_TARGET_BLOCKS, feeRate: this.chosenRate(now) };
    return { feeRateMin: this.#ports.pool.feeRateMin(now), estimates, chosen };
  }

  /** Base units a byte, for a payment of whose rate nothing was said. */
  chosenRate(now: Now): number {
    const learned = this.#estimator.estimate(CHOSEN_TARGET_BLOCKS) ?? FEE_RATE_DEFAULT;
    const rate = Math.max(learned, this.#ports.pool.feeRateMin(now) * ABOVE_MINIMUM);
    return Math.min(Math.ceil(rate * 100) / 100, FEE_RATE_CHOSEN_MAX);
  }
}
