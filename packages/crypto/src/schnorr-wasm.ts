/**
 * BIP-340 by libsecp256k1 in WebAssembly: several times faster than JavaScript, in Node.js and in a browser alike.
 * (A page needs `'wasm-unsafe-eval'` in its content security policy.)
 */
import {
  assertSecretKey,
  assertSignableLengths,
  assertSumLengths,
  hasVerifiableLengths,
  POINT_BYTES,
  PUBLIC_KEY_BYTES,
  type SchnorrBackend,
  SECRET_KEY_BYTES,
  SIGNATURE_BYTES,
} from "./schnorr.ts";
import { instantiateSecp256k1, RefusedByModule, type Secp256k1Exports } from "./secp256k1-instance.ts";

/**
 * How many refusals an instance serves before a fresh one replaces it. The module reports a key that is no point by
 * calling out to a function that throws; the exception leaves it without giving back the stack that it had taken
 * (192 bytes each, of 640 KiB). Left alone, some 3,400 such keys would make every later check fail, so that anybody
 * could split a node from its network by sending them. 256 keeps far from that, and makes the cost of a fresh
 * instance (about a millisecond) vanish beside 256 checks.
 */
export const REFUSALS_PER_INSTANCE_MAX = 256;

/** A backend with an instance of its own, made at the first call: the module is not compiled where it is not used. */
export function wasmSchnorr(): SchnorrBackend {
  let current: Secp256k1Exports | undefined;
  let refusals = 0;

  function instance(): Secp256k1Exports {
    current ??= instantiateSecp256k1();
    return current;
  }

  function countRefusal(): void {
    refusals += 1;
    if (refusals < REFUSALS_PER_INSTANCE_MAX) return;
    current = undefined;
    refusals = 0;
  }

  return {
    name: "wasm",

    verify(signature, message, publicKey) {
      if (!hasVerifiableLengths(signature, message, publicKey)) return false;
      const module = instance();
      const memory = new Uint8Array(module.memory.buffer);
      memory.set(message, module.HASH_INPUT.value);
      memory.set(publicKey, module.X_ONLY_PUBLIC_KEY_INPUT.value);
      memory.set(signature, module.SIGNATURE_INPUT.value);
      try {
        return module.verifySchnorr() === 1;
      } catch (error) {
        // A trap is no verdict about the signature: answering "invalid" would turn a broken machine into a fork.
        if (!(error instanceof RefusedByModule)) throw error;
        countRefusal();
        return false;
      }
    },

    sign(message, secretKey, auxiliaryRandomness) {
      assertSignableLengths(message, auxiliaryRandomness);
      assertSecretKey(secretKey);
      const module = instance();
      const memory = new Uint8Array(module.memory.buffer);
      memory.set(message, module.HASH_INPUT.value);
      memory.set(secretKey, module.PRIVATE_INPUT.value);
      memory.set(auxiliaryRandomness, module.EXTRA_DATA_INPUT.value);
      module.signSchnorr(1);
      forgetSecret(module, memory);
      return memory.slice(module.SIGNATURE_INPUT.value, module.SIGNATURE_INPUT.value + SIGNATURE_BYTES);
    },

    addScalarToPoint(point, scalar) {
      assertSumLengths(point, scalar);
      const module = instance();
      const memory = new Uint8Array(module.memory.buffer);
      const start = module.PUBLIC_KEY_INPUT.value;
      memory.set(point, start);
      memory.set(scalar, module.TWEAK_INPUT.value);
      try {
        const isPoint = module.pointAddScalar(POINT_BYTES, POINT_BYTES) === 1;
        return isPoint ? memory.slice(start, start + POINT_BYTES) : undefined;
      } catch (error) {
        if (error instanceof RefusedByModule) countRefusal();
        throw error;
      }
    },

    publicKey(secretKey) {
      assertSecretKey(secretKey);
      const module = instance();
      const memory = new Uint8Array(module.memory.buffer);
      memory.set(secretKey, module.PRIVATE_INPUT.value);
      module.xOnlyPointFromScalar();
      forgetSecret(module, memory);
      const start = module.X_ONLY_PUBLIC_KEY_INPUT.value;
      return memory.slice(start, start + PUBLIC_KEY_BYTES);
    },
  };
}

/** The instance lives as long as the program; a secret key should not lie in its memory for that long. */
function forgetSecret(module: Secp256k1Exports, memory: Uint8Array): void {
  memory.fill(0, module.PRIVATE_INPUT.value, module.PRIVATE_INPUT.value + SECRET_KEY_BYTES);
}
