/**
 * @triad/crypto: hashes, Schnorr signatures, Merkle trees, bech32m, SipHash.
 *
 * Responsible for: pure functions over bytes; the same in Node.js and in a browser.
 * Depends on: @noble/hashes, @noble/curves, @scure/base (leaf libraries), nothing of ours.
 */

export { decodeBech32m, encodeBech32m } from "./bech32m.ts";
export {
  bytesToHex,
  compareBytes,
  concatBytes,
  equalBytes,
  hashFromDisplay,
  hashToDisplay,
  hexToBytes,
} from "./bytes.ts";
export { firstThatStarts } from "./first-that-starts.ts";
export { hmacSha512 } from "./hmac-sha512.ts";
export { merklePath, merkleRoot, rootFromMerklePath } from "./merkle.ts";
export { type NonceKernel, wasmNonceKernel } from "./nonce-kernel.ts";
export {
  firstInvalidSignature,
  type SchnorrBackend,
  SIGNATURE_CHECK_BYTES,
} from "./schnorr.ts";
export { nobleSchnorr } from "./schnorr-noble.ts";
export { findSchnorrDifference, findSchnorrFlaw, type RandomBytes } from "./schnorr-self-test.ts";
export { wasmSchnorr } from "./schnorr-wasm.ts";
export { sha256, sha256d, sha256dMany, sha256dPair } from "./sha256.ts";
export type { Sha256Backend } from "./sha256-backend.ts";
export { nobleSha256 } from "./sha256-noble.ts";
export { wasmSha256 } from "./sha256-wasm.ts";
export { sipHash24 } from "./siphash.ts";
export { taggedHash } from "./tagged-hash.ts";
