/** Headers and blocks, docs/spec/encodings.md, and what `root` commits to, docs/spec/blocks.md. */
import { type Bytes, doubleSha256, isSame, join, littleEndian, numberOf, tagged } from "./bytes.ts";
import { bytesField, bytesFields, readFields, writeBytes, writeElement } from "./protobuf.ts";

export interface Header {
  readonly version: bigint;
  readonly prev: Bytes;
  readonly root: Bytes;
  readonly time: bigint;
  readonly bits: bigint;
  readonly nonce: bigint;
}

export interface Block {
  readonly header: Bytes;
  readonly filterHash: Bytes;
  readonly historyRoot: Bytes;
  readonly transactions: readonly Bytes[];
}

export function readHeader(bytes: Bytes): Header {
  return {
    version: numberOf(bytes.slice(0, 4)),
    prev: bytes.slice(4, 36),
    root: bytes.slice(36, 68),
    time: numberOf(bytes.slice(68, 72)),
    bits: numberOf(bytes.slice(72, 76)),
    nonce: numberOf(bytes.slice(76, 80)),
  };
}

export function writeHeader({ version, prev, root, time, bits, nonce }: Header): Bytes {
  const [u32Version, u32Time, u32Bits, u32Nonce] = [version, time, bits, nonce].map((value) => littleEndian(value, 4));
  return join(u32Version as Bytes, prev, root, u32Time as Bytes, u32Bits as Bytes, u32Nonce as Bytes);
}

export function blockHash(headerBytes: Bytes): Bytes {
  return doubleSha256(headerBytes);
}

/** Undefined: the framing is broken, or there is no transaction, or one below 65 bytes. */
export function readBlock(bytes: Bytes): Block | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  const commitments = bytesField(fields, 2n);
  const block: Block = {
    header: bytesField(fields, 1n),
    filterHash: commitments.slice(0, 32),
    historyRoot: commitments.slice(32),
    transactions: bytesFields(fields, 3n),
  };
  const isWhole =
    block.header.length === 80 &&
    commitments.length === 64 &&
    block.transactions.length > 0 &&
    block.transactions.every(({ length }) => length >= 65);
  return isWhole && isSame(writeBlock(block), bytes) ? block : undefined;
}

export function writeBlock({ header, filterHash, historyRoot, transactions }: Block): Bytes {
  return join(
    writeBytes(1n, header),
    writeBytes(2n, join(filterHash, historyRoot)),
    ...transactions.map((transaction) => writeElement(3n, transaction)),
  );
}

/** What the header's `root` must be for this body. */
export function rootOf({ filterHash, historyRoot, transactions }: Block): Bytes {
  const commitments = tagged("Triad/commitments", join(filterHash, historyRoot));
  return doubleSha256(join(merkleRoot(transactions.map(doubleSha256)), commitments));
}

/** RFC 9162's definition: split at the largest power of two below the number of leaves. */
export function merkleRoot(leaves: readonly Bytes[]): Bytes {
  const [first] = leaves;
  if (leaves.length === 1 && first !== undefined) return first;
  const split = largestPowerOfTwoBelow(leaves.length);
  return doubleSha256(join(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split))));
}

/** `count` is at least 2. */
export function largestPowerOfTwoBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
