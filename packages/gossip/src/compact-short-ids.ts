/**
 * Short ids of a block's transactions, after BIP-152: SipHash-2-4 of the wtxid, its low 48 bits. The key comes from the
 * header and from a nonce that each sender draws anew, so nobody can prepare two transactions that are taken for one
 * another at every node, nor can a collision by chance stop a block everywhere.
 */
import { concatBytes, sha256, sipHash24 } from "@triad/crypto";
import { type Block, type MessageOf, PREFILLED_BYTES_MAX, SHORT_ID_BYTES } from "@triad/protocol";

const SIPHASH_KEY_BYTES = 16;
const SHORT_ID_MASK = (1n << 48n) - 1n;

/** SHA-256 over the 80 bytes of the header and the nonce; its first 16 bytes. */
export function shortIdKey(header: Uint8Array, nonce: Uint8Array): Uint8Array {
  return sha256(concatBytes(header, nonce)).subarray(0, SIPHASH_KEY_BYTES);
}

/** 48 bits as a number, which is exact. */
export function shortIdOf(key: Uint8Array, wtxid: Uint8Array): number {
  return Number(sipHash24(key, wtxid) & SHORT_ID_MASK);
}

/** Short ids as they travel: 6 bytes each, little-endian. */
export function readShortIds(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / SHORT_ID_BYTES }, (_, place) => {
    const at = place * SHORT_ID_BYTES;
    return view.getUint32(at, true) + view.getUint16(at + 4, true) * 2 ** 32;
  });
}

/**
 * `wtxids`: of the block's transactions, in their order. The coinbase goes whole, since nobody else can have it; one that
 * is too long for that is asked for like any other.
 */
export function makeCompactBlock(
  { header, commitments, transactions }: Block,
  wtxids: readonly Uint8Array[],
  nonce: Uint8Array,
): MessageOf<"compact-block"> {
  const [coinbase] = transactions;
  const isPrefilled = coinbase !== undefined && coinbase.length <= PREFILLED_BYTES_MAX;
  const prefilled = isPrefilled ? [{ index: 0, transaction: coinbase }] : [];
  const key = shortIdKey(header, nonce);
  const shortIds = writeShortIds(wtxids.slice(prefilled.length).map((wtxid) => shortIdOf(key, wtxid)));
  return { kind: "compact-block", header, commitments, nonce, shortIds, prefilled };
}

function writeShortIds(ids: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(ids.length * SHORT_ID_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [place, id] of ids.entries()) {
    const at = place * SHORT_ID_BYTES;
    view.setUint32(at, id % 2 ** 32, true);
    view.setUint16(at + 4, Math.floor(id / 2 ** 32), true);
  }
  return bytes;
}
