/** Targets and work, docs/spec/headers.md, "Work". */
import { type Bytes, numberOf } from "./bytes.ts";

/** Undefined: negative, zero, or 2^256 or more. */
export function targetOf(bits: bigint): bigint | undefined {
  const size = bits >> 24n;
  const mantissa = bits & 0x7f_ffffn;
  const isNegative = (bits & 0x80_0000n) !== 0n;
  const target = size >= 3n ? mantissa * 256n ** (size - 3n) : mantissa / 256n ** (3n - size);
  return isNegative || target === 0n || target >= 1n << 256n ? undefined : target;
}

/** Of a target that is at least 1. */
export function compactOf(target: bigint): bigint {
  let size = 0n;
  while (256n ** size <= target) size += 1n;
  let mantissa = size >= 3n ? target / 256n ** (size - 3n) : target * 256n ** (3n - size);
  if (mantissa >= 0x80_0000n) {
    mantissa /= 256n;
    size += 1n;
  }
  return size * 0x100_0000n + mantissa;
}

/** 0 for bits that are no target. */
export function workOf(bits: bigint): bigint {
  const target = targetOf(bits);
  return target === undefined ? 0n : (1n << 256n) / (target + 1n);
}

export function hasWork(hash: Bytes, bits: bigint): boolean {
  const target = targetOf(bits);
  return target !== undefined && numberOf(hash) <= target;
}
