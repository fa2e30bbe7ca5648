/**
 * Writes that aren't committed yet, over the committed store. Reads see the newest.
 *
 * They are of two kinds. What arrives with headers and bodies says nothing about the coins and may be committed at any
 * time before them. What follows the tip (coins, undo data, records) belongs together: a commit holds all of it or
 * none, so that after a crash coins, undo data, wallet and tip agree.
 * Of each kind there are two generations: what is gathered, and the commit in flight, which the store may or may not
 * show yet.
 */
import { assert } from "../assert.ts";
import type { Coin } from "../coin.ts";
import { bytesOfKey, type HashKey, hashKey, type IndexKey, type IndexValue, type OutpointKey } from "../keys.ts";
import type { ChainStore, CommitBatch, StoredBytes, StoredHeader, StoredHistoryNode } from "./chain-store.ts";
import { CoinCache } from "./coin-cache.ts";
import { EMPTY_BATCH } from "./empty-batch.ts";

/**
 * Bytes of bodies that may gather behind a commit in flight. Policy: some dozen of the largest blocks; a disk that is
 * slower than the network would fill the memory with them.
 */
export const UNCOMMITTED_BODY_BYTES_MAX = 32_000_000;

/**
 * Rows of the index that may gather before they are written: some 30 MB, beside as many in a commit in flight. Policy:
 * those of a few full blocks; coins that come and go between two commits leave the coin cache, but not the index.
 */
export const UNCOMMITTED_INDEX_ROWS_MAX = 50_000;

/** Follows from headers and bodies alone. */
class BlockWrites {
  readonly bodies = new Map<HashKey, StoredBytes>();
  readonly filters = new Map<HashKey, StoredBytes>();
  readonly historyNodes = new Map<string, StoredHistoryNode>();
  bodyBytes = 0;

  get isEmpty(): boolean {
    return this.bodies.size === 0 && this.historyNodes.size === 0;
  }
}

/** Follows the tip; the coins themselves are in the cache. */
class TipWrites {
  coinsTip: Uint8Array | undefined;
  readonly undos = new Map<HashKey, StoredBytes>();
  readonly index = new Map<IndexKey, IndexValue | null>();
  readonly records = new Map<string, Uint8Array | null>();

  get isEmpty(): boolean {
    return this.coinsTip === undefined && this.records.size === 0 && this.index.size === 0;
  }
}

/** What a commit takes along: "blocks" leaves all that follows the tip for a later one. */
export type CommitContents = "blocks" | "all";

/** The index as of the tip, also what no commit holds yet. */
export interface IndexRows {
  indexRow(key: IndexKey): Uint8Array | undefined;
  /** null: removed. */
  putIndexRow(key: IndexKey, value: Uint8Array | null): void;
}

export interface PrunedBlocks {
  readonly hashes: readonly Uint8Array[];
  readonly height: number;
}

export class StoreOverlay implements IndexRows {
  readonly #store: ChainStore;
  readonly #coins: CoinCache;
  #blocks = new BlockWrites();
  #blocksInFlight: BlockWrites | undefined;
  #tip = new TipWrites();
  #tipInFlight: TipWrites | undefined;
  #isCommitting = false;

  constructor(store: ChainStore, coinCacheBytes?: number) {
    this.#store = store;
    this.#coins = new CoinCache((key) => store.coin(key), coinCacheBytes);
  }

  coin(key: OutpointKey): Coin | undefined {
    return this.#coins.coin(key);
  }

