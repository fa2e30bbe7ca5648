/**
 * Steps over the fields of a protobuf message without building anything, so that a frame is refused for
 * what it would unfold into before memory is spent on it.
 */
import { DecodeError } from "./decode-error.ts";
import { UNKNOWN_FIELDS_MAX } from "./limits.ts";

export class WireCursor {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** The next varint, of at most `bytesMax` bytes, or undefined. Rounded above 2^53, where nothing depends on it. */
  varint(bytesMax: number): number | undefined {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < bytesMax; count += 1) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return undefined;
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    return undefined;
  }

  /** Step over the value of a field; false when it is cut off or a group, which no message of ours has. */
  skipValue(wireType: number): boolean {
    const length = this.#valueLength(wireType);
    if (length === undefined || length > this.left) return false;
    this.at += length;
    return true;
  }

  #valueLength(wireType: number): number | undefined {
    switch (wireType) {
      case 0:
        return this.varint(10) === undefined ? undefined : 0;
      case 1:
        return 8;
      case 2:
        return this.varint(5);
      case 5:
        return 4;
      default:
        return undefined;
    }
  }
}

/**
 * Count the fields of a message. `occurrencesMax[n - 1]` is how often field n may occur; the fields beyond
 * are unknown, and skipped up to a number. A field that occurs once in the schema must occur once here too:
 * protobuf would take the last, but nothing writes a message so.
 */
export function checkFields(payload: Uint8Array, occurrencesMax: readonly number[]): DecodeError | undefined {
  const cursor = new WireCursor(payload);
  const left = [...occurrencesMax];
  let unknownLeft = UNKNOWN_FIELDS_MAX;
  while (cursor.left > 0) {
    const start = cursor.at;
    const tag = cursor.varint(5);
    if (tag === undefined || tag < 8 || !cursor.skipValue(tag % 8)) return new DecodeError("malformed-field", start);
    const index = Math.floor(tag / 8) - 1;
    const allowed = left[index];
    if (allowed === undefined) {
      unknownLeft -= 1;
      if (unknownLeft < 0) return new DecodeError("too-many-unknown-fields", start);
    } else {
      if (allowed === 0) return new DecodeError("too-many-elements", start);
      left[index] = allowed - 1;
    }
  }
  return undefined;
}
