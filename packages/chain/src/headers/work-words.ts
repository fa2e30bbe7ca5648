/**
 * Work in words of 32 bits, little-endian: sums and comparisons of rows without a bigint, which would be an object each.
 * Sums are below 2^256: one block's work is at most 2^255, since its target is at least 1, and nobody can add to a
 * genesis of that much as much again.
 */
import { assert } from "../assert.ts";
import { targetOfBits, workOfTarget } from "./target.ts";

export const WORK_WORDS = 8;

const WORD_BITS = 32n;
const WORD_VALUES = 2 ** 32;

/** Bounds the memory; where blocks of one time have few different targets, a start divides a few times only. */
const MEMO_ENTRIES_MAX = 1024;

/** The work of one block by its `bits`, remembered, since the division is the dearest step of loading a header. */
export class WorkMemo {
  readonly #known = new Map<number, Uint32Array>();

  /** `bits` stand for a target. */
  of(bits: number): Uint32Array {
    const known = this.#known.get(bits);
    if (known !== undefined) return known;
    const target = targetOfBits(bits);
    assert(target !== undefined, "a header's bits were compared with the required ones, which are a target");
    const words = wordsOf(workOfTarget(target));
    if (this.#known.size >= MEMO_ENTRIES_MAX) this.#known.clear();
    this.#known.set(bits, words);
    return words;
  }
}

/** `column` has WORK_WORDS words a row. */
export function addWork(column: Uint32Array, from: number, added: Uint32Array, to: number): void {
  let carry = 0;
  for (let word = 0; word < WORK_WORDS; word++) {
    const sum = (column[from * WORK_WORDS + word] as number) + (added[word] as number) + carry;
    carry = sum < WORD_VALUES ? 0 : 1;
    // a word takes the low 32 bits of what it is given
    column[to * WORK_WORDS + word] = sum;
  }
  assert(carry === 0, "nobody can do work of 2^256 hashes");
}

export function isMoreWork(column: Uint32Array, row: number, than: number): boolean {
  for (let word = WORK_WORDS - 1; word >= 0; word--) {
    const a = column[row * WORK_WORDS + word] as number;
    const b = column[than * WORK_WORDS + word] as number;
    if (a !== b) return a > b;
  }
  return false;
}

export function readWork(column: Uint32Array, row: number): bigint {
  let work = 0n;
  for (let word = WORK_WORDS - 1; word >= 0; word--) {
    const value = column[row * WORK_WORDS + word] as number;
    if (work !== 0n || value !== 0) work = (work << WORD_BITS) | BigInt(value);
  }
  return work;
}

function wordsOf(work: bigint): Uint32Array {
  const words = new Uint32Array(WORK_WORDS);
  for (let word = 0; word < WORK_WORDS; word++)
    words[word] = Number((work >> (BigInt(word) * WORD_BITS)) & 0xffff_ffffn);
  return words;
}
