import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sipHash24 } from "./siphash.ts";

const KEY = Uint8Array.from({ length: 16 }, (_, index) => index);
const counting = (length: number) => Uint8Array.from({ length }, (_, index) => index);

/** The same function written as the paper writes it, on 64-bit words. */
function sipHashByThePaper(key: Uint8Array, data: Uint8Array): bigint {
  const mask = (1n << 64n) - 1n;
  const rotate = (word: bigint, bits: bigint) => ((word << bits) | (word >> (64n - bits))) & mask;
  const readU64 = (bytes: Uint8Array) => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const [k0, k1] = [readU64(key.subarray(0, 8)), readU64(key.subarray(8))];
  let [v0, v1, v2, v3] = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ] as [bigint, bigint, bigint, bigint];
  const round = () => {
    v0 = (v0 + v1) & mask;
    v1 = rotate(v1, 13n) ^ v0;
    v0 = rotate(v0, 32n);
    v2 = (v2 + v3) & mask;
    v3 = rotate(v3, 16n) ^ v2;
    v0 = (v0 + v3) & mask;
    v3 = rotate(v3, 21n) ^ v0;
    v2 = (v2 + v1) & mask;
    v1 = rotate(v1, 17n) ^ v2;
    v2 = rotate(v2, 32n);
  };
  const padded = new Uint8Array(Math.floor(data.length / 8) * 8 + 8);
  padded.set(data);
  padded[padded.length - 1] = data.length & 0xff;
  for (let start = 0; start < padded.length; start += 8) {
    const word = readU64(padded.subarray(start, start + 8));
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
  v2 ^= 0xffn;
  for (let count = 0; count < 4; count++) round();
  return v0 ^ v1 ^ v2 ^ v3;
}

describe("SipHash-2-4", () => {
  it("gives the paper's example", () => {
    expect(sipHash24(KEY, counting(15))).toBe(0xa129ca6149be45e5n);
  });

  it("gives the first of the authors' vectors", () => {
    expect(sipHash24(KEY, counting(0))).toBe(0x726fdb47dd0e0e31n);
    expect(sipHash24(KEY, counting(1))).toBe(0x74f839c593dc67fdn);
    expect(sipHash24(KEY, counting(7))).toBe(0xab0200f58b01d137n);
    expect(sipHash24(KEY, counting(8))).toBe(0x93f5f5799a932462n);
  });

  it("agrees with 64-bit arithmetic on any key and data", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.uint8Array({ maxLength: 300, size: "max" }),
        (key, data) => {
          expect(sipHash24(key, data)).toBe(sipHashByThePaper(key, data));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("counts the length modulo 256", () => {
    for (const length of [255, 256, 257]) {
      expect(sipHash24(KEY, counting(length))).toBe(sipHashByThePaper(KEY, counting(length)));
    }
  });

  it.each([0, 15, 17])("refuses a key of %i bytes", (length) => {
    expect(() => sipHash24(new Uint8Array(length), KEY)).toThrow(RangeError);
  });
});
