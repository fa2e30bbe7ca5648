/**
 * SHA-256 (FIPS 180-4) and SHA-256d, the double hash that the consensus rules call `H`.
 *
 * SHA-256d hides the length-extension property of SHA-256: nobody who knows `H(a)` can compute `H(a ‖ b)` without `a`.
 */
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";

/** Length of a digest. */
const DIGEST_BYTES = 32;

/**
 * Where `sha256dPair` joins its two halves. One buffer for the whole process is safe because hashing is synchronous
 * and reads it before anything else can run; it saves an allocation for each inner node of a Merkle tree.
 */
const pair = new Uint8Array(DIGEST_BYTES * 2);

/** SHA-256 of any number of bytes; 32 bytes. */
export function sha256(data: Uint8Array): Uint8Array {
  return nobleSha256(data);
}

/** SHA-256 of the SHA-256; 32 bytes. */
export function sha256d(data: Uint8Array): Uint8Array {
  return nobleSha256(nobleSha256(data));
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
  pair.set(left, 0);
  pair.set(right, DIGEST_BYTES);
  return nobleSha256(nobleSha256(pair));
}
