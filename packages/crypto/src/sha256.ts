/**
 * SHA-256 (FIPS 180-4) and SHA-256d, the double hash that the consensus rules call `H`.
 *
 * SHA-256d hides the length-extension property of SHA-256: nobody who knows `H(a)` can compute `H(a ‖ b)` without `a`.
 */
import { sha256Backend } from "./sha256-choice.ts";

/** Length of a digest. */
const DIGEST_BYTES = 32;

/** SHA-256 of any number of bytes; 32 bytes. */
export function sha256(data: Uint8Array): Uint8Array {
  return sha256Backend().hash(data, false);
}

/** SHA-256 of the SHA-256; 32 bytes. */
export function sha256d(data: Uint8Array): Uint8Array {
  return sha256Backend().hash(data, true);
}

/** `H` of each message, in order: with SIMD four at a time, so that many together cost much less than one by one. */
export function sha256dMany(messages: readonly Uint8Array[]): Uint8Array[] {
  return sha256Backend().hashMany(messages, true);
}

/**
 * `H(left ‖ right)` of two hashes, without a joined array from the caller.
 * Throws RangeError unless each is 32 bytes: the border between the two is not part of what is hashed, so other
 * lengths would let two different pairs share a node.
 */
export function sha256dPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== DIGEST_BYTES || right.length !== DIGEST_BYTES) {
    throw new RangeError(`a pair of ${left.length} and ${right.length} bytes instead of two hashes`);
  }
  return sha256Backend().joinPair(left, right);
}
