/** Byte strings and hashes, docs/spec/encodings.md, "Notation". All numbers are bigint, so that none is ever cut. */
import { createHash } from "node:crypto";

export type Bytes = Uint8Array;

export function join(...parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function ascii(text: string): Bytes {
  return new TextEncoder().encode(text);
}

export function hex(bytes: Bytes): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

export function fromHex(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text, "hex"));
}

export function isSame(a: Bytes, b: Bytes): boolean {
  return Buffer.compare(a, b) === 0;
}

/** `count` bytes, the lowest first. */
export function littleEndian(value: bigint, count: number): Bytes {
  return bigEndian(value, count).reverse();
}

export function bigEndian(value: bigint, count: number): Bytes {
  return fromHex(value.toString(16).padStart(2 * count, "0"));
}

export function numberOf(littleEndianBytes: Bytes): bigint {
  return BigInt(`0x${hex(littleEndianBytes.toReversed())}`);
}

export function sha256(bytes: Bytes): Bytes {
  return Uint8Array.from(createHash("sha256").update(bytes).digest());
}

/** H of the specification. */
export function doubleSha256(bytes: Bytes): Bytes {
  return sha256(sha256(bytes));
}

export function tagged(tag: string, message: Bytes): Bytes {
  const tagHash = sha256(ascii(tag));
  return sha256(join(tagHash, tagHash, message));
}

export const ZERO_HASH: Bytes = new Uint8Array(32);
