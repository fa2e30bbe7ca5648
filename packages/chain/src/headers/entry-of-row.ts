/**
 * Entries are thin handles on rows, made when a row is first asked for and remembered, so that a block has one entry
 * that can be compared by identity. What is costly to make of a row (its hash as bytes of its own, its header decoded)
 * is kept for the rows that were asked for lately, not with the handle: of most headers nobody asks again.
 */
import { type Header, readHeader } from "@triad/protocol";
import { assert } from "../assert.ts";
import { NO_ROW } from "./hash-to-row.ts";
import type { HeaderEntry } from "./header-entry.ts";
import { HeaderFlag } from "./header-flag.ts";
import type { HeaderTable } from "./header-table.ts";

/** A power of two: the blocks that are connected, announced and served at one time, at about 700 bytes each. */
const RECENT_ROWS = 1024;

export class RowEntry implements HeaderEntry {
  /** The row: order of arrival. */
  readonly sequence: number;
  readonly #entries: RowEntries;

  constructor(entries: RowEntries, row: number) {
    this.sequence = row;
    this.#entries = entries;
  }

  get entries(): RowEntries {
    return this.#entries;
  }

  get hash(): Uint8Array {
    return this.#entries.hash(this.sequence);
  }

  get header(): Header {
    return this.#entries.header(this.sequence);
  }

  get height(): number {
    return this.#entries.table.height(this.sequence);
  }

  get chainWork(): bigint {
    return this.#entries.table.work(this.sequence);
  }

  get parent(): RowEntry | undefined {
    const row = this.#entries.table.parent(this.sequence);
    return row === NO_ROW ? undefined : this.#entries.at(row);
  }

  get hasBody(): boolean {
    return (this.#entries.table.flags(this.sequence) & HeaderFlag.hasBody) !== 0;
  }

  get isInvalid(): boolean {
    return (this.#entries.table.flags(this.sequence) & HeaderFlag.invalid) !== 0;
  }
}

export class RowEntries {
  readonly table: HeaderTable;
  readonly #entries: (RowEntry | undefined)[] = [];
  /** By the low bits of the row: which row is kept there, and what of it. */
  readonly #hashRows = new Int32Array(RECENT_ROWS).fill(NO_ROW);
  readonly #hashes: (Uint8Array | undefined)[] = new Array(RECENT_ROWS).fill(undefined);
  readonly #headerRows = new Int32Array(RECENT_ROWS).fill(NO_ROW);
  readonly #headers: (Header | undefined)[] = new Array(RECENT_ROWS).fill(undefined);

  constructor(table: HeaderTable) {
    this.table = table;
  }

  at(row: number): RowEntry {
    const known = this.#entries[row];
    if (known !== undefined) return known;
    const entry = new RowEntry(this, row);
    // without gaps: an array with holes would become a dictionary
    while (this.#entries.length <= row) this.#entries.push(undefined);
    this.#entries[row] = entry;
    return entry;
  }

  hash(row: number): Uint8Array {
    const slot = row & (RECENT_ROWS - 1);
    const kept = this.#hashRows[slot] === row ? this.#hashes[slot] : undefined;
    if (kept !== undefined) return kept;
    const hash = this.table.hash(row);
    this.keepHash(row, hash);
    return hash;
  }

  header(row: number): Header {
    const slot = row & (RECENT_ROWS - 1);
    const kept = this.#headerRows[slot] === row ? this.#headers[slot] : undefined;
    if (kept !== undefined) return kept;
    const header = readHeader(this.table.headerBytes(row));
    assert("prev" in header, "every 80 bytes are a header");
    this.keepHeader(row, header);
    return header;
  }

  keepHash(row: number, hash: Uint8Array): void {
    const slot = row & (RECENT_ROWS - 1);
    this.#hashRows[slot] = row;
    this.#hashes[slot] = hash;
  }

  keepHeader(row: number, header: Header): void {
    const slot = row & (RECENT_ROWS - 1);
    this.#headerRows[slot] = row;
    this.#headers[slot] = header;
  }
}
