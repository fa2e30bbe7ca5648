import { bytesToHex, concatBytes, hexToBytes, sha256d } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { DecodeError } from "./decode-error.ts";
import {
  readTransaction,
  readTransactions,
  type Transaction,
  type TransactionFields,
  transactionFrom,
  writeTransaction,
} from "./transaction.ts";

const HASH = new Uint8Array(32).fill(0xab);
const KEY = new Uint8Array(32).fill(0xcd);
const ONE: TransactionFields = {
  version: 1,
  inputs: [{ txid: HASH, index: 2 }],
  outputs: [{ amount: 300, key: KEY }],
  lockHeight: 5,
  memo: new Uint8Array([7]),
  signatures: new Uint8Array(64).fill(0xee),
};
const HASH_FIELD = `0a20${"ab".repeat(32)}`;
const KEY_FIELD = `1220${"cd".repeat(32)}`;
const INPUT = `1224${HASH_FIELD}1002`;
const OUTPUT = `1a25${"08ac02"}${KEY_FIELD}`;
const SIGNATURES = `3240${"ee".repeat(64)}`;
const ENCODED = `0801${INPUT}${OUTPUT}20052a0107${SIGNATURES}`;

/** The code of a refusal, or "accepted". */
function verdict(hex: string): string {
  const read = readTransaction(hexToBytes(hex));
  return read instanceof DecodeError ? read.what : "accepted";
}

/** The transaction with its parts replaced. */
function verdictWith(part: string, other: string): string {
  expect(ENCODED).toContain(part);
  return verdict(ENCODED.replace(part, other));
}

