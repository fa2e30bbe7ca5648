/**
 * What the first pass of a presync remembers of a branch: one bit of every HEADERS_PER_COMMITMENT-th header's hash under
 * a key of our own. The peer knows neither the key nor which heights are chosen, so that headers which differ from
 * those of the first pass match each bit by chance only: once in two tries.
 */
import { sipHash24 } from "@triad/crypto";
import type { Randomness } from "./ports.ts";

/**
 * Policy. Twice as many would halve the bits of a long chain, and double the headers that wait in the second pass for
 * as many matching bits: with 64, a million headers leave 2 kB, and 32 bits of lead take 164 kB.
 */
export const HEADERS_PER_COMMITMENT = 64;

const KEY_BYTES = 16;
/** To begin with: enough for 32,768 headers. */
const BITS_BYTES_AT_FIRST = 64;

export class HeaderCommitments {
  readonly #key: Uint8Array;
  readonly #offset: number;
  readonly #chosenBefore: number;
  #bits = new Uint8Array(BITS_BYTES_AT_FIRST);
  #count = 0;

  /** For the headers above `forkHeight`. */
  constructor(random: Randomness, forkHeight: number) {
    this.#key = random.bytes(KEY_BYTES);
    this.#offset = random.integer(HEADERS_PER_COMMITMENT);
    this.#chosenBefore = this.#chosenUpTo(forkHeight);
  }

  /** Bytes that are held for bits. */
  get bytes(): number {
    return this.#bits.length;
  }

  /** In the first pass, for every header in order. */
  add(height: number, hash: Uint8Array): void {
    if (!this.#isChosen(height)) return;
    if (this.#count === this.#bits.length * 8) this.#grow();
    const at = this.#count >> 3;
    this.#bits[at] = (this.#bits[at] as number) | (this.#bitOf(hash) << (this.#count & 7));
    this.#count += 1;
  }

  /** In the second pass; false also where the first one did not come so far. */
  isMatch(height: number, hash: Uint8Array): boolean {
    if (!this.#isChosen(height)) return true;
    const nth = this.#chosenUpTo(height) - this.#chosenBefore - 1;
    if (nth >= this.#count) return false;
    return (((this.#bits[nth >> 3] as number) >> (nth & 7)) & 1) === this.#bitOf(hash);
  }

  #isChosen(height: number): boolean {
    return (height + this.#offset) % HEADERS_PER_COMMITMENT === 0;
  }

  /** How many heights up to `height` are chosen, but for a constant. */
  #chosenUpTo(height: number): number {
    return Math.floor((height + this.#offset) / HEADERS_PER_COMMITMENT);
  }

  #bitOf(hash: Uint8Array): number {
    return Number(sipHash24(this.#key, hash) & 1n);
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bits.length * 2);
    grown.set(this.#bits);
    this.#bits = grown;
  }
}