  body(hash: Uint8Array): Uint8Array | undefined {
    const key = hashKey(hash);
    return (this.#blocks.bodies.get(key) ?? this.#blocksInFlight?.bodies.get(key))?.bytes ?? this.#store.body(hash);
  }

  undo(hash: Uint8Array): Uint8Array | undefined {
    const key = hashKey(hash);
    return (this.#tip.undos.get(key) ?? this.#tipInFlight?.undos.get(key))?.bytes ?? this.#store.undo(hash);
  }

  filter(hash: Uint8Array): Uint8Array | undefined {
    const key = hashKey(hash);
    return (this.#blocks.filters.get(key) ?? this.#blocksInFlight?.filters.get(key))?.bytes ?? this.#store.filter(hash);
  }

  historyNode(hash: Uint8Array, level: number): Uint8Array | undefined {
    const key = historyKey(hash, level);
    const node = this.#blocks.historyNodes.get(key) ?? this.#blocksInFlight?.historyNodes.get(key);
    return node?.bytes ?? this.#store.historyNode(hash, level);
  }

  putCoins(changes: ReadonlyMap<OutpointKey, Coin | null>, tip: Uint8Array): void {
    for (const [key, coin] of changes) this.#coins.put(key, coin);
    this.#tip.coinsTip = tip;
  }

  putBody(hash: Uint8Array, bytes: Uint8Array): void {
    this.#blocks.bodies.set(hashKey(hash), { hash, bytes });
    this.#blocks.bodyBytes += bytes.length;
  }

  putUndo(hash: Uint8Array, bytes: Uint8Array): void {
    this.#tip.undos.set(hashKey(hash), { hash, bytes });
  }

  putFilter(hash: Uint8Array, bytes: Uint8Array): void {
    this.#blocks.filters.set(hashKey(hash), { hash, bytes });
  }

  putHistoryNode(hash: Uint8Array, level: number, bytes: Uint8Array): void {
    this.#blocks.historyNodes.set(historyKey(hash, level), { hash, level, bytes });
  }

  indexRow(key: IndexKey): Uint8Array | undefined {
    const gathered = this.#tip.index.get(key);
    const known = gathered === undefined ? this.#tipInFlight?.index.get(key) : gathered;
    if (known === undefined) return this.#store.indexRow(bytesOfKey(key));
    return known === null ? undefined : bytesOfKey(known);
  }

  putIndexRow(key: IndexKey, value: Uint8Array | null): void {
    this.#tip.index.set(key, value && hashKey(value));
  }

  putRecord(name: string, bytes: Uint8Array | null): void {
    this.#tip.records.set(name, bytes);
  }

  get isCommitting(): boolean {
    return this.#isCommitting;
  }

  /** Something follows the tip that no commit holds yet. */
  get hasTipWrites(): boolean {
    return !this.#tip.isEmpty;
  }

  get hasBlockWrites(): boolean {
    return !this.#blocks.isEmpty;
  }

  get needsFlush(): boolean {
    return this.#coins.needsFlush || this.#isFullOfIndexRows;
  }

  get #isFullOfIndexRows(): boolean {
    return this.#tip.index.size >= UNCOMMITTED_INDEX_ROWS_MAX;
  }

  /** As much as may gather has gathered behind the commit in flight: nothing more may be connected before it is done. */
  get isFull(): boolean {
    return this.isFullOfBodies || this.#coins.isFull || (this.#isCommitting && this.#isFullOfIndexRows);
  }

  /** Of bodies alone. */
  get isFullOfBodies(): boolean {
    return this.#isCommitting && this.#blocks.bodyBytes >= UNCOMMITTED_BODY_BYTES_MAX;
  }

  /** What was gathered, with `headers`, as one batch; in flight until `committed`. */
  takeBatch(contents: CommitContents, headers: readonly StoredHeader[], pruned?: PrunedBlocks): CommitBatch {
    assert(!this.#isCommitting, "one commit is in flight at a time");
    this.#isCommitting = true;
    const blocks = this.#blocks;
    this.#blocksInFlight = blocks;
    this.#blocks = new BlockWrites();
    const batch = {
      ...EMPTY_BATCH,
      headers,
      bodies: [...blocks.bodies.values()],
      filters: [...blocks.filters.values()],
      historyNodes: [...blocks.historyNodes.values()],
    };
    return contents === "blocks" ? batch : { ...batch, ...this.#takeTip(pruned) };
  }

  committed(): void {
    this.#isCommitting = false;
    this.#blocksInFlight = undefined;
    if (this.#tipInFlight === undefined) return;
    this.#tipInFlight = undefined;
    this.#coins.committed();
  }

  #takeTip(pruned: PrunedBlocks | undefined): Partial<CommitBatch> {
    const tip = this.#tip;
    this.#tipInFlight = tip;
    this.#tip = new TipWrites();
    return {
      coinsTip: tip.coinsTip,
      coins: this.#coins.takeDirty(),
      undos: [...tip.undos.values()],
      index: tip.index,
      records: tip.records,
      prunedBlocks: pruned?.hashes ?? [],
      prunedHeight: pruned?.height,
    };
  }
}

function historyKey(hash: Uint8Array, level: number): string {
  return hashKey(hash) + String.fromCharCode(level);
}
