/**
 * The block header: 80 bytes in Bitcoin's layout, so that every SHA-256d miner in existence can search
 * nonces for this chain and Bitcoin's own headers serve as test data.
 *
 * Bytes: version u32 LE, prev 32, root 32, time u32 LE, bits u32 LE, nonce u32 LE.
 */
import { sha256d } from "@triad/crypto";
import { checkLength, checkUint32 } from "./check-fields.ts";
import { DecodeError } from "./decode-error.ts";

/** Size of every header. Consensus: the layout has no variable part. */
export const HEADER_BYTES = 80;

export interface Header {
  /** uint32. No rule reads it, so that miners may roll it as a further nonce. */
  readonly version: number;
  /** Hash of the block before, 32 bytes in internal order. */
  readonly prev: Uint8Array;
  /** What the block commits to, 32 bytes in internal order. */
  readonly root: Uint8Array;
  /** Seconds since 1970, uint32. */
  readonly time: number;
  /** Compact form of the target, uint32. */
  readonly bits: number;
  /** uint32. */
  readonly nonce: number;
}

/** Read a header; every 80 bytes are one. `prev` and `root` are copies. */
export function readHeader(bytes: Uint8Array): Header | DecodeError {
  if (bytes.length !== HEADER_BYTES) return new DecodeError("header-length", Math.min(bytes.length, HEADER_BYTES));
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  return {
    version: view.getUint32(0, true),
    prev: copyHash(bytes, 4),
    root: copyHash(bytes, 36),
    time: view.getUint32(68, true),
    bits: view.getUint32(72, true),
    nonce: view.getUint32(76, true),
  };
}

/** In a loop: a view to copy from would cost more than the copy, and headers come by the hundred thousand. */
function copyHash(bytes: Uint8Array, at: number): Uint8Array {
  const hash = new Uint8Array(32);
  for (let i = 0; i < 32; i++) hash[i] = bytes[at + i] as number;
  return hash;
}

/** The 80 bytes of a header. @throws RangeError when a field does not fit its place, which is a bug of the caller. */
export function writeHeader(header: Header): Uint8Array {
  checkLength("prev", header.prev, 32);
  checkLength("root", header.root, 32);
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, checkUint32("version", header.version), true);
  bytes.set(header.prev, 4);
  bytes.set(header.root, 36);
  view.setUint32(68, checkUint32("time", header.time), true);
  view.setUint32(72, checkUint32("bits", header.bits), true);
  view.setUint32(76, checkUint32("nonce", header.nonce), true);
  return bytes;
}

/** The block's hash: SHA-256 twice over the 80 bytes, in internal order. */
export function hashHeader(bytes: Uint8Array): Uint8Array {
  checkLength("header", bytes, HEADER_BYTES);
  return sha256d(bytes);
}
