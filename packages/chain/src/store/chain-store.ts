import type { Coin } from "../coin.ts";
import type { IndexKey, IndexValue, OutpointKey } from "../keys.ts";

/**
 * What the chain reads from disk: synchronous, committed state only. Writing is an effect (`CommitBatch`), since no
 * store that runs in Node.js and in a browser has quick synchronous writes.
 */
export interface ChainStore {
  /** Hash of the block up to which the coins are applied; undefined in a store that was never committed to. */
  readonly coinsTip: Uint8Array | undefined;
  /** Of the chain of `coinsTip`, the blocks from 1 to this height have lost body and undo data; 0: none has. */
  readonly prunedHeight: number;
  coin(key: OutpointKey): Coin | undefined;
  /** An encoded Block. */
  body(hash: Uint8Array): Uint8Array | undefined;
  undo(hash: Uint8Array): Uint8Array | undefined;
  filter(hash: Uint8Array): Uint8Array | undefined;
  /** A node of the history tree, `HISTORY_NODE_BYTES` long. */
  historyNode(hash: Uint8Array, level: number): Uint8Array | undefined;
  /**
   * All headers in order of arrival, parents before children; read at start. In pages of one or more headers, one after
   * the other as stored-header.ts lays them out, so that a start makes no object for each. A page belongs to the caller.
   */
  headers(): Iterable<Uint8Array>;
  /** A row of the index that follows the chain, where one is kept. */
  indexRow(key: Uint8Array): Uint8Array | undefined;
  /** Rows of the index in the order of their keys, which is that of their bytes. */
  indexRows(range: IndexRange): readonly IndexRow[];
  /** A small record of the role that runs on this store (a wallet's next key, an access decision). */
  record(name: string): Uint8Array | undefined;
  /** All records whose name begins with `prefix`, in the order of their names; read at start. */
  records(prefix: string): Iterable<readonly [name: string, bytes: Uint8Array]>;
}

/** What every store on disk takes for a key, with room to spare. */
export const INDEX_KEY_BYTES_MAX = 200;

/** Rows whose keys begin with `prefix` and are longer. */
export interface IndexRange {
  readonly prefix: Uint8Array;
  /** Only those beyond this key, itself not; it begins with the prefix. */
  readonly beyond?: Uint8Array | undefined;
  readonly order: "upwards" | "downwards";
  /** At most so many. */
  readonly count: number;
}

export interface IndexRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export interface StoredHeader {
  /** Order of arrival, from 0, without gaps. */
  readonly sequence: number;
  /** 80 bytes. */
  readonly header: Uint8Array;
  /** 32 bytes; kept so that a start doesn't hash all headers again. */
  readonly hash: Uint8Array;
  /** Bit set of `HeaderStatus`. */
  readonly status: number;
}

export const HeaderStatus = {
  /** The body is stored. */
  hasBody: 1,
  /** The block, or an ancestor of it, breaks a rule. */
  invalid: 2,
} as const;

/** What is made anew from headers and bodies, and therefore may be dropped as a whole. */
export type DerivedTable = "coins" | "undos" | "filters" | "history" | "index";

/** Coins by outpoint; null: spent. A Map is one. */
export interface CoinWrites extends Iterable<readonly [OutpointKey, Coin | null]> {
  readonly size: number;
}

/** Everything that changes at once: after a crash either all of it is there or nothing. */
export interface CommitBatch {
  /** Emptied before anything else of the batch is applied; with "coins" the store forgets its `coinsTip`. */
  readonly cleared: readonly DerivedTable[];
  /** The tip after `coins`; undefined leaves it. */
  readonly coinsTip: Uint8Array | undefined;
  readonly coins: CoinWrites;
  /** New ones and ones whose status changed. */
  readonly headers: readonly StoredHeader[];
  readonly bodies: readonly StoredBytes[];
  readonly undos: readonly StoredBytes[];
  /** Blocks whose bodies and undo data are deleted. */
  readonly prunedBlocks: readonly Uint8Array[];
  /** undefined leaves it. */
  readonly prunedHeight: number | undefined;
  readonly filters: readonly StoredBytes[];
  readonly historyNodes: readonly StoredHistoryNode[];
  /**
   * Keys and values of the index as strings, one character a byte, which take a fraction of the memory of byte arrays;
   * keys have 1 to INDEX_KEY_BYTES_MAX. null: removed.
   */
  readonly index: ReadonlyMap<IndexKey, IndexValue | null>;
  /** null: removed. */
  readonly records: ReadonlyMap<string, Uint8Array | null>;
}

export interface StoredBytes {
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface StoredHistoryNode {
  readonly hash: Uint8Array;
  readonly level: number;
  readonly bytes: Uint8Array;
}

/** What a host gives a role: a store whose commits the host performs. */
export interface CommittingStore extends ChainStore {
  /**
   * Resolves when the whole batch is readable, and, if `durable`, when it survives a loss of power. Batches are
   * applied in the order of the calls. Rejects with the disk's error; then nothing of the batch was applied.
   */
  commit(batch: CommitBatch, durable: boolean): Promise<void>;
  close(): Promise<void>;
}