describe("a transaction's encoding", () => {
  it("is what a person would write by hand from the specification", () => {
    expect(bytesToHex(writeTransaction(ONE))).toBe(ENCODED);
    expect(readTransaction(hexToBytes(ENCODED))).toMatchObject(ONE);
  });

  it("without signatures is a prefix, and the two hashes are taken over the two", () => {
    const transaction = transactionFrom(ONE);
    const unsigned = writeTransaction({ ...ONE, signatures: new Uint8Array() });
    expect(transaction.bytes.subarray(0, transaction.unsignedLength)).toEqual(unsigned);
    expect(transaction.txid).toEqual(sha256d(unsigned));
    expect(transaction.wtxid).toEqual(sha256d(transaction.bytes));
    expect(transactionFrom({ ...ONE, signatures: new Uint8Array() }).wtxid).toEqual(transaction.txid);
  });

  it("default-written: an explicit zero or empty field is refused", () => {
    expect(verdictWith("0801", "0800")).toBe("default-written");
    expect(verdictWith(INPUT, `1224${HASH_FIELD}1000`)).toBe("default-written");
    expect(verdictWith("2005", "2000")).toBe("default-written");
    expect(verdictWith("2a0107", "2a00")).toBe("default-written");
    expect(verdictWith(SIGNATURES, "3200")).toBe("default-written");
  });

  it("defaults may be left out", () => {
    expect(verdictWith("0801", "")).toBe("accepted");
    expect(verdictWith(INPUT, `1222${HASH_FIELD}`)).toBe("accepted");
    expect(verdictWith("20052a0107", "")).toBe("accepted");
  });

  it("varint-not-minimal: numbers, lengths and tags in more bytes than needed are refused", () => {
    expect(verdictWith("0801", "088100")).toBe("varint-not-minimal");
    expect(verdictWith("1224", "12a400")).toBe("varint-not-minimal");
    expect(verdictWith("2a0107", "2a810007")).toBe("varint-not-minimal");
    expect(verdictWith("2a0107", "aa000107")).toBe("unexpected-field");
  });

  it("unexpected-field: fields out of order, twice, of another type or unknown are refused", () => {
    expect(verdict(`${INPUT}0801${OUTPUT}`)).toBe("unexpected-field");
    expect(verdict(`0801${OUTPUT}${INPUT}`)).toBe("unexpected-field");
    expect(verdictWith("0801", "08010801")).toBe("unexpected-field");
    expect(verdictWith("2005", "20052006")).toBe("unexpected-field");
    expect(verdictWith("2005", "2505000000")).toBe("unexpected-field");
    expect(verdict(`${ENCODED}3801`)).toBe("unexpected-field");
    expect(verdict(`${ENCODED}00`)).toBe("unexpected-field");
    expect(verdictWith(INPUT, `1226${HASH_FIELD}10021801`)).toBe("input-length");
  });

  it("number-above-32-bits: a uint32 ends at 2^32 - 1", () => {
    expect(verdictWith("0801", "08ffffffff0f")).toBe("accepted");
    expect(verdictWith("0801", "088080808010")).toBe("number-above-32-bits");
    expect(verdictWith(INPUT, `1228${HASH_FIELD}10ffffffff0f`)).toBe("accepted");
    expect(verdictWith(INPUT, `1228${HASH_FIELD}108080808010`)).toBe("number-above-32-bits");
  });

  it("an amount is 1 to 2^64 - 1, exact below 2^53", () => {
    const withAmount = (varint: string): string => {
      const length = (varint.length / 2 + 35).toString(16);
      return ENCODED.replace(OUTPUT, `1a${length}08${varint}${KEY_FIELD}`);
    };
    const amountOf = (hex: string): number =>
      (readTransaction(hexToBytes(hex)) as Transaction).outputs[0]?.amount ?? -1;
    expect(amountOf(withAmount("01"))).toBe(1);
    expect(amountOf(withAmount("ffffffffffffff0f"))).toBe(Number.MAX_SAFE_INTEGER);
    expect(Number.isSafeInteger(amountOf(withAmount("8080808080808010")))).toBe(false);
    expect(amountOf(withAmount("ffffffffffffffffff01"))).toBe(2 ** 64);
    expect(verdict(withAmount("00"))).toBe("default-written");
    expect(verdict(withAmount("80808080808080808002"))).toBe("varint-above-64-bits");
    expect(verdict(withAmount("8080808080808080808001"))).not.toBe("accepted");
  });

  it("an output without amount or key, and an input without txid, are refused as they are met", () => {
    expect(verdictWith(OUTPUT, `1a22${KEY_FIELD}`)).toBe("output-length");
    expect(verdictWith(OUTPUT, "1a0308ac02")).toBe("output-length");
    expect(verdictWith(OUTPUT, "1a00")).toBe("output-length");
    expect(verdictWith(OUTPUT, `1a24${KEY_FIELD}0801`)).toBe("output-amount");
    expect(verdictWith(INPUT, "12021002")).toBe("input-length");
    expect(verdictWith(INPUT, `12251002${HASH_FIELD}`)).not.toBe("accepted");
  });

  it("a txid and a key have exactly 32 bytes", () => {
    expect(verdictWith(INPUT, `12230a1f${"ab".repeat(31)}1002`)).toBe("input-txid");
    expect(verdictWith(INPUT, `12250a21${"ab".repeat(33)}1002`)).toBe("input-txid");
    expect(verdictWith(OUTPUT, `1a2408ac02121f${"cd".repeat(31)}`)).toBe("output-key");
    expect(verdictWith(OUTPUT, `1a2608ac021221${"cd".repeat(33)}`)).toBe("output-key");
  });

  it("truncated: every proper prefix that is long enough and not itself a transaction is refused", () => {
    const whole = hexToBytes(ENCODED);
    const accepted: number[] = [];
    for (let length = 0; length < whole.length; length += 1) {
      if (!(readTransaction(whole.subarray(0, length)) instanceof DecodeError)) accepted.push(length);
    }
    const fieldsEnd = [`0801${INPUT}${OUTPUT}`, "2005", "2a0107"].map((part) => part.length / 2);
    expect(accepted).toEqual(fieldsEnd.map((_, index) => fieldsEnd.slice(0, index + 1).reduce((a, b) => a + b, 0)));
  });

  it("transaction-too-short: 65 bytes are the least", () => {
    const coinbase = (memoBytes: number): TransactionFields => {
      return {
        ...ONE,
        inputs: [],
        outputs: [],
        lockHeight: 0,
        memo: new Uint8Array(memoBytes),
        signatures: new Uint8Array(),
      };
    };
    expect(writeTransaction(coinbase(60)).length).toBe(64);
    expect(readTransaction(writeTransaction(coinbase(60)))).toMatchObject({ what: "transaction-too-short" });
    expect(() => transactionFrom(coinbase(60))).toThrow(RangeError);
    expect(transactionFrom(coinbase(61)).bytes.length).toBe(65);
  });

  it("a small input that claims much is refused before anything is made of it", () => {
    expect(verdict(`0801${"1200".repeat(2_000_000)}`)).toBe("input-length");
    expect(verdict(`0801${"1a00".repeat(2_000_000)}`)).toBe("output-length");
    expect(verdictWith("2a0107", "2affffffff0f07")).toBe("truncated");
  });

  it("is copied out of a bigger buffer and is a plain Uint8Array even when read from a Buffer", () => {
    const big = Buffer.concat([Buffer.alloc(1000), Buffer.from(ENCODED, "hex")]);
    const transaction = readTransaction(big.subarray(1000)) as Transaction;
    expect(transaction.bytes.buffer.byteLength).toBe(ENCODED.length / 2);
    for (const bytes of [transaction.bytes, transaction.memo, transaction.inputs[0]?.txid, transaction.wtxid]) {
      expect(bytes?.constructor).toBe(Uint8Array);
    }
    const own = hexToBytes(ENCODED);
    expect((readTransaction(own) as Transaction).bytes).toBe(own);
  });
});

