/** The nonce search's inner loop in WebAssembly (assembly/nonce-search.as); packages/mining prepares and finishes. */
import { NONCE_SEARCH_SCALAR_WASM_BASE64 } from "./generated/nonce-search-scalar-wasm.ts";
import { NONCE_SEARCH_SIMD_WASM_BASE64 } from "./generated/nonce-search-simd-wasm.ts";
import { instantiateWasm, type PreparedExports, type WasmVariant } from "./instantiate-wasm.ts";

/**
 * The first nonce of [from, end) whose hash may meet a target, or `end`. A hash may when its last word, byte-reversed
 * and with the sign bit flipped, is at most `limit` in signed order.
 *
 * midstate: 8 words, after the header's first 64 bytes. beforeNonce: 8 words, three rounds further. constants: words
 * 16 and 17 of the schedule and what doesn't depend on the nonce in words 18 and 19. `end` is at most 2^32.
 */
export type NonceKernel = (
  midstate: Int32Array,
  beforeNonce: Int32Array,
  constants: Int32Array,
  limit: number,
  from: number,
  end: number,
) => number;

interface NonceSearchExports extends PreparedExports {
  /** Address of 20 words. */
  readonly HEADER: { readonly value: number };
  nextCandidate(limit: number, from: number, end: number): number;
}

/** A kernel with an instance of its own. @throws what instantiateWasm throws */
export function wasmNonceKernel(variant: WasmVariant): NonceKernel {
  const text = variant === "simd" ? NONCE_SEARCH_SIMD_WASM_BASE64 : NONCE_SEARCH_SCALAR_WASM_BASE64;
  const exports = instantiateWasm<NonceSearchExports>(text);
  const header = new Int32Array(exports.memory.buffer, exports.HEADER.value, 20);
  return (midstate, beforeNonce, constants, limit, from, end) => {
    header.set(midstate, 0);
    header.set(beforeNonce, 8);
    header.set(constants, 16);
    // the module compares without sign
    return exports.nextCandidate(limit ^ 0x80000000, from, end);
  };
}
