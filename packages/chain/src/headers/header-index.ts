/**
 * All headers that were accepted, as a tree: found by hash, compared by work. They stand in the rows of a table
 * (header-table.ts); an entry is a handle on a row. Entries are never removed; what changes is whether a body is here
 * and whether a rule was broken. What changed since the last commit is handed out by `takeChanges`, so that the store
 * and the index agree after a crash.
 */

import type { Header } from "@triad/protocol";
import { assert } from "../assert.ts";
import type { Network } from "../params/network.ts";
import { HeaderStatus, type StoredHeader } from "../store/chain-store.ts";
import { countStoredHeaders, STORED_HASH_AT, STORED_HEADER_BYTES, STORED_STATUS_AT } from "../store/stored-header.ts";
import { RowEntries, type RowEntry } from "./entry-of-row.ts";
import { NO_ROW } from "./hash-to-row.ts";
import type { HeaderEntry } from "./header-entry.ts";
import { HeaderFlag } from "./header-flag.ts";
import { HeaderTable } from "./header-table.ts";
import { ancestorRow, forkRow } from "./row-ancestry.ts";

const GENESIS_ROW = 0;
const PREV_AT = 4;
const STORED_FLAGS = HeaderStatus.hasBody | HeaderStatus.invalid;

export class HeaderIndex {
  readonly genesis: HeaderEntry;
  readonly #table: HeaderTable;
  readonly #entries: RowEntries;
  /** Rows. */
  readonly #changed = new Set<number>();
  #bestRow = GENESIS_ROW;

  /** `stored` are the pages of `ChainStore.headers`. */
  constructor(network: Network, stored: Iterable<Uint8Array>) {
    const { headerBytes, hash, header } = network.genesis;
    this.#table = new HeaderTable(header.prev);
    this.#entries = new RowEntries(this.#table);
    this.#table.append({ bytes: headerBytes, at: 0, hashBytes: hash, hashAt: 0, parent: NO_ROW });
    this.genesis = this.#entries.at(GENESIS_ROW);
    let loaded = 0;
    for (const page of stored) {
      const end = countStoredHeaders(page) * STORED_HEADER_BYTES;
      for (let at = 0; at < end; at += STORED_HEADER_BYTES) {
        this.#load(page, at, loaded);
        loaded += 1;
      }
    }
    if (loaded === 0) this.#changed.add(GENESIS_ROW);
  }

  get size(): number {
    return this.#table.length;
  }

  /** Most work among those that aren't known to be invalid; the first to arrive among equals. */
  get best(): HeaderEntry {
    return this.#entries.at(this.#bestRow);
  }

  get(hash: Uint8Array): HeaderEntry | undefined {
    const row = this.#table.find(hash);
    return row === NO_ROW ? undefined : this.#entries.at(row);
  }

