/**
 * Targets and their compact form (`bits`), as in Bitcoin; work, the expected number of hashes.
 * docs/spec/headers.md, "Work".
 */

const TARGET_BYTES_MAX = 32;
const MANTISSA_BYTES = 3;

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
  const words = new DataView(hash.buffer, hash.byteOffset, TARGET_BYTES_MAX);
  return (
    (words.getBigUint64(24, true) << 192n) |
    (words.getBigUint64(16, true) << 128n) |
    (words.getBigUint64(8, true) << 64n) |
    words.getBigUint64(0, true)
  );
}

/**
 * Whether the hash is at most the target that `bits` stands for; false where they stand for none. The same as comparing
 * `hashAsNumber` with `targetOfBits`, but without numbers of 256 bits, which would be most of the cost of a header.
 */
export function meetsBits(hash: Uint8Array, bits: number): boolean {
  const size = bits >>> 24;
  const mantissa = bits & 0x007fffff;
  if ((bits & 0x00800000) !== 0 || mantissa === 0) return false;
  // so small a target that digits of the mantissa are cut; no network has one
  if (size < MANTISSA_BYTES) return isAtMost(hash, targetOfBits(bits));
  // a target above 256 bits
  if (size > TARGET_BYTES_MAX && mantissa >>> (8 * (TARGET_BYTES_MAX + MANTISSA_BYTES - size)) !== 0) return false;
  if (size >= TARGET_BYTES_MAX + MANTISSA_BYTES) return false;
  for (let at = TARGET_BYTES_MAX - 1; at >= size; at--) if (hash[at] !== 0) return false;
  const lowest = size - MANTISSA_BYTES;
  const [low = 0, middle = 0, high = 0] = [hash[lowest], hash[lowest + 1], hash[lowest + 2]];
  const head = low | (middle << 8) | (high << 16);
  if (head !== mantissa) return head < mantissa;
  for (let at = lowest - 1; at >= 0; at--) if (hash[at] !== 0) return false;
  return true;
}

function isAtMost(hash: Uint8Array, target: bigint | undefined): boolean {
  return target !== undefined && hashAsNumber(hash) <= target;
}
