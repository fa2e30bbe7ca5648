import { bytesToHex, hexToBytes } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { type Block, readBlock, writeBlock } from "./block.ts";
import { DecodeError } from "./decode-error.ts";

const HEADER = `0a50${"01".repeat(80)}`;
const COMMITMENTS = `1240${"02".repeat(64)}`;
const TRANSACTION = `1a41${"03".repeat(65)}`;
const ENCODED = HEADER + COMMITMENTS + TRANSACTION;
const BLOCK = readBlock(hexToBytes(ENCODED)) as Block;

function verdict(hex: string): string {
  const read = readBlock(hexToBytes(hex));
  return read instanceof DecodeError ? read.what : "accepted";
}

describe("a block's encoding", () => {
  it("is header, commitments, transactions", () => {
    expect(BLOCK.header).toEqual(new Uint8Array(80).fill(1));
    expect(BLOCK.commitments).toEqual(new Uint8Array(64).fill(2));
    expect(BLOCK.transactions).toEqual([new Uint8Array(65).fill(3)]);
    expect(bytesToHex(writeBlock(BLOCK))).toBe(ENCODED);
  });

  it("block-header: exactly 80 bytes, first", () => {
    expect(verdict(`0a4f${"01".repeat(79)}${COMMITMENTS}${TRANSACTION}`)).toBe("block-header");
    expect(verdict(`0a51${"01".repeat(81)}${COMMITMENTS}${TRANSACTION}`)).toBe("block-header");
    expect(verdict(COMMITMENTS + HEADER + TRANSACTION)).toBe("block-header");
    expect(verdict("")).toBe("block-header");
  });

  it("block-commitments: exactly 64 bytes", () => {
    expect(verdict(`${HEADER}123f${"02".repeat(63)}${TRANSACTION}`)).toBe("block-commitments");
    expect(verdict(`${HEADER}1241${"02".repeat(65)}${TRANSACTION}`)).toBe("block-commitments");
    expect(verdict(HEADER + TRANSACTION)).toBe("block-commitments");
  });

  it("transaction-too-short: 65 bytes are the least", () => {
    expect(verdict(`${HEADER}${COMMITMENTS}1a40${"03".repeat(64)}`)).toBe("transaction-too-short");
    expect(verdict(ENCODED)).toBe("accepted");
    expect(verdict(`${ENCODED}1a00`)).toBe("transaction-too-short");
    expect(verdict(HEADER + COMMITMENTS + "1a00".repeat(2_000_000))).toBe("transaction-too-short");
  });

  it("block-without-transactions", () => {
    expect(verdict(HEADER + COMMITMENTS)).toBe("block-without-transactions");
  });

  it("anything else is refused: unknown fields, long varints, missing bytes", () => {
    expect(verdict(`${ENCODED}2001`)).toBe("unexpected-field");
    expect(verdict(`${ENCODED}${COMMITMENTS}`)).toBe("unexpected-field");
    expect(verdict(`${HEADER}${COMMITMENTS}1ac100${"03".repeat(65)}`)).toBe("varint-not-minimal");
    expect(verdict(ENCODED.slice(0, -2))).toBe("truncated");
  });

  it("keeps neither header nor commitments in the body's memory", () => {
    expect(BLOCK.header.buffer.byteLength).toBe(80);
    expect(BLOCK.commitments.buffer.byteLength).toBe(64);
  });

  it("writing refuses what reading refuses", () => {
    expect(() => writeBlock({ ...BLOCK, transactions: [] })).toThrow(RangeError);
    expect(() => writeBlock({ ...BLOCK, transactions: [new Uint8Array(64)] })).toThrow(RangeError);
    expect(() => writeBlock({ ...BLOCK, header: new Uint8Array(79) })).toThrow(RangeError);
    expect(() => writeBlock({ ...BLOCK, commitments: new Uint8Array(65) })).toThrow(RangeError);
  });
});
