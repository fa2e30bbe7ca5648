/** Instances of the embedded SHA-256 modules (assembly/sha256.as says what each export does). */
import { SHA256_SCALAR_WASM_BASE64 } from "./generated/sha256-scalar-wasm.ts";
import { SHA256_SIMD_WASM_BASE64 } from "./generated/sha256-simd-wasm.ts";
import { instantiateWasm, type PreparedExports, type WasmVariant } from "./instantiate-wasm.ts";

/** A global's value is the address of a buffer in `memory`. */
export interface Sha256Exports extends PreparedExports {
  readonly INPUT: { readonly value: number };
  readonly LENGTHS: { readonly value: number };
  readonly DIGESTS: { readonly value: number };
  readonly STATE: { readonly value: number };
  hash(length: number, twice: boolean): void;
  begin(): void;
  absorb(blocks: number): void;
  finish(length: number, total: number, twice: boolean): void;
  hashMany(count: number, twice: boolean): void;
  joinPairs(pairs: number): void;
}

/** @throws what instantiateWasm throws */
export function instantiateSha256(variant: WasmVariant): Sha256Exports {
  return instantiateWasm(variant === "simd" ? SHA256_SIMD_WASM_BASE64 : SHA256_SCALAR_WASM_BASE64);
}
