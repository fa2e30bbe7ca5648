/**
 * Values of proofs in bytes of our own, so that proofs can be mutated like everything else: the types that a decoder
 * hands to a verifier (numbers, byte strings of any length, integers of any size) with all that they can hold.
 */
import { join } from "../generate/bytes.ts";

/** A selector of at least this takes a value from a list instead of the bytes that follow. */
const ODD = 240;
/** From here to ODD a work is too large or too small by 2^256. */
const WRAPPED = 120;
const ODD_NUMBERS = [-1, -0, 0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e308];
const ODD_WORKS = [-1n, 0n, 1n, 2n ** 256n - 1n, 2n ** 256n, 2n ** 4096n, -(2n ** 300n)];

export class ProofCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  number(): number {
    const selector = this.byte();
    if (selector >= ODD) return ODD_NUMBERS[selector % ODD_NUMBERS.length] ?? 0;
    return ((this.byte() << 24) | (this.byte() << 16) | (this.byte() << 8) | this.byte()) >>> 0;
  }

  /** Two bytes of length; less than that where the input ends. */
  bytes(): Uint8Array {
    const length = this.byte() * 256 + this.byte();
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  work(): bigint {
    const selector = this.byte();
    if (selector >= ODD) return ODD_WORKS[selector % ODD_WORKS.length] ?? 0n;
    const work = this.bytes().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    // the same 32 bytes when it is written without a look at its size
    return selector >= WRAPPED ? work + (selector % 2 === 0 ? 1n : -1n) * 2n ** 256n : work;
  }

  list<Item>(read: () => Item): Item[] {
    return Array.from({ length: this.byte() }, read);
  }
}

export function numberAsBytes(value: number): Uint8Array {
  return Uint8Array.of(0, value >>> 24, value >>> 16, value >>> 8, value);
}

export function bytesWithLength(bytes: Uint8Array): Uint8Array {
  return join([Uint8Array.of(bytes.length >> 8, bytes.length), bytes]);
}

export function workAsBytes(work: bigint): Uint8Array {
  const hex = work.toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), "0");
  return join([Uint8Array.of(0), bytesWithLength(new Uint8Array(Buffer.from(even, "hex")))]);
}

export function listAsBytes(items: readonly Uint8Array[]): Uint8Array {
  return join([Uint8Array.of(items.length), ...items]);
}
