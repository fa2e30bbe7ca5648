/** Compiles the modules of assembly/, which are embedded as text. */
import { base64 } from "@scure/base";

/** The few types of WebAssembly used here; see secp256k1-instance.ts. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What each of these modules exports: its memory never grows, and `prepare` is called before anything else. */
export interface PreparedExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  prepare(): void;
}

/** With four words at a time, or for machines and engines that can't. */
export type WasmVariant = "simd" | "scalar";

/**
 * A fresh instance, prepared, in about a millisecond. Throws where there is no WebAssembly, where a page's policy
 * forbids to compile it, and on instructions that the machine or engine lacks. `Exports` is the caller's word for what
 * the module exports.
 */
export function instantiateWasm<Exports extends PreparedExports>(wasmInBase64: string): Exports {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(base64.decode(wasmInBase64)));
  const exports = instance.exports as Exports;
  exports.prepare();
  return exports;
}
