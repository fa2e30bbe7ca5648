import { bytesToHex } from "@triad/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "./decode-error.ts";
import { HEADER_BYTES, type Header, hashHeader, readHeader, writeHeader } from "./header.ts";

const BLANK: Header = { version: 1, prev: new Uint8Array(32), root: new Uint8Array(32), time: 2, bits: 3, nonce: 4 };

describe("headers", () => {
  it("every 80 bytes are a header and are written back the same", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: HEADER_BYTES, maxLength: HEADER_BYTES }), (bytes) => {
        const header = readHeader(bytes);
        expect(header).not.toBeInstanceOf(DecodeError);
        expect(writeHeader(header as Header)).toEqual(bytes);
      }),
    );
  });

  it("header-length: 79 and 81 bytes are refused", () => {
    for (const length of [0, 79, 81])
      expect(readHeader(new Uint8Array(length))).toMatchObject({ what: "header-length" });
  });

  it("fields lie where Bitcoin puts them", () => {
    const bytes = writeHeader({ ...BLANK, version: 0x20000004, time: 0x01020304, bits: 0x1d00ffff, nonce: 0xfffffffe });
    expect(bytesToHex(bytes.subarray(0, 4))).toBe("04000020");
    expect(bytesToHex(bytes.subarray(68))).toBe("04030201ffff001dfeffffff");
  });

  it("what was read does not change with the input", () => {
    const bytes = writeHeader(BLANK);
    const header = readHeader(bytes) as Header;
    bytes.fill(9);
    expect(header).toEqual(BLANK);
  });

  it("reads from the middle of a bigger buffer", () => {
    const big = new Uint8Array(200).fill(7);
    big.set(writeHeader(BLANK), 60);
    expect(readHeader(big.subarray(60, 140))).toEqual(BLANK);
  });

  it("writing refuses what does not fit instead of wrapping it", () => {
    for (const time of [-1, 1.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => writeHeader({ ...BLANK, time })).toThrow(RangeError);
    }
    expect(() => writeHeader({ ...BLANK, root: new Uint8Array(31) })).toThrow(RangeError);
    expect(() => hashHeader(new Uint8Array(81))).toThrow(RangeError);
    expect(() => writeHeader({ ...BLANK, time: 2 ** 32 - 1 })).not.toThrow();
  });
});
