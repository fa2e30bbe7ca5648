/**
 * BIP-158's Golomb-coded set: N values, each a hash of an element into [0, N·M), sorted, their distances written as a
 * quotient in unary and a remainder of P bits. An element of the set always matches; another one with probability 1/M.
 */

import { sipHash24 } from "@triad/crypto";
import { DecodeError } from "@triad/protocol";
import { BitReader, BitWriter } from "./bit-stream.ts";

/** Bits of a remainder. */
const P = 19;
/** Inverse of the rate of false matches; the best for P = 19. */
const M = 784931;
/** A value takes at least this many bits: one of quotient, P of remainder. */
const VALUE_BITS_MIN = P + 1;

/** `elements` are distinct byte strings; `key` 16 bytes. CompactSize(N), then the coded values. */
export function writeGolombCodedSet(elements: readonly Uint8Array[], key: Uint8Array): Uint8Array {
  const values = hashToRange(elements, key, elements.length);
  const bits = new BitWriter();
  let previous = 0;
  for (const value of values) {
    writeGolomb(bits, value - previous);
    previous = value;
  }
  const prefix = writeCompactSize(elements.length);
  const coded = bits.finish();
  const bytes = new Uint8Array(prefix.length + coded.length);
  bytes.set(prefix, 0);
  bytes.set(coded, prefix.length);
  return bytes;
}

/** The sorted values; strict: exactly what the writer makes. */
export function readGolombCodedSet(bytes: Uint8Array): readonly number[] | DecodeError {
  const size = readCompactSize(bytes);
  if (size === undefined) return new DecodeError("filter-size", 0);
  const reader = new BitReader(bytes.subarray(size.length));
  if (size.value * VALUE_BITS_MIN > reader.bitsLeft) return new DecodeError("filter-too-short", size.length);
  const range = size.value * M;
  const values: number[] = [];
  let previous = 0;
  for (let i = 0; i < size.value; i++) {
    const distance = readGolomb(reader);
    if (distance === undefined) return new DecodeError("filter-too-short", bytes.length);
    previous += distance;
    if (previous >= range) return new DecodeError("filter-value", bytes.length);
    values.push(previous);
  }
  const padding = reader.bitsLeft;
  if (padding >= 8 || reader.readBits(padding) !== 0) return new DecodeError("filter-padding", bytes.length);
  return values;
}

/** Whether any of the elements is (probably) in the set. */
export function matchesAny(values: readonly number[], elements: readonly Uint8Array[], key: Uint8Array): boolean {
  const wanted = hashToRange(elements, key, values.length);
  let at = 0;
  for (const value of wanted) {
    while (at < values.length && (values[at] as number) < value) at++;
    if (values[at] === value) return true;
  }
  return false;
}

/** Values below count·M < 2^53 for any count below 2^33, so that they are exact numbers. */
function hashToRange(elements: readonly Uint8Array[], key: Uint8Array, count: number): number[] {
  const range = BigInt(count) * BigInt(M);
  return elements.map((element) => Number((sipHash24(key, element) * range) >> 64n)).sort((a, b) => a - b);
}

function writeGolomb(bits: BitWriter, value: number): void {
  for (let quotient = Math.floor(value / 2 ** P); quotient > 0; quotient--) bits.writeBit(1);
  bits.writeBit(0);
  bits.writeBits(value % 2 ** P, P);
}

function readGolomb(reader: BitReader): number | undefined {
  let quotient = 0;
  for (let bit = reader.readBit(); bit !== 0; bit = reader.readBit()) {
    if (bit === undefined) return undefined;
    quotient += 1;
  }
  const remainder = reader.readBits(P);
  return remainder === undefined ? undefined : quotient * 2 ** P + remainder;
}

function writeCompactSize(value: number): Uint8Array {
  if (value < 0xfd) return Uint8Array.of(value);
  if (value <= 0xffff) return Uint8Array.of(0xfd, value & 0xff, value >>> 8);
  const bytes = new Uint8Array(5);
  bytes[0] = 0xfe;
  new DataView(bytes.buffer).setUint32(1, value, true);
  return bytes;
}

/** Minimal, and below 2^32: a block can't have more elements. */
function readCompactSize(bytes: Uint8Array): { value: number; length: number } | undefined {
  const [first] = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (first === undefined) return undefined;
  if (first < 0xfd) return { value: first, length: 1 };
  if (first === 0xfd && bytes.length >= 3 && view.getUint16(1, true) >= 0xfd) {
    return { value: view.getUint16(1, true), length: 3 };
  }
  if (first === 0xfe && bytes.length >= 5 && view.getUint32(1, true) > 0xffff) {
    return { value: view.getUint32(1, true), length: 5 };
  }
  return undefined;
}
