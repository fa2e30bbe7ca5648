/**
 * The headers as rows of flat columns, in order of arrival, parents before children: 145 bytes a header and no object
 * that the garbage collector would have to visit. Rows are never removed, and of a row only its flags and the links to
 * its children change. The hash of the block before is not kept: it is that of the parent's row.
 */
import { HASH_BYTES, HashToRow, NO_ROW, type SlotHash } from "./hash-to-row.ts";
import { ancestorRow, skipHeight } from "./row-ancestry.ts";
import { addWork, isMoreWork, readWork, WORK_WORDS, WorkMemo } from "./work-words.ts";

/** A power of two. Capacities double, so that each row is copied about once, however many there are. */
const ROWS_MIN = 1024;

const HEADER_BYTES = 80;
const VERSION_BYTES = 4;
/** A header without the hash of the block before: version, root, time, bits, nonce. */
const FIELDS_BYTES = HEADER_BYTES - HASH_BYTES;
const TIME_AT = VERSION_BYTES + HASH_BYTES;
const BITS_AT = TIME_AT + 4;

/** What is being appended: 80 bytes at `at` in `bytes`, and their hash of 32 bytes at `hashAt` in `hashBytes`. */
export interface NewRow {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly hashBytes: Uint8Array;
  readonly hashAt: number;
  /** NO_ROW for genesis. */
  readonly parent: number;
}

export class HeaderTable {
  readonly #genesisPrev: Uint8Array;
  readonly #rowOfHash: HashToRow;
  readonly #workMemo = new WorkMemo();
  #length = 0;
  #fields = new Uint8Array(ROWS_MIN * FIELDS_BYTES);
  #fieldsView = new DataView(this.#fields.buffer);
  #hashes = new Uint8Array(ROWS_MIN * HASH_BYTES);
  #flags = new Uint8Array(ROWS_MIN);
  #parents = new Int32Array(ROWS_MIN);
  #heights = new Int32Array(ROWS_MIN);
  #skips = new Int32Array(ROWS_MIN);
  #firstBlocks = new Int32Array(ROWS_MIN);
  #newestChildren = new Int32Array(ROWS_MIN);
  #olderSiblings = new Int32Array(ROWS_MIN);
  #work = new Uint32Array(ROWS_MIN * WORK_WORDS);

  constructor(genesisPrev: Uint8Array, slotHash?: SlotHash) {
    this.#genesisPrev = genesisPrev;
    this.#rowOfHash = new HashToRow(slotHash);
  }

  get length(): number {
    return this.#length;
  }

  /** The row of the hash that stands at `at`, or NO_ROW. */
  find(bytes: Uint8Array, at = 0): number {
    return this.#rowOfHash.find(this.#hashes, bytes, at);
  }

