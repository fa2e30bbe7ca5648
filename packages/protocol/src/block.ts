/**
 * The block as it is stored and sent. Its framing is read as strictly as a transaction, though nothing
 * commits to it: every failure here is the deliverer's fault, and the header stays unblamed.
 */
import { CanonicalReader, ownBytes } from "./canonical-reader.ts";
import { CanonicalWriter } from "./canonical-writer.ts";
import { checkLength } from "./check-fields.ts";
import type { DecodeError } from "./decode-error.ts";
import { HEADER_BYTES } from "./header.ts";
import { TRANSACTION_BYTES_MIN } from "./transaction.ts";

/** Filter hash and history root, 32 bytes each. */
const COMMITMENTS_BYTES = 64;

export interface Block {
  /** 80 bytes, see header.ts. */
  readonly header: Uint8Array;
  /** filterHash, then historyRoot: 64 bytes. */
  readonly commitments: Uint8Array;
  /** The coinbase first; encodings, not yet read. */
  readonly transactions: readonly Uint8Array[];
}

/**
 * Read a block's framing. The transactions are views into the block's bytes (a copy of them when they lie in
 * a bigger buffer); the header and the commitments, which outlive the body, are copies.
 */
export function readBlock(bytes: Uint8Array): Block | DecodeError {
  const reader = new CanonicalReader(ownBytes(bytes));
  const header = reader.readFixedField(0x0a, HEADER_BYTES, "block-header");
  const commitments = reader.readFixedField(0x12, COMMITMENTS_BYTES, "block-commitments");
  const transactions: Uint8Array[] = [];
  while (reader.takeTag(0x1a)) {
    const length = reader.readLength(TRANSACTION_BYTES_MIN, Number.MAX_SAFE_INTEGER, "transaction-too-short");
    transactions.push(reader.take(length));
  }
  reader.expectEnd();
  if (transactions.length === 0) reader.fail("block-without-transactions");
  if (reader.failure !== undefined) return reader.failure;
  return { header: header.slice(), commitments: commitments.slice(), transactions };
}

/** The canonical encoding. @throws RangeError when readBlock would refuse it, which is a bug of the caller. */
export function writeBlock(block: Block): Uint8Array {
  checkLength("header", block.header, HEADER_BYTES);
  checkLength("commitments", block.commitments, COMMITMENTS_BYTES);
  if (block.transactions.length === 0) throw new RangeError("a block has at least one transaction");
  const writer = new CanonicalWriter();
  writer.element(0x0a, block.header);
  writer.element(0x12, block.commitments);
  for (const transaction of block.transactions) {
    if (transaction.length < TRANSACTION_BYTES_MIN) throw new RangeError("a transaction has at least 65 bytes");
    writer.element(0x1a, transaction);
  }
  return writer.finish();
}

/** The size that consensus limits: the sum of the transactions' lengths, without any framing. */
export function blockBytes(block: Block): number {
  return block.transactions.reduce((sum, transaction) => sum + transaction.length, 0);
}