  /** The header has passed every check; `parent` comes from this index. */
  add(headerBytes: Uint8Array, header: Header, hash: Uint8Array, parent: HeaderEntry): HeaderEntry {
    const row = this.#table.append({
      bytes: headerBytes,
      at: 0,
      hashBytes: hash,
      hashAt: 0,
      parent: this.#rowOf(parent),
    });
    this.#compareWithBest(row);
    this.#changed.add(row);
    // its child is likely to be the next that comes
    this.#entries.keepHash(row, hash);
    this.#entries.keepHeader(row, header);
    return this.#entries.at(row);
  }

  /** Returns the blocks that have a chain of bodies now and had none before. */
  markBody(entry: HeaderEntry): readonly HeaderEntry[] {
    const row = this.#rowOf(entry);
    this.#setFlag(row, HeaderFlag.hasBody);
    this.#changed.add(row);
    return this.#extendChainOfBodies(row);
  }

  /**
   * The bodies of all branches that leave the chain of `entry` at its parent are gone, whatever their height. Returns
   * those that were here.
   */
  dropBodiesBeside(entry: HeaderEntry): readonly HeaderEntry[] {
    const dropped: HeaderEntry[] = [];
    const row = this.#rowOf(entry);
    const parent = this.#table.parent(row);
    const queue: number[] = [];
    if (parent !== NO_ROW) this.#pushChildren(queue, parent);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === row) continue;
      if (this.#hasFlag(next, HeaderFlag.hasBody)) {
        dropped.push(this.#entries.at(next));
        this.#changed.add(next);
      }
      this.#clearFlag(next, HeaderFlag.hasBody | HeaderFlag.chainOfBodies);
      this.#pushChildren(queue, next);
    }
    return dropped;
  }

  /** Returns the block and its descendants, as far as they weren't known to be invalid. */
  markInvalid(entry: HeaderEntry): readonly HeaderEntry[] {
    const condemned: HeaderEntry[] = [];
    const queue = [this.#rowOf(entry)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (this.#hasFlag(next, HeaderFlag.invalid)) continue;
      this.#setFlag(next, HeaderFlag.invalid);
      this.#changed.add(next);
      condemned.push(this.#entries.at(next));
      this.#pushChildren(queue, next);
    }
    if (this.#hasFlag(this.#bestRow, HeaderFlag.invalid)) this.#chooseBestAgain();
    return condemned;
  }

  /** Whether the body and those of all ancestors are here. */
  hasChainOfBodies(entry: HeaderEntry): boolean {
    return this.#hasFlag(this.#rowOf(entry), HeaderFlag.chainOfBodies);
  }

  /** The 80 bytes, a copy. */
  headerBytes(entry: HeaderEntry): Uint8Array {
    return this.#table.headerBytes(this.#rowOf(entry));
  }

  /** The 80 bytes of each, for a message or a store: who keeps one keeps them all. */
  headersBytes(entries: readonly HeaderEntry[]): Uint8Array[] {
    return this.#table.headersBytes(entries.map((entry) => this.#rowOf(entry)));
  }

  /**
   * In order of arrival, without the first `from`. Makes an entry of every header: for tests and tools, not for a start
   * or a walk.
   */
  *all(from = 0): Iterable<HeaderEntry> {
    for (let row = from; row < this.#table.length; row++) yield this.#entries.at(row);
  }

  /** Those that could be a better tip than `tip`: more work, a chain of bodies, not known to be invalid. */
  *connectableBeyond(tip: HeaderEntry): Iterable<HeaderEntry> {
    const tipRow = this.#rowOf(tip);
    for (let row = 0; row < this.#table.length; row++) {
      if (!this.#hasFlag(row, HeaderFlag.chainOfBodies) || this.#hasFlag(row, HeaderFlag.invalid)) continue;
      if (this.#table.hasMoreWork(row, tipRow)) yield this.#entries.at(row);
    }
  }

  /** In order of arrival. */
  takeChanges(): StoredHeader[] {
    const rows = [...this.#changed].sort((a, b) => a - b);
    this.#changed.clear();
    const headers = this.#table.headersBytes(rows);
    return rows.map((row, index) => ({
      sequence: row,
      header: headers[index] as Uint8Array,
      hash: this.#table.hash(row),
      status: this.#table.flags(row) & STORED_FLAGS,
    }));
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  #load(page: Uint8Array, at: number, sequence: number): void {
    const row = sequence === GENESIS_ROW ? this.#loadGenesis(page, at) : this.#loadChild(page, at);
    this.#table.setFlags(row, (page[at + STORED_STATUS_AT] as number) & STORED_FLAGS);
    const parent = this.#table.parent(row);
    const parentHasChain = parent === NO_ROW || this.#hasFlag(parent, HeaderFlag.chainOfBodies);
    if (parentHasChain && this.#hasFlag(row, HeaderFlag.hasBody)) this.#setFlag(row, HeaderFlag.chainOfBodies);
    this.#compareWithBest(row);
  }

  #loadGenesis(page: Uint8Array, at: number): number {
    assert(
      this.#table.find(page, at + STORED_HASH_AT) === GENESIS_ROW,
      "a store is opened for the network that made it",
    );
    return GENESIS_ROW;
  }

  #loadChild(page: Uint8Array, at: number): number {
    const parent = this.#table.find(page, at + PREV_AT);
    assert(parent !== NO_ROW, "parents are stored before their children");
    return this.#table.append({ bytes: page, at, hashBytes: page, hashAt: at + STORED_HASH_AT, parent });
  }

  #compareWithBest(row: number): void {
    const isInvalid = this.#hasFlag(row, HeaderFlag.invalid);
    if (!isInvalid && this.#table.hasMoreWork(row, this.#bestRow)) this.#bestRow = row;
  }

  #extendChainOfBodies(from: number): HeaderEntry[] {
    const extended: HeaderEntry[] = [];
    const queue = [from];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const parent = this.#table.parent(next);
      const parentHasChain = parent === NO_ROW || this.#hasFlag(parent, HeaderFlag.chainOfBodies);
      const isReady = this.#hasFlag(next, HeaderFlag.hasBody) && parentHasChain;
      if (!isReady || this.#hasFlag(next, HeaderFlag.chainOfBodies)) continue;
      this.#setFlag(next, HeaderFlag.chainOfBodies);
      extended.push(this.#entries.at(next));
      this.#pushChildren(queue, next);
    }
    return extended;
  }

  #pushChildren(queue: number[], row: number): void {
    let child = this.#table.newestChild(row);
    for (; child !== NO_ROW; child = this.#table.olderSibling(child)) queue.push(child);
  }

  /** Rare: only when the best header's chain turns out to be invalid, which costs its maker the work of a block. */
  #chooseBestAgain(): void {
    this.#bestRow = GENESIS_ROW;
    for (let row = 0; row < this.#table.length; row++) this.#compareWithBest(row);
  }

  #hasFlag(row: number, flag: number): boolean {
    return (this.#table.flags(row) & flag) !== 0;
  }

  #setFlag(row: number, flag: number): void {
    this.#table.setFlags(row, this.#table.flags(row) | flag);
  }

  #clearFlag(row: number, flag: number): void {
    this.#table.setFlags(row, this.#table.flags(row) & ~flag);
  }

  #rowOf(entry: HeaderEntry): number {
    assert((entry as RowEntry).entries === this.#entries, "an entry is given back to the index that it comes from");
    return entry.sequence;
  }
}

/** `height` is at most the entry's own. */
export function ancestorAt(entry: HeaderEntry, height: number): HeaderEntry {
  assert(height >= 0 && height <= entry.height, "callers ask for heights on the entry's own chain");
  const { entries, sequence } = entry as RowEntry;
  return entries.at(ancestorRow(entries.table, sequence, height));
}

export function isAncestor(ancestor: HeaderEntry, of: HeaderEntry): boolean {
  const { entries, sequence } = of as RowEntry;
  const { height } = ancestor;
  if (height > of.height || (ancestor as RowEntry).entries !== entries) return false;
  return ancestorRow(entries.table, sequence, height) === ancestor.sequence;
}

/** The last block that both chains share; genesis at the latest. */
export function forkOf(a: HeaderEntry, b: HeaderEntry): HeaderEntry {
  const { entries, sequence } = a as RowEntry;
  assert((b as RowEntry).entries === entries, "only the blocks of one index have a fork");
  return entries.at(forkRow(entries.table, sequence, b.sequence));
}

/** Time of block 1 of the entry's chain, the anchor of the difficulty rule; undefined for genesis. */
export function firstBlockTime(entry: HeaderEntry): number | undefined {
  const { entries, sequence } = entry as RowEntry;
  const row = entries.table.firstBlock(sequence);
  return row === NO_ROW ? undefined : entries.table.time(row);
}
