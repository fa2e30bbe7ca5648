/**
 * The oracle of the canonical reader is the generated decoder: bytes are canonical exactly when decoding
 * them and writing the result again gives the same bytes, and every fixed length holds.
 */
import { equalBytes } from "@triad/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, blockBytes, readBlock, writeBlock } from "./block.ts";
import { type ConsensusParams, writeConsensusParams } from "./consensus-params.ts";
import { DecodeError } from "./decode-error.ts";
import { triad } from "./generated/wire.js";
import {
  readTransaction,
  type Transaction,
  type TransactionFields,
  transactionFrom,
  writeTransaction,
} from "./transaction.ts";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const uint32 = fc.oneof(fc.nat(200), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const amount = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const output = fc.record({ amount, key: bytes32 });
const transactionFields: fc.Arbitrary<TransactionFields> = fc
  .record({
    version: uint32,
    inputs: fc.array(fc.record({ txid: bytes32, index: uint32 }), { maxLength: 4 }),
    outputs: fc.array(output, { maxLength: 4 }),
    lockHeight: uint32,
    memo: fc.uint8Array({ maxLength: 200 }),
    signatures: fc.uint8Array({ maxLength: 130 }),
  })
  .filter((fields) => writeTransaction(fields).length >= 65);
const block: fc.Arbitrary<Block> = fc.record({
  header: fc.uint8Array({ minLength: 80, maxLength: 80 }),
  commitments: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  transactions: fc.array(fc.uint8Array({ minLength: 65, maxLength: 300 }), { minLength: 1, maxLength: 4 }),
});

/** Field by field what a careless or hostile writer produces: right and wrong tags, defaults, long varints. */
const varint = fc.oneof(
  fc.constantFrom(
    [0],
    [1],
    [0x7f],
    [0x80, 0],
    [0x81, 0],
    [0xff, 0xff, 0xff, 0xff, 0x0f],
    [0x80, 0x80, 0x80, 0x80, 0x10],
  ),
  fc.constantFrom([...new Array<number>(9).fill(0xff), 1], [...new Array<number>(9).fill(0xff), 2]),
);
const numberField = fc.tuple(fc.constantFrom(0x08, 0x10, 0x20, 0x38), varint).map(([tag, value]) => [tag, ...value]);
const bytesField = fc
  .tuple(fc.constantFrom(0x0a, 0x12, 0x2a, 0x32), fc.constantFrom(0, 1, 31, 32, 33, 64, 80))
  .map(([tag, length]) => [tag, length, ...new Array<number>(length).fill(5)]);
const nestedField = fc
  .tuple(fc.constantFrom(0x12, 0x1a), fc.array(fc.oneof(numberField, bytesField), { maxLength: 3 }))
  .map(([tag, fields]) => [tag, fields.flat()] as const)
  .filter(([, body]) => body.length < 128)
  .map(([tag, body]) => [tag, body.length, ...body]);
const fieldSoup = fc
  .array(fc.oneof(numberField, bytesField, nestedField), { maxLength: 7 })
  .map((fields) => new Uint8Array(fields.flat()));

type Edit = { readonly at: number; readonly remove: number; readonly insert: Uint8Array };
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1000),
  remove: fc.nat(2),
  insert: fc.oneof(fc.uint8Array({ maxLength: 2 }), fc.constantFrom(new Uint8Array([0]), new Uint8Array([0x80, 0]))),
});

/** Cut some bytes out of `bytes` and put others in. */
function mutate(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const list = [...bytes];
  for (const { at, remove, insert } of edits) list.splice(at % (list.length + 1), remove, ...insert);
  return new Uint8Array(list);
}

