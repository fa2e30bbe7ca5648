/** The bytes of a chain file, docs/spec/chain-file.md: a prologue, blocks with their lengths, an end that shows cuts. */
import { equalBytes } from "@triad/crypto";
import { LIMITS } from "@triad/protocol";

/** "TRIADCHN" in ASCII. */
export const CHAIN_FILE_MAGIC = Uint8Array.of(0x54, 0x52, 0x49, 0x41, 0x44, 0x43, 0x48, 0x4e);
/** Raised when a reader of the earlier version could not read the file. */
export const CHAIN_FILE_VERSION = 1;
export const CHAIN_ID_BYTES = 32;
export const LENGTH_BYTES = 4;
export const CHECKSUM_BYTES = 32;
export const PROLOGUE_BYTES = CHAIN_FILE_MAGIC.length + LENGTH_BYTES + CHAIN_ID_BYTES;
/** Checked before a block is read into memory: none is longer than what a peer may send with it. */
export const FILE_BLOCK_BYTES_MAX = LIMITS["block-reply"].frameBytesMax;

export type Prologue =
  | { readonly kind: "no-chain-file" }
  | { readonly kind: "other-version"; readonly version: number }
  | { readonly kind: "chain"; readonly chainId: Uint8Array };

export function writePrologue(chainId: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(PROLOGUE_BYTES);
  bytes.set(CHAIN_FILE_MAGIC);
  bytes.set(writeUint32(CHAIN_FILE_VERSION), CHAIN_FILE_MAGIC.length);
  bytes.set(chainId, CHAIN_FILE_MAGIC.length + LENGTH_BYTES);
  return bytes;
}

/** `bytes`: PROLOGUE_BYTES. */
export function readPrologue(bytes: Uint8Array): Prologue {
  if (!equalBytes(bytes.slice(0, CHAIN_FILE_MAGIC.length), CHAIN_FILE_MAGIC)) return { kind: "no-chain-file" };
  const version = readUint32(bytes, CHAIN_FILE_MAGIC.length);
  if (version !== CHAIN_FILE_VERSION) return { kind: "other-version", version };
  return { kind: "chain", chainId: bytes.slice(CHAIN_FILE_MAGIC.length + LENGTH_BYTES) };
}

/** The block with its length before it. */
export function writeFileBlock(block: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + block.length);
  bytes.set(writeUint32(block.length));
  bytes.set(block, LENGTH_BYTES);
  return bytes;
}

/** Little-endian. */
export function writeUint32(value: number): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

export function readUint32(bytes: Uint8Array, offset = 0): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);
}
