/**
 * A cursor over the canonical protobuf encoding of a consensus object (docs/spec/encodings.md).
 *
 * Protobuf lets one value be written in many ways; hashes are taken over these bytes, so exactly one of
 * them is valid: fields in number order, default values left out, minimal varints, nothing unknown. The
 * callers ask for one field after the other and never look back, which is the field order; what is left
 * over at the end is unknown, repeated or out of place.
 *
 * The first failure sticks, and everything read after it is a zero or empty: callers check `failure`
 * where they loop and where they return.
 */
import { DecodeError } from "./decode-error.ts";

export class CanonicalReader {
  readonly bytes: Uint8Array;
  at = 0;
  failure: DecodeError | undefined = undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  fail(what: string, at = this.at): void {
    this.failure ??= new DecodeError(what, at);
  }

  /** Step over a one-byte tag if it is the next byte. A tag of two bytes is never the shortest: all our numbers are below 16. */
  takeTag(tag: number): boolean {
    if (this.failure !== undefined || this.bytes[this.at] !== tag) return false;
    this.at += 1;
    return true;
  }

  /** A uint32 that is present, hence not zero: zero is the default and is left out. */
  readUint32(): number {
    const start = this.at;
    const value = this.readUint64();
    if (value <= 0xffff_ffff) return value;
    this.fail("number-above-32-bits", start);
    return 0;
  }

  /**
   * A uint64 that is present, hence not zero. Above 2^53 - 1 the result is the nearest double; the rules
   * on amounts refuse all of that range, so nothing depends on which.
   */
  readUint64(): number {
    const start = this.at;
    const value = this.#readVarint();
    if (value === 0) this.fail("default-written", start);
    return value;
  }

  /** The length of what follows, within what is left and `min` ≤ length ≤ `max`, before anything of it is read. */
  readLength(min: number, max: number, what: string): number {
    const start = this.at;
    const length = this.#readVarint();
    if (this.failure !== undefined) return 0;
    if (length < min || length > max) this.fail(what, start);
    else if (length > this.left) this.fail("truncated", start);
    else return length;
    return 0;
  }

  /** A view of the next `length` bytes, which readLength has found to be there. A plain Uint8Array even over a Buffer. */
  take(length: number): Uint8Array {
    const { buffer, byteOffset } = this.bytes;
    const view = new Uint8Array(buffer, byteOffset + this.at, this.failure === undefined ? length : 0);
    this.at += view.length;
    return view;
  }

  /** A field of exactly `length` bytes that must come next. */
  readFixedField(tag: number, length: number, what: string): Uint8Array {
    if (!this.takeTag(tag)) this.fail(what);
    return this.take(this.readLength(length, length, what));
  }

  /** A field of bytes that may be left out but, when it is there, is not empty. */
  readOptionalField(tag: number): Uint8Array {
    if (!this.takeTag(tag)) return this.take(0);
    return this.take(this.readLength(1, Number.MAX_SAFE_INTEGER, "default-written"));
  }

  readOptionalUint32(tag: number): number {
    return this.takeTag(tag) ? this.readUint32() : 0;
  }

  /** Nothing may be left. */
  expectEnd(): void {
    if (this.left > 0) this.fail("unexpected-field");
  }

  /** LEB128 of at most 64 bits, without needless groups at the end. Exact below 2^53. */
  #readVarint(): number {
    if (this.failure !== undefined) return 0;
    const start = this.at;
    let value = 0;
    let scale = 1;
    for (let count = 1; count <= 10; count += 1) {
      const byte = this.bytes[this.at];
      if (byte === undefined) break;
      this.at += 1;
      if (byte >= 0x80) {
        value += (byte & 0x7f) * scale;
        scale *= 128;
        continue;
      }
      if (byte === 0 && count > 1) this.fail("varint-not-minimal", start);
      if (byte > 1 && count === 10) this.fail("varint-above-64-bits", start);
      return this.failure === undefined ? value + byte * scale : 0;
    }
    this.fail(this.left === 0 ? "truncated" : "varint-above-64-bits", start);
    return 0;
  }
}

/** The bytes themselves when nothing else lies in their buffer, else a copy: what is kept must not pin a whole frame. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  const whole = bytes.length === bytes.buffer.byteLength && bytes.constructor === Uint8Array;
  return whole ? bytes : new Uint8Array(bytes);
}