describe("writing a transaction", () => {
  it("refuses numbers that would be written as others", () => {
    for (const bad of [-1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      expect(() => writeTransaction({ ...ONE, version: bad })).toThrow(RangeError);
      expect(() => writeTransaction({ ...ONE, lockHeight: bad })).toThrow(RangeError);
      expect(() => writeTransaction({ ...ONE, inputs: [{ txid: HASH, index: bad }] })).toThrow(RangeError);
      expect(() => writeTransaction({ ...ONE, outputs: [{ amount: bad, key: KEY }] })).toThrow(RangeError);
    }
    expect(() => writeTransaction({ ...ONE, version: 2 ** 32 })).toThrow(RangeError);
    expect(() => writeTransaction({ ...ONE, outputs: [{ amount: 0, key: KEY }] })).toThrow(RangeError);
    expect(() => writeTransaction({ ...ONE, outputs: [{ amount: 2 ** 53 - 1, key: KEY }] })).not.toThrow();
  });

  it("refuses hashes and keys of another length", () => {
    expect(() => writeTransaction({ ...ONE, inputs: [{ txid: concatBytes(HASH, HASH), index: 0 }] })).toThrow(
      RangeError,
    );
    expect(() => writeTransaction({ ...ONE, outputs: [{ amount: 1, key: new Uint8Array(31) }] })).toThrow(RangeError);
  });
});

describe("the transactions of a block, read together", () => {
  const unsigned = writeTransaction({ ...ONE, signatures: new Uint8Array() });
  const encodings = [unsigned, hexToBytes(ENCODED), writeTransaction({ ...ONE, memo: new Uint8Array(255) })];
  const wtxids = encodings.map((bytes) => sha256d(bytes));

  it("are what each is alone", () => {
    expect(readTransactions(encodings, wtxids)).toEqual(encodings.map((bytes) => readTransaction(bytes)));
  });

  it("what is known already is not read again, and the others are in their places", () => {
    const before = readTransaction(encodings[1] as Uint8Array) as Transaction;
    const known = (wtxid: Uint8Array) => (wtxid === wtxids[1] ? before : undefined);
    const read = readTransactions(encodings, wtxids, known) as Transaction[];
    expect(read).toEqual(encodings.map((bytes) => readTransaction(bytes)));
    expect(read[1]).toBe(before);
  });

  it("are refused with the place of the first that is none", () => {
    const cut = encodings[2]?.subarray(0, -1) as Uint8Array;
    expect(readTransactions([unsigned, cut, new Uint8Array(3)], wtxids)).toMatchObject({
      position: 1,
      error: readTransaction(cut),
    });
    expect(readTransactions([unsigned, new Uint8Array(64)], wtxids)).toMatchObject({
      position: 1,
      error: { what: "transaction-too-short" },
    });
  });
});
