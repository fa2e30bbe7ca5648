/**
 * Targets and their compact form (`bits`), as in Bitcoin; work, the expected number of hashes.
 * docs/spec/headers.md, "Work".
 */

const TARGET_BYTES_MAX = 32;

/**
 * The target that `bits` stands for: a byte of size, then three bytes of mantissa.
 * Returns undefined where Bitcoin refuses it: negative, zero or above 256 bits.
 */
export function targetOfBits(bits: number): bigint | undefined {
  const size = bits >>> 24;
  const mantissa = bits & 0x007fffff;
  if ((bits & 0x00800000) !== 0 || mantissa === 0) return undefined;
  const target = size <= 3 ? BigInt(mantissa >>> (8 * (3 - size))) : BigInt(mantissa) << BigInt(8 * (size - 3));
  if (target === 0n || target >> BigInt(8 * TARGET_BYTES_MAX) !== 0n) return undefined;
  return target;
}

/** The compact form; digits below the mantissa are cut, so `targetOfBits(bitsOfTarget(t)) <= t`. */
export function bitsOfTarget(target: bigint): number {
  let size = Math.ceil(target.toString(16).length / 2);
  let mantissa = Number(size <= 3 ? target << BigInt(8 * (3 - size)) : target >> BigInt(8 * (size - 3)));
  // the mantissa's top bit is a sign in Bitcoin's format, so it is kept clear
  if (mantissa & 0x00800000) {
    mantissa >>>= 8;
    size += 1;
  }
  return ((size << 24) | mantissa) >>> 0;
}

/** Expected hashes to meet a target: floor(2^256 / (target + 1)). */
export function workOfTarget(target: bigint): bigint {
  return (1n << 256n) / (target + 1n);
}

/** A hash as the number that is compared with the target: little-endian. */
export function hashAsNumber(hash: Uint8Array): bigint {
  let hex = "0x";
  for (let i = hash.length - 1; i >= 0; i--) hex += (hash[i] as number).toString(16).padStart(2, "0");
  return BigInt(hex);
}
