/**
 * The transaction: one valid encoding, read in a single strict pass (docs/spec/encodings.md).
 *
 * This file decides which bytes are a transaction and what its two hashes are. Whether its amounts, memo,
 * version and signatures obey the rules is decided in the chain package.
 */
import { sha256d, sha256dMany } from "@triad/crypto";
import { CanonicalReader, ownBytes } from "./canonical-reader.ts";
import { CanonicalWriter } from "./canonical-writer.ts";
import { checkLength } from "./check-fields.ts";
import { DecodeError } from "./decode-error.ts";

/** An outpoint that is spent. */
export interface Input {
  /** The transaction that made the output: 32 bytes, internal order. */
  readonly txid: Uint8Array;
  /** Which of its outputs, uint32. */
  readonly index: number;
}

export interface Output {
  /** Base units, 10^8 to the coin, at least 1. Read from 2^53 on it is rounded: beyond every allowed amount. */
  readonly amount: number;
  /** x-only public key of BIP-340, 32 bytes. */
  readonly key: Uint8Array;
}

export interface TransactionFields {
  readonly version: number;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  /** Valid in blocks of at least this height. */
  readonly lockHeight: number;
  readonly memo: Uint8Array;
  /** Signatures of 64 bytes, one after the other; empty in an unsigned transaction and in a coinbase. */
  readonly signatures: Uint8Array;
}

/** A transaction as it was read or made; its byte arrays are views of `bytes` and nothing may write to them. */
export interface Transaction extends TransactionFields {
  /** The canonical encoding, in a buffer of its own. */
  readonly bytes: Uint8Array;
  /** The first so many bytes are the encoding without signatures. */
  readonly unsignedLength: number;
  /** Hash of the unsigned encoding: what outpoints name. */
  readonly txid: Uint8Array;
  /** Hash of the whole encoding: the Merkle leaf, and what inventories name. */
  readonly wtxid: Uint8Array;
}

/**
 * Least size of a transaction. Consensus: two wtxids put together are 64 bytes whose hash is their parent's
 * in the Merkle tree (CVE-2017-12842), so nothing of 64 bytes may pass for a transaction.
 */
export const TRANSACTION_BYTES_MIN = 65;

/** Lengths of the nested messages: txid 34 and index 0 to 6; amount 2 to 11 and key 34. Met before anything is made of them. */
const INPUT_LENGTH_MIN = 34;
const INPUT_LENGTH_MAX = 40;
const OUTPUT_LENGTH_MIN = 36;
const OUTPUT_LENGTH_MAX = 45;

/** A transaction but for its hashes. */
type UnhashedTransaction = Omit<Transaction, "txid" | "wtxid">;

/**
 * Read a transaction: exactly the bytes that writeTransaction produces, and with amounts up to 2^64 - 1.
 * `bytes` must never be written to afterwards; they are copied only when they lie in a bigger buffer.
 */
export function readTransaction(bytes: Uint8Array): Transaction | DecodeError {
  const read = readFields(bytes);
  if (read instanceof DecodeError) return read;
  const txid = sha256d(unsignedPart(read));
  return { ...read, txid, wtxid: isUnsigned(read) ? txid : sha256d(read.bytes) };
}

/**
 * Read all transactions of a block, like readTransaction, but with hashes that are computed together. `wtxids` are the
 * hashes of the encodings, which the block's root is made of, so that whoever checks the root has them already.
 * `known` has read some of them before. Of what is not a transaction the first one is told.
 */
export function readTransactions(
  encodings: readonly Uint8Array[],
  wtxids: readonly Uint8Array[],
  known: (wtxid: Uint8Array) => Transaction | undefined = () => undefined,
): Transaction[] | { readonly position: number; readonly error: DecodeError } {
  const transactions: Transaction[] = [];
  const unhashed: { readonly read: UnhashedTransaction; readonly position: number }[] = [];
  for (const [position, bytes] of encodings.entries()) {
    const before = known(wtxids[position] as Uint8Array);
    if (before !== undefined) {
      transactions[position] = before;
      continue;
    }
    const read = readFields(bytes);
    if (read instanceof DecodeError) return { position, error: read };
    unhashed.push({ read, position });
  }
  const txids = sha256dMany(unhashed.map(({ read }) => unsignedPart(read)));
  for (const [index, { read, position }] of unhashed.entries()) {
    const txid = txids[index] as Uint8Array;
    transactions[position] = { ...read, txid, wtxid: wtxids[position] as Uint8Array };
  }
  return transactions;
}

