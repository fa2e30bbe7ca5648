/**
 * Which blocks lose their bodies and undo data, where a node keeps only the last ones.
 *
 * Invariants: blocks go in the commit that holds a tip `keepBlocks` or more above them, so that whatever a crash leaves
 * behind can still be disconnected that deep; of the chain they go in the order of height; a branch that leaves the
 * chain below a pruned block goes with it, for nothing could lead there any more.
 */
import type { HeaderEntry } from "../headers/header-entry.ts";
import { ancestorAt, type HeaderIndex } from "../headers/header-index.ts";
import type { PrunedBlocks } from "../store/store-overlay.ts";

/** Of the chain, in one commit: when pruning is switched on for a long chain, no commit should hold up the others. */
const PRUNED_PER_COMMIT_MAX = 500;

export class Pruning {
  readonly #headers: HeaderIndex;
  readonly #keepBlocks: number;
  #height: number;

  constructor(headers: HeaderIndex, prunedHeight: number, keepBlocks = Number.POSITIVE_INFINITY) {
    this.#headers = headers;
    this.#height = prunedHeight;
    this.#keepBlocks = keepBlocks;
  }

  /** Blocks of the present chain from 1 to this height are gone. */
  get height(): number {
    return this.#height;
  }

  /** What goes with the commit of this tip; nothing above `heightMax`, to which the chain may have to go back. */
  takeBelow(
    tip: HeaderEntry,
    heightMax: () => number,
  ): (PrunedBlocks & { readonly rivals: readonly HeaderEntry[] }) | undefined {
    const due = Math.min(tip.height - this.#keepBlocks, this.#height + PRUNED_PER_COMMIT_MAX);
    if (due <= this.#height) return undefined;
    const height = Math.min(due, heightMax());
    if (height <= this.#height) return undefined;
    const rivals: HeaderEntry[] = [];
    const hashes: Uint8Array[] = [];
    for (let at = this.#height + 1; at <= height; at++) {
      const entry = ancestorAt(tip, at);
      hashes.push(entry.hash);
      rivals.push(...this.#headers.dropBodiesBeside(entry));
    }
    this.#height = height;
    return { hashes: [...hashes, ...rivals.map(({ hash }) => hash)], height, rivals };
  }
}
