/**
 * Blocks on their way to becoming the tip: a stack of changes over the coins of the tip, the newest on top. A layer
 * whose signatures are being checked can be built upon, but it is not a tip, in no commit and under no template until
 * it is folded. docs: ARCHITECTURE.md, "The pipeline".
 */
import type { Coin } from "../coin.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import type { OutpointKey } from "../keys.ts";
import type { Reject } from "../reject.ts";
import type { CoinChanges, CoinView } from "./connect-block.ts";
import type { ConnectedTransaction } from "./connected-block.ts";

export interface Layer {
  readonly step: "connect" | "disconnect";
  /** The block that is connected or disconnected. */
  readonly entry: HeaderEntry;
  /** The tip with this layer applied. */
  readonly tip: HeaderEntry;
  readonly transactions: readonly ConnectedTransaction[];
  readonly changes: CoinChanges;
  readonly checks: Uint8Array;
  readonly rejectAfterSignatures: Reject | undefined;
  /** The signature check that is under way; undefined once there is nothing more to wait for. */
  job: number | undefined;
}

/** What a reorganisation may hold in layers; beyond either it is folded in steps. */
export interface LayerLimits {
  /** Coin changes, which bound the memory. */
  readonly coins: number;
  /** Blocks disconnected and connected, which bound the layers that the lookup of a coin passes through. */
  readonly blocks: number;
}

/** About 200 MB of memory; and more than twice the blocks after which coinbases mature, so in practice never reached. */
export const LAYER_LIMITS: LayerLimits = { coins: 500_000, blocks: 256 };

export class CoinLayers implements CoinView {
  readonly #base: CoinView;
  readonly #layers: Layer[] = [];
  /** What all layers change together, the newest winning: a coin is looked up once, however many layers there are. */
  readonly #merged: CoinChanges = new Map();

  constructor(base: CoinView) {
    this.#base = base;
  }

  coin(key: OutpointKey): Coin | undefined {
    const changed = this.#merged.get(key);
    return changed === undefined ? this.#base.coin(key) : (changed ?? undefined);
  }

  get length(): number {
    return this.#layers.length;
  }

  /** How much waits for verdicts. */
  get unverified(): { readonly blocks: number; readonly checkBytes: number } {
    let blocks = 0;
    let checkBytes = 0;
    for (const { job, checks } of this.#layers) {
      if (job === undefined) continue;
      blocks += 1;
      checkBytes += checks.length;
    }
    return { blocks, checkBytes };
  }

  exceed(limits: LayerLimits): boolean {
    if (this.#layers.length > limits.blocks) return true;
    return this.#layers.reduce((count, { changes }) => count + changes.size, 0) > limits.coins;
  }

  at(index: number): Layer | undefined {
    return this.#layers[index];
  }

  withJob(job: number): Layer | undefined {
    return this.#layers.find((layer) => layer.job === job);
  }

  push(layer: Layer): void {
    this.#layers.push(layer);
    this.#merge(layer);
  }

  /** Drops all layers from `index` up and returns them. */
  cutFrom(index: number): readonly Layer[] {
    const cut = this.#layers.splice(index);
    if (cut.length > 0) this.#mergeAgain();
    return cut;
  }

  /** Takes the lowest `count` layers out, for folding: the base has their changes before the next lookup. */
  takeLowest(count: number): readonly Layer[] {
    const taken = this.#layers.splice(0, count);
    if (taken.some(({ step }) => step === "disconnect")) {
      // a coin that both branches create is absent, there, and absent again: which layer a null is of can't be told
      this.#mergeAgain();
      return taken;
    }
    for (const { changes } of taken) {
      for (const [key, coin] of changes) {
        // of blocks that follow each other a coin is created once, then spent once: a newer layer's change differs
        if (this.#merged.get(key) === coin) this.#merged.delete(key);
      }
    }
    return taken;
  }

  #mergeAgain(): void {
    this.#merged.clear();
    for (const layer of this.#layers) this.#merge(layer);
  }

  #merge({ changes }: Layer): void {
    for (const [key, coin] of changes) this.#merged.set(key, coin);
  }

  /**
   * How many of the lowest layers can become the tip together: all verified, and their last tip with more work than
   * the present one, so that a reorganisation is seen as a whole or not at all. 0: none yet.
   */
  foldable(present: HeaderEntry): number {
    for (let i = 0; i < this.#layers.length; i++) {
      const layer = this.#layers[i] as Layer;
      if (layer.job !== undefined) return 0;
      if (layer.tip.chainWork > present.chainWork) return i + 1;
    }
    return 0;
  }

  /** How many of the lowest layers are verified. */
  verifiedPrefix(): number {
    const firstPending = this.#layers.findIndex(({ job }) => job !== undefined);
    return firstPending === -1 ? this.#layers.length : firstPending;
  }
}