  /** Returns the new row, whose flags are clear. The hash is not in the table yet. */
  append({ bytes, at, hashBytes, hashAt, parent }: NewRow): number {
    const row = this.#length;
    if (row === this.#flags.length) this.#doubleCapacity();
    this.#length += 1;
    copyBytes(bytes, at, this.#fields, row * FIELDS_BYTES, VERSION_BYTES);
    const rest = FIELDS_BYTES - VERSION_BYTES;
    copyBytes(bytes, at + HEADER_BYTES - rest, this.#fields, row * FIELDS_BYTES + VERSION_BYTES, rest);
    copyBytes(hashBytes, hashAt, this.#hashes, row * HASH_BYTES, HASH_BYTES);
    this.#rowOfHash.add(this.#hashes, row);
    this.#link(row, parent);
    // genesis adds to its own row, which is zero as yet
    addWork(this.#work, parent === NO_ROW ? row : parent, this.#workMemo.of(this.bits(row)), row);
    return row;
  }

  parent(row: number): number {
    return this.#parents[row] as number;
  }

  height(row: number): number {
    return this.#heights[row] as number;
  }

  /** An ancestor further down, NO_ROW for genesis. */
  skip(row: number): number {
    return this.#skips[row] as number;
  }

  /** Block 1 of this row's chain, NO_ROW for genesis. */
  firstBlock(row: number): number {
    return this.#firstBlocks[row] as number;
  }

  /** The child that arrived last, or NO_ROW; `olderSibling` leads to the others. */
  newestChild(row: number): number {
    return this.#newestChildren[row] as number;
  }

  olderSibling(row: number): number {
    return this.#olderSiblings[row] as number;
  }

  flags(row: number): number {
    return this.#flags[row] as number;
  }

  setFlags(row: number, flags: number): void {
    this.#flags[row] = flags;
  }

  /** Of the chain up to and with this row. */
  work(row: number): bigint {
    return readWork(this.#work, row);
  }

  hasMoreWork(row: number, than: number): boolean {
    return isMoreWork(this.#work, row, than);
  }

  time(row: number): number {
    return this.#fieldsView.getUint32(row * FIELDS_BYTES + TIME_AT, true);
  }

  bits(row: number): number {
    return this.#fieldsView.getUint32(row * FIELDS_BYTES + BITS_AT, true);
  }

  /** A copy: the column is thrown away when it grows, and who holds a part of it would hold it whole. */
  hash(row: number): Uint8Array {
    return this.#hashes.slice(row * HASH_BYTES, (row + 1) * HASH_BYTES);
  }

  /** The 80 bytes, a copy. */
  headerBytes(row: number): Uint8Array {
    const bytes = new Uint8Array(HEADER_BYTES);
    this.#writeHeader(row, bytes, 0);
    return bytes;
  }

  /** Of many rows, as views of one copy: a buffer for each header would be most of the cost. */
  headersBytes(rows: readonly number[]): Uint8Array[] {
    const bytes = new Uint8Array(rows.length * HEADER_BYTES);
    return rows.map((row, index) => {
      this.#writeHeader(row, bytes, index * HEADER_BYTES);
      return bytes.subarray(index * HEADER_BYTES, (index + 1) * HEADER_BYTES);
    });
  }

  #writeHeader(row: number, to: Uint8Array, at: number): void {
    const fields = row * FIELDS_BYTES;
    copyBytes(this.#fields, fields, to, at, VERSION_BYTES);
    const parent = this.parent(row);
    if (parent === NO_ROW) copyBytes(this.#genesisPrev, 0, to, at + VERSION_BYTES, HASH_BYTES);
    else copyBytes(this.#hashes, parent * HASH_BYTES, to, at + VERSION_BYTES, HASH_BYTES);
    const rest = FIELDS_BYTES - VERSION_BYTES;
    copyBytes(this.#fields, fields + VERSION_BYTES, to, at + HEADER_BYTES - rest, rest);
  }

  #link(row: number, parent: number): void {
    this.#parents[row] = parent;
    this.#newestChildren[row] = NO_ROW;
    if (parent === NO_ROW) {
      this.#skips[row] = NO_ROW;
      this.#firstBlocks[row] = NO_ROW;
      this.#olderSiblings[row] = NO_ROW;
      return;
    }
    const height = this.height(parent) + 1;
    this.#heights[row] = height;
    this.#skips[row] = ancestorRow(this, parent, skipHeight(height));
    this.#firstBlocks[row] = height === 1 ? row : this.firstBlock(parent);
    this.#olderSiblings[row] = this.newestChild(parent);
    this.#newestChildren[parent] = row;
  }

  #doubleCapacity(): void {
    this.#fields = doubled(this.#fields, Uint8Array);
    this.#fieldsView = new DataView(this.#fields.buffer);
    this.#hashes = doubled(this.#hashes, Uint8Array);
    this.#flags = doubled(this.#flags, Uint8Array);
    this.#parents = doubled(this.#parents, Int32Array);
    this.#heights = doubled(this.#heights, Int32Array);
    this.#skips = doubled(this.#skips, Int32Array);
    this.#firstBlocks = doubled(this.#firstBlocks, Int32Array);
    this.#newestChildren = doubled(this.#newestChildren, Int32Array);
    this.#olderSiblings = doubled(this.#olderSiblings, Int32Array);
    this.#work = doubled(this.#work, Uint32Array);
  }
}

interface Column<T> {
  readonly length: number;
  set(from: T): void;
}

function doubled<T extends Column<T>>(column: T, make: new (length: number) => T): T {
  const larger = new make(2 * column.length);
  larger.set(column);
  return larger;
}

/** In a loop: for so few bytes it is quicker than `set`, which would need a view of either side. */
function copyBytes(from: Uint8Array, fromAt: number, to: Uint8Array, toAt: number, count: number): void {
  for (let i = 0; i < count; i++) to[toAt + i] = from[fromAt + i] as number;
}
