/**
 * The store below a replay of another store's blocks. What a block leaves behind is compared with what the other store
 * kept of it as soon as the replay commits it, so that coins are all that has to be held in memory.
 */
import { type ChainStore, type Coin, type CommitBatch, hashKey, type IndexRow, type OutpointKey } from "@triad/chain";
import { isSameFilterRow } from "@triad/chain/blocks";
import { equalBytes } from "@triad/crypto";

export class ReplayStore implements ChainStore {
  readonly coinsTip = undefined;
  readonly prunedHeight = 0;
  readonly #kept: ChainStore;
  readonly #coins = new Map<OutpointKey, Coin>();
  /** Only those that the kept store has not, or has otherwise. */
  readonly #historyNodes = new Map<string, Uint8Array>();

  constructor(kept: ChainStore) {
    this.#kept = kept;
  }

  /** Returns what differs in the kept store; `heightOf` is asked for hashes of the batch's own blocks. */
  apply(batch: CommitBatch, heightOf: (hash: Uint8Array) => number): string[] {
    const differences: string[] = [];
    for (const [key, coin] of batch.coins) {
      if (coin === null) this.#coins.delete(key);
      else this.#coins.set(key, coin);
    }
    for (const { hash, bytes } of batch.undos) {
      if (!isSame(this.#kept.undo(hash), bytes)) differences.push(`undo data of block ${heightOf(hash)} differ`);
    }
    for (const { hash, bytes } of batch.filters) {
      const kept = this.#kept.filter(hash);
      if (kept === undefined || !isSameFilterRow(kept, bytes))
        differences.push(`the filter of block ${heightOf(hash)} differs`);
    }
    for (const { hash, level, bytes } of batch.historyNodes) {
      if (isSame(this.#kept.historyNode(hash, level), bytes)) continue;
      this.#historyNodes.set(nodeName(hash, level), bytes);
      differences.push(`history node ${level} of block ${heightOf(hash)} differs`);
    }
    return differences;
  }

  coin(key: OutpointKey): Coin | undefined {
    return this.#coins.get(key);
  }

  /** Bodies are what is replayed. */
  body(hash: Uint8Array): Uint8Array | undefined {
    return this.#kept.body(hash);
  }

  undo(hash: Uint8Array): Uint8Array | undefined {
    return this.#kept.undo(hash);
  }

  filter(hash: Uint8Array): Uint8Array | undefined {
    return this.#kept.filter(hash);
  }

  historyNode(hash: Uint8Array, level: number): Uint8Array | undefined {
    return this.#historyNodes.get(nodeName(hash, level)) ?? this.#kept.historyNode(hash, level);
  }

  indexRow(_key: Uint8Array): Uint8Array | undefined {
    return undefined;
  }

  indexRows(): readonly IndexRow[] {
    return [];
  }

  headers(): Iterable<Uint8Array> {
    return [];
  }

  record(_name: string): Uint8Array | undefined {
    return undefined;
  }

  records(_prefix: string): Iterable<readonly [name: string, bytes: Uint8Array]> {
    return [];
  }
}

function nodeName(hash: Uint8Array, level: number): string {
  return `${hashKey(hash)}${level}`;
}

function isSame(kept: Uint8Array | undefined, replayed: Uint8Array): boolean {
  return kept !== undefined && equalBytes(kept, replayed);
}
