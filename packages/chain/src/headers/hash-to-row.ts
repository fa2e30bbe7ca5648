/**
 * Finds the row of a header by its hash: open addressing with linear probing over one array of row numbers. The hashes
 * themselves are not here but in the table's column, which is lent for each call, since it moves when it grows.
 */

export const HASH_BYTES = 32;
/** What is returned where there is no row. */
export const NO_ROW = -1;

/** A number from the 32 bytes at `at`; its low bits choose the slot. */
export type SlotHash = (bytes: Uint8Array, at: number) => number;

/** A power of two, as all sizes are: doubling keeps the share of taken slots between a quarter and a half. */
const SLOTS_MIN = 2048;

export class HashToRow {
  readonly #slotHash: SlotHash;
  /** Row + 1; 0 is a free slot, so that a new array needs no filling. */
  #slots = new Int32Array(SLOTS_MIN);
  #size = 0;

  constructor(slotHash: SlotHash = firstWord) {
    this.#slotHash = slotHash;
  }

  /** `hashes` is the column; the hash that is looked for stands at `at` in `bytes`. */
  find(hashes: Uint8Array, bytes: Uint8Array, at = 0): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = this.#slotHash(bytes, at) & mask; ; slot = (slot + 1) & mask) {
      const row = (slots[slot] as number) - 1;
      if (row === NO_ROW || isSameHash(hashes, row * HASH_BYTES, bytes, at)) return row;
    }
  }

  /** The hash is in the column already, and was not found before. */
  add(hashes: Uint8Array, row: number): void {
    if (2 * (this.#size + 1) > this.#slots.length) this.#double(hashes);
    this.#put(hashes, row);
    this.#size += 1;
  }

  #put(hashes: Uint8Array, row: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#slotHash(hashes, row * HASH_BYTES) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
  }

  #double(hashes: Uint8Array): void {
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length);
    for (const taken of before) if (taken !== 0) this.#put(hashes, taken - 1);
  }
}

/**
 * The end of a hash on which no target is met: its bits are as good as random. Who wants many headers in one run of
 * slots has to find each as many times more often as there are slots, on top of the work that makes it valid.
 */
function firstWord(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function isSameHash(a: Uint8Array, atA: number, b: Uint8Array, atB: number): boolean {
  for (let i = 0; i < HASH_BYTES; i++) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}