/** The canonical encoding. @throws RangeError when a field is out of its range, which is a bug of the caller. */
export function writeTransaction(fields: TransactionFields): Uint8Array {
  const writer = new CanonicalWriter();
  writer.uint32(0x08, "version", fields.version);
  for (const input of fields.inputs) writer.element(0x12, writeInput(input));
  for (const output of fields.outputs) writer.element(0x1a, writeOutput(output));
  writer.uint32(0x20, "lockHeight", fields.lockHeight);
  writer.bytes(0x2a, fields.memo);
  writer.bytes(0x32, fields.signatures);
  return writer.finish();
}

/** Encode and hash. @throws RangeError like writeTransaction, and when the encoding has fewer than 65 bytes. */
export function transactionFrom(fields: TransactionFields): Transaction {
  const transaction = readTransaction(writeTransaction(fields));
  if (transaction instanceof DecodeError) throw new RangeError(`not a transaction: ${transaction.what}`);
  return transaction;
}

/** The nested Output message, which consensus parameters carry too. @throws RangeError */
export function writeOutput(output: Output): Uint8Array {
  checkLength("key", output.key, 32);
  if (output.amount === 0) throw new RangeError("amount must be at least 1");
  const writer = new CanonicalWriter();
  writer.uint64(0x08, "amount", output.amount);
  writer.bytes(0x12, output.key);
  return writer.finish();
}

function writeInput(input: Input): Uint8Array {
  checkLength("txid", input.txid, 32);
  const writer = new CanonicalWriter();
  writer.bytes(0x0a, input.txid);
  writer.uint32(0x10, "index", input.index);
  return writer.finish();
}

function readFields(encoding: Uint8Array): UnhashedTransaction | DecodeError {
  if (encoding.length < TRANSACTION_BYTES_MIN) return new DecodeError("transaction-too-short", encoding.length);
  const reader = new CanonicalReader(ownBytes(encoding));
  const version = reader.readOptionalUint32(0x08);
  const inputs: Input[] = [];
  while (reader.takeTag(0x12)) inputs.push(readInput(reader));
  const outputs: Output[] = [];
  while (reader.takeTag(0x1a)) outputs.push(readOutput(reader));
  const lockHeight = reader.readOptionalUint32(0x20);
  const memo = reader.readOptionalField(0x2a);
  const unsignedLength = reader.at;
  const signatures = reader.readOptionalField(0x32);
  reader.expectEnd();
  if (reader.failure !== undefined) return reader.failure;
  return { version, inputs, outputs, lockHeight, memo, signatures, bytes: reader.bytes, unsignedLength };
}

/** What the txid is the hash of. */
function unsignedPart({ bytes, unsignedLength }: UnhashedTransaction): Uint8Array {
  return bytes.subarray(0, unsignedLength);
}

function isUnsigned({ bytes, unsignedLength }: UnhashedTransaction): boolean {
  return unsignedLength === bytes.length;
}

function readInput(reader: CanonicalReader): Input {
  const length = reader.readLength(INPUT_LENGTH_MIN, INPUT_LENGTH_MAX, "input-length");
  const end = reader.at + length;
  const txid = reader.readFixedField(0x0a, 32, "input-txid");
  const index = reader.at < end ? readIndex(reader) : 0;
  if (reader.at !== end) reader.fail("input-length");
  return { txid, index };
}

function readIndex(reader: CanonicalReader): number {
  if (!reader.takeTag(0x10)) reader.fail("unexpected-field");
  return reader.readUint32();
}

function readOutput(reader: CanonicalReader): Output {
  const length = reader.readLength(OUTPUT_LENGTH_MIN, OUTPUT_LENGTH_MAX, "output-length");
  const end = reader.at + length;
  if (!reader.takeTag(0x08)) reader.fail("output-amount");
  const amount = reader.readUint64();
  const key = reader.readFixedField(0x12, 32, "output-key");
  if (reader.at !== end) reader.fail("output-length");
  return { amount, key };
}
