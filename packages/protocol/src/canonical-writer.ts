/**
 * Writes the canonical encoding that canonical-reader.ts accepts: callers give the fields in number order,
 * and a value that is the default leaves no trace. Numbers are checked here (see check-fields.ts).
 */
import { checkSafeInteger, checkUint32 } from "./check-fields.ts";

export class CanonicalWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  uint32(tag: number, name: string, value: number): void {
    this.#number(tag, checkUint32(name, value));
  }

  /** A uint64 field; only safe integers can be written, and every amount that the rules allow is one. */
  uint64(tag: number, name: string, value: number): void {
    this.#number(tag, checkSafeInteger(name, value));
  }

  /** A field of bytes, left out when empty. */
  bytes(tag: number, value: Uint8Array): void {
    if (value.length > 0) this.element(tag, value);
  }

  /** An element of a repeated field, or a nested message: written even when empty. */
  element(tag: number, value: Uint8Array): void {
    this.#reserve(value.length + 11);
    this.#bytes[this.#length++] = tag;
    this.#varint(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** What was written, in a buffer of its own size. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #number(tag: number, value: number): void {
    if (value === 0) return;
    this.#reserve(11);
    this.#bytes[this.#length++] = tag;
    this.#varint(value);
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Doubling keeps the copying linear in the size of the result. */
  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
