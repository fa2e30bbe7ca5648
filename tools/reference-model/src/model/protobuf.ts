/**
 * Protobuf in the loosest reading, and in the one canonical writing. Canonical bytes are those that come out again as
 * they went in: docs/spec/encodings.md, "Canonical protobuf".
 */
import { type Bytes, join } from "./bytes.ts";

/** A field as it stood in the bytes: a number, or a string of bytes. */
export interface Field {
  readonly number: bigint;
  readonly value: bigint | Bytes;
}

/** Undefined: not even protobuf. */
export function readFields(bytes: Bytes): readonly Field[] | undefined {
  const fields: Field[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const tag = readVarint(rest);
    if (tag === undefined) return undefined;
    const value = readVarint(tag.rest);
    if (value === undefined) return undefined;
    const number = tag.value >> 3n;
    const wireType = tag.value & 7n;
    if (wireType === 0n) {
      fields.push({ number, value: value.value });
      rest = value.rest;
    } else if (wireType === 2n && value.value <= BigInt(value.rest.length)) {
      const length = Number(value.value);
      fields.push({ number, value: value.rest.slice(0, length) });
      rest = value.rest.slice(length);
    } else {
      return undefined;
    }
  }
  return fields;
}

/** The last one counts, as protobuf has it; 0 if there is none. */
export function numberField(fields: readonly Field[], number: bigint): bigint {
  const values = fields.filter((field) => field.number === number).map(({ value }) => value);
  const last = values.at(-1) ?? 0n;
  return typeof last === "bigint" ? last : 0n;
}

export function bytesFields(fields: readonly Field[], number: bigint): readonly Bytes[] {
  return fields.flatMap((field) => (field.number === number && typeof field.value !== "bigint" ? [field.value] : []));
}

export function bytesField(fields: readonly Field[], number: bigint): Bytes {
  return bytesFields(fields, number).at(-1) ?? new Uint8Array(0);
}

/** Nothing for a 0: defaults are left out. */
export function writeNumber(number: bigint, value: bigint): Bytes {
  return value === 0n ? new Uint8Array(0) : join(writeVarint(number << 3n), writeVarint(value));
}

/** Nothing for no bytes. */
export function writeBytes(number: bigint, value: Bytes): Bytes {
  return value.length === 0 ? new Uint8Array(0) : writeElement(number, value);
}

/** An element of a repeated field is written even if it is empty. */
export function writeElement(number: bigint, value: Bytes): Bytes {
  return join(writeVarint((number << 3n) | 2n), writeVarint(BigInt(value.length)), value);
}

export function writeVarint(value: bigint): Bytes {
  return value < 128n
    ? Uint8Array.of(Number(value))
    : join(Uint8Array.of(Number(value & 127n) | 128), writeVarint(value >> 7n));
}

function readVarint(bytes: Bytes): { readonly value: bigint; readonly rest: Bytes } | undefined {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[i];
    if (byte === undefined) return undefined;
    value += BigInt(byte & 127) << BigInt(7 * i);
    if (byte < 128) return value < 1n << 64n ? { value, rest: bytes.slice(i + 1) } : undefined;
  }
  return undefined;
}