function writtenAgainTheSame<T extends Written, Written>(
  codec: { decode(bytes: Uint8Array): T; encode(value: Written): { finish(): Uint8Array } },
  bytes: Uint8Array,
): T | undefined {
  try {
    const value = codec.decode(bytes);
    return equalBytes(new Uint8Array(codec.encode(value).finish()), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCanonicalTransaction(bytes: Uint8Array): boolean {
  if (bytes.length < 65) return false;
  const value = writtenAgainTheSame(triad.Transaction, bytes);
  if (value === undefined) return false;
  const outputsHold = value.outputs.every((one) => one.key?.length === 32 && String(one.amount ?? 0) !== "0");
  return outputsHold && value.inputs.every((one) => one.txid?.length === 32);
}

function isCanonicalBlock(bytes: Uint8Array): boolean {
  const value = writtenAgainTheSame(triad.Block, bytes);
  if (value === undefined) return false;
  const lengthsHold = value.header.length === 80 && value.commitments.length === 64;
  return lengthsHold && value.transactions.length > 0 && value.transactions.every((one) => one.length >= 65);
}

function expectSameVerdict(bytes: Uint8Array): void {
  expect(!(readTransaction(bytes) instanceof DecodeError)).toBe(isCanonicalTransaction(bytes));
}

describe("the canonical reader", () => {
  it("reads what the writer writes, to the same fields, and the generated codec writes the same bytes", () => {
    fc.assert(
      fc.property(transactionFields, (fields) => {
        const transaction = transactionFrom(fields);
        expect(transaction).toMatchObject(fields);
        expect(writeTransaction(transaction)).toEqual(transaction.bytes);
        expect(isCanonicalTransaction(transaction.bytes)).toBe(true);
        const unsigned = { ...fields, signatures: new Uint8Array() };
        expect(transaction.bytes.subarray(0, transaction.unsignedLength)).toEqual(writeTransaction(unsigned));
      }),
      { numRuns: 500 },
    );
  });

  it("accepts mutated transactions exactly when the oracle does", () => {
    fc.assert(
      fc.property(transactionFields, fc.array(edit, { minLength: 1, maxLength: 3 }), (fields, edits) => {
        expectSameVerdict(mutate(writeTransaction(fields), edits));
      }),
      { numRuns: 5000 },
    );
  });

  it("accepts arbitrary fields in arbitrary order exactly when the oracle does", () => {
    fc.assert(fc.property(fieldSoup, expectSameVerdict), { numRuns: 10_000 });
  });

  it("accepts random bytes exactly when the oracle does", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 60, maxLength: 200 }), expectSameVerdict), { numRuns: 2000 });
  });

  it("what is accepted is written back the same, unless an amount is beyond 2^53", () => {
    fc.assert(
      fc.property(transactionFields, fc.array(edit, { maxLength: 1 }), (fields, edits) => {
        const bytes = mutate(writeTransaction(fields), edits);
        const read = readTransaction(bytes);
        fc.pre(!(read instanceof DecodeError));
        const accepted = read as Transaction;
        fc.pre(accepted.outputs.every((one) => Number.isSafeInteger(one.amount)));
        expect(writeTransaction(accepted)).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it("accepts blocks exactly when the oracle does", () => {
    fc.assert(
      fc.property(block, fc.array(edit, { maxLength: 2 }), (fields, edits) => {
        const bytes = mutate(writeBlock(fields), edits);
        const read = readBlock(bytes);
        expect(!(read instanceof DecodeError)).toBe(isCanonicalBlock(bytes));
        if (!(read instanceof DecodeError)) expect(writeBlock(read)).toEqual(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it("a block's size is the sum of its transactions'", () => {
    fc.assert(
      fc.property(block, (fields) => {
        expect(blockBytes(fields)).toBe(fields.transactions.map((one) => one.length).reduce((a, b) => a + b));
      }),
    );
  });
});

describe("consensus parameters", () => {
  const params: fc.Arbitrary<ConsensusParams> = fc.record({
    spacing: uint32,
    halfLife: uint32,
    easiestBits: uint32,
    subsidy: fc.oneof(fc.constant(0), amount),
    halvingInterval: uint32,
    coinbaseMaturity: uint32,
    maxBlockBytes: uint32,
    genesisTime: uint32,
    genesisBits: uint32,
    genesisMessage: fc.string({ unit: "grapheme", maxLength: 300 }),
    premine: fc.array(output, { maxLength: 3 }),
  });

  it("are written as the generated codec writes them", () => {
    fc.assert(
      fc.property(params, (values) => {
        const expected = triad.ConsensusParams.encode({ ...values, premine: [...values.premine] }).finish();
        expect(writeConsensusParams(values)).toEqual(new Uint8Array(expected));
      }),
      { numRuns: 500 },
    );
  });

  it("refuse what would be written as something else", () => {
    const [values] = fc.sample(params, 1) as [ConsensusParams];
    expect(() => writeConsensusParams({ ...values, spacing: 0.5 })).toThrow(RangeError);
    expect(() => writeConsensusParams({ ...values, subsidy: 2 ** 53 })).toThrow(RangeError);
    expect(() => writeConsensusParams({ ...values, genesisMessage: "half a pair \ud800" })).toThrow(RangeError);
  });
});
