/** Instances of the embedded SHA-256 modules (assembly/sha256.as says what each export does). */
import { base64 } from "@scure/base";
import { SHA256_SCALAR_WASM_BASE64 } from "./generated/sha256-scalar-wasm.ts";
import { SHA256_SIMD_WASM_BASE64 } from "./generated/sha256-simd-wasm.ts";

/** A global's value is the address of a buffer in `memory`, which never grows. */
export interface Sha256Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly INPUT: { readonly value: number };
  readonly LENGTHS: { readonly value: number };
  readonly DIGESTS: { readonly value: number };
  readonly STATE: { readonly value: number };
  prepare(): void;
  hash(length: number, twice: boolean): void;
  begin(): void;
  absorb(blocks: number): void;
  finish(length: number, total: number, twice: boolean): void;
  hashMany(count: number, twice: boolean): void;
  joinPairs(pairs: number): void;
}

export type Sha256Module = "simd" | "scalar";

/** The few types of WebAssembly used here; see secp256k1-instance.ts. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Sha256Exports };
};

/**
 * A fresh instance, in well under a millisecond. Throws where there is no WebAssembly, where a page's policy forbids
 * to compile it, and, for "simd", on a machine or engine without these instructions.
 */
export function instantiateSha256(module: Sha256Module): Sha256Exports {
  const text = module === "simd" ? SHA256_SIMD_WASM_BASE64 : SHA256_SCALAR_WASM_BASE64;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(base64.decode(text)));
  exports.prepare();
  return exports;
}
