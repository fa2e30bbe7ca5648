/**
 * Schnorr signatures (BIP-340) as a port: what the network needs of them, whoever computes it.
 *
 * Backends differ in speed only. Each must give the same verdict on every input, because a verdict is consensus.
 */
import { compareBytes } from "./bytes.ts";

/**
 * One implementation of BIP-340 over messages of exactly 32 bytes. BIP-340 allows other lengths; all that this
 * network signs is a hash, and not every backend can do more, so other lengths are refused by all of them alike.
 */
export interface SchnorrBackend {
  /** A short name for logs and benchmarks. */
  readonly name: string;

  /**
   * Whether `signature` (64 bytes) is valid for `message` (32 bytes) under `publicKey` (32 bytes, x-only).
   * False for any other length, and for a key that is no point of the curve. Never throws for any bytes.
   */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;

  /**
   * The signature (64 bytes) that BIP-340's default signing makes of `message` and `auxiliaryRandomness` (32 bytes
   * each). Throws RangeError when the secret key is not 32 bytes, zero or not below the group order, or when another
   * length is wrong.
   */
  sign(message: Uint8Array, secretKey: Uint8Array, auxiliaryRandomness: Uint8Array): Uint8Array;

  /** The x-only public key (32 bytes). Throws RangeError on a bad secret key, as `sign` does. */
  publicKey(secretKey: Uint8Array): Uint8Array;

  /**
   * `point` (33 bytes, compressed) and `scalar` (32 bytes, big-endian) times the generator, what BIP-32 makes public keys
   * of public keys by; undefined when the scalar is not below the group order, or when the sum is no point. Throws
   * RangeError on another length, and an error when `point` is none: points are checked where they are read.
   */
  addScalarToPoint(point: Uint8Array, scalar: Uint8Array): Uint8Array | undefined;
}

export const POINT_BYTES = 33;
export const SCALAR_BYTES = 32;
export const MESSAGE_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;
export const SECRET_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const AUXILIARY_RANDOMNESS_BYTES = 32;

/** One signature to check, as workers get them in bulk: 32 bytes of hash, 32 of x-only key, 64 of signature. */
export const SIGNATURE_CHECK_BYTES = MESSAGE_BYTES + PUBLIC_KEY_BYTES + SIGNATURE_BYTES;

/**
 * Checks `items.length / SIGNATURE_CHECK_BYTES` signatures in order and returns the number of the first invalid one,
 * or -1 when all are valid (also when there are none). Throws RangeError when the last item is cut.
 */
export function firstInvalidSignature(backend: SchnorrBackend, items: Uint8Array): number {
  if (items.length % SIGNATURE_CHECK_BYTES !== 0) {
    throw new RangeError(`${items.length} bytes are no whole number of signature checks`);
  }
  const count = items.length / SIGNATURE_CHECK_BYTES;
  for (let index = 0; index < count; index++) {
    const start = index * SIGNATURE_CHECK_BYTES;
    const keyStart = start + MESSAGE_BYTES;
    const signatureStart = keyStart + PUBLIC_KEY_BYTES;
    const message = items.subarray(start, keyStart);
    const publicKey = items.subarray(keyStart, signatureStart);
    const signature = items.subarray(signatureStart, start + SIGNATURE_CHECK_BYTES);
    if (!backend.verify(signature, message, publicKey)) return index;
  }
  return -1;
}

/** Whether the three arguments of `verify` have the only lengths that can be valid. */
export function hasVerifiableLengths(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return (
    signature.length === SIGNATURE_BYTES && message.length === MESSAGE_BYTES && publicKey.length === PUBLIC_KEY_BYTES
  );
}

/** Throws RangeError unless `message` and `auxiliaryRandomness` are 32 bytes each. */
export function assertSignableLengths(message: Uint8Array, auxiliaryRandomness: Uint8Array): void {
  if (message.length !== MESSAGE_BYTES) throw new RangeError(`a message of ${message.length} bytes`);
  if (auxiliaryRandomness.length !== AUXILIARY_RANDOMNESS_BYTES) {
    throw new RangeError(`auxiliary randomness of ${auxiliaryRandomness.length} bytes`);
  }
}

/** Throws RangeError unless a point and a scalar have these lengths. */
export function assertSumLengths(point: Uint8Array, scalar: Uint8Array): void {
  if (point.length !== POINT_BYTES) throw new RangeError(`a point of ${point.length} bytes`);
  if (scalar.length !== SCALAR_BYTES) throw new RangeError(`a scalar of ${scalar.length} bytes`);
}

/** Order of the group of secp256k1 (SEC 2, section 2.4.1), big-endian: a secret key is a number from 1 below it. */
const GROUP_ORDER = Uint8Array.of(
  ...[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe],
  ...[0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41],
);

/** Throws RangeError unless `secretKey` is 32 bytes of a number from 1 to the group order less one. */
export function assertSecretKey(secretKey: Uint8Array): void {
  if (secretKey.length !== SECRET_KEY_BYTES) throw new RangeError(`a secret key of ${secretKey.length} bytes`);
  if (secretKey.every((byte) => byte === 0)) throw new RangeError("a secret key of zero");
  if (compareBytes(secretKey, GROUP_ORDER) >= 0) throw new RangeError("a secret key not below the group order");
}
