/**
 * Sums of a point and a multiple of the generator: what BIP-32 makes public keys of public keys by. By the embedded
 * module, which is some ten times as fast as the library in JavaScript: a wallet that only watches derives its keys so.
 */
import { instantiateSecp256k1, type Secp256k1Exports } from "./secp256k1-instance.ts";

const POINT_BYTES = 33;
const SCALAR_BYTES = 32;

let instance: Secp256k1Exports | undefined;

/**
 * `point` (33 bytes, compressed) and `scalar` times the generator; undefined when the scalar (32 bytes, big-endian) is
 * not below the group order, or when the sum is no point. @throws RangeError on another length, RefusedByModule when
 * `point` is none: points are checked where they are read.
 */
export function addScalarToPoint(point: Uint8Array, scalar: Uint8Array): Uint8Array | undefined {
  if (point.length !== POINT_BYTES) throw new RangeError(`a point of ${point.length} bytes`);
  if (scalar.length !== SCALAR_BYTES) throw new RangeError(`a scalar of ${scalar.length} bytes`);
  instance ??= instantiateSecp256k1();
  const memory = new Uint8Array(instance.memory.buffer);
  const start = instance.PUBLIC_KEY_INPUT.value;
  memory.set(point, start);
  memory.set(scalar, instance.TWEAK_INPUT.value);
  if (instance.pointAddScalar(POINT_BYTES, POINT_BYTES) !== 1) return undefined;
  return memory.slice(start, start + POINT_BYTES);
}
