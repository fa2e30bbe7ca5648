/**
 * Instances of the embedded secp256k1 WebAssembly module (libsecp256k1 as tiny-secp256k1 builds it).
 *
 * Everything is synchronous: the core of the node has no promises, and the module is compiled once.
 */
import { base64 } from "@scure/base";
import { SECP256K1_WASM_BASE64 } from "./generated/secp256k1-wasm.ts";

/** What the module exports and we use. A global's value is the address of a buffer in `memory`. */
export interface Secp256k1Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly PUBLIC_KEY_INPUT: { readonly value: number };
  readonly TWEAK_INPUT: { readonly value: number };
  readonly PRIVATE_INPUT: { readonly value: number };
  readonly X_ONLY_PUBLIC_KEY_INPUT: { readonly value: number };
  readonly HASH_INPUT: { readonly value: number };
  readonly EXTRA_DATA_INPUT: { readonly value: number };
  readonly SIGNATURE_INPUT: { readonly value: number };
  initializeContext(): void;
  /** Reads HASH, X_ONLY_PUBLIC_KEY and SIGNATURE; 1 when valid, 0 when not, throws when the key is no point. */
  verifySchnorr(): number;
  /** Reads HASH, PRIVATE and, when told 1, EXTRA_DATA; writes SIGNATURE. */
  signSchnorr(withExtraData: 0 | 1): void;
  /** Reads PRIVATE; writes X_ONLY_PUBLIC_KEY. */
  xOnlyPointFromScalar(): number;
  /** Reads PUBLIC_KEY and TWEAK; writes PUBLIC_KEY. 1 when the sum is a point; throws when the key is none. */
  pointAddScalar(keyBytes: number, resultBytes: number): number;
}

/** What the module throws on input that it refuses, as opposed to a trap, which would be a bug in it or in us. */
export class RefusedByModule extends Error {
  override readonly name = "RefusedByModule";
}

/**
 * The few types of WebAssembly used here. TypeScript has them only in its library for web pages, which would let
 * core code use everything else of a page as well.
 */
type WebAssemblyModule = { readonly compiledModule: unique symbol };
type WebAssemblyImports = Readonly<Record<string, Readonly<Record<string, (argument: number) => number>>>>;
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Instance: new (
    module: WebAssemblyModule,
    imports: WebAssemblyImports,
  ) => { readonly exports: Secp256k1Exports };
};

let compiled: WebAssemblyModule | undefined;

/** A fresh instance with its context initialized: about a millisecond, and the first one also compiles the module. */
export function instantiateSecp256k1(): Secp256k1Exports {
  compiled ??= new WebAssembly.Module(base64.decode(SECP256K1_WASM_BASE64));
  const { exports } = new WebAssembly.Instance(compiled, {
    "./rand.js": { generateInt32: contextSeedWord },
    "./validate_error.js": { throwError: throwRefusal },
  });
  exports.initializeContext();
  return exports;
}

/**
 * The module asks for 32 bytes to blind its context: a random factor that hides the secret key in the time and power
 * that signing takes, and cancels out of every result. A constant keeps the core deterministic. It is harmless:
 * verification has no secrets, signatures come out the same (their nonces come from key, message and auxiliary
 * randomness), and signing is written to run in constant time without it; blinding is a second line of defence against
 * somebody who measures the machine itself.
 */
function contextSeedWord(): number {
  return 0x54726961;
}

function throwRefusal(errorCode: number): never {
  throw new RefusedByModule(`secp256k1 refused its input, error ${errorCode}`);
}
