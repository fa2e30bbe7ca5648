/**
 * BIP-340 by libsecp256k1 as machine code, from the package bcrypto: several times as fast as the same library in
 * WebAssembly (`npm run bench -- signatures`). bcrypto is an optional dependency: npm compiles it at installation and
 * leaves it out where that fails.
 *
 * Its `verifyBatch` is not used: as it is built, it verifies one by one in a loop. docs/adr/0011-signature-backends.md
 */
import { createRequire } from "node:module";
import { type SchnorrBackend, wasmSchnorr } from "@triad/crypto";

/** What is used of bcrypto/lib/schnorr, which comes without types. It takes nothing but Buffers and throws otherwise. */
interface BcryptoSchnorr {
  /** 2: machine code; 0: JavaScript, slower than what we have. */
  readonly native: number;
  /** False for wrong lengths too. */
  verify(message: Buffer, signature: Buffer, publicKey: Buffer): boolean;
  /** Throws an error for a bad secret key or a wrong length. */
  sign(message: Buffer, secretKey: Buffer, auxiliaryRandomness: Buffer): Buffer;
  publicKeyCreate(secretKey: Buffer): Buffer;
}

/** Why there is no native backend here, as the end of a sentence. */
export interface NoNativeSchnorr {
  readonly unavailable: string;
}

const NATIVE = 2;

/** `load`: finds the package; another one in tests. */
export function nativeSchnorr(load: () => unknown = loadBcrypto): SchnorrBackend | NoNativeSchnorr {
  let bcrypto: unknown;
  try {
    bcrypto = load();
  } catch (error) {
    const [reason = ""] = String(error).split("\n");
    return { unavailable: `the package bcrypto is not installed or was not compiled (${reason})` };
  }
  if (!isBcryptoSchnorr(bcrypto)) return { unavailable: "the package bcrypto is another version than expected" };
  if (bcrypto.native !== NATIVE) return { unavailable: "the package bcrypto runs as JavaScript here" };
  return backendOf(bcrypto);
}

/** Not a literal import: a bundle must neither contain the package nor need it. */
function loadBcrypto(): unknown {
  const load: (name: string) => unknown = createRequire(import.meta.url);
  return load("bcrypto/lib/schnorr.js");
}

function isBcryptoSchnorr(module: unknown): module is BcryptoSchnorr {
  if (typeof module !== "object" || module === null) return false;
  const { native, verify, sign, publicKeyCreate } = module as Partial<Record<keyof BcryptoSchnorr, unknown>>;
  return typeof native === "number" && [verify, sign, publicKeyCreate].every((member) => typeof member === "function");
}

function backendOf(bcrypto: BcryptoSchnorr): SchnorrBackend {
  // bcrypto has sums of points in another of its modules; only a locked wallet needs them, and not many
  const { addScalarToPoint } = wasmSchnorr();
  return {
    addScalarToPoint,
    name: "native",

    verify(signature, message, publicKey) {
      return bcrypto.verify(asBuffer(message), asBuffer(signature), asBuffer(publicKey));
    },

    sign(message, secretKey, auxiliaryRandomness) {
      // With none at all bcrypto would sign without, which is another signature.
      if (auxiliaryRandomness.length === 0) throw new RangeError("auxiliary randomness of 0 bytes");
      return refusedAsRangeError(() =>
        bcrypto.sign(asBuffer(message), asBuffer(secretKey), asBuffer(auxiliaryRandomness)),
      );
    },

    publicKey(secretKey) {
      return refusedAsRangeError(() => bcrypto.publicKeyCreate(asBuffer(secretKey)));
    },
  };
}

/** The same memory. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** A copy without the methods of a Buffer, whose `slice` does not copy. */
function refusedAsRangeError(compute: () => Buffer): Uint8Array {
  try {
    return new Uint8Array(compute());
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
