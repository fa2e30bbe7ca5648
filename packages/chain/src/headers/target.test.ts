import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsOfTarget, hashAsNumber, meetsBits, targetOfBits, workOfTarget } from "./target.ts";

describe("targetOfBits", () => {
  it.each([
    [0x01010000, 0x01n],
    [0x017f0000, 0x7fn],
    [0x02008000, 0x80n],
    [0x01120000, 0x12n],
    [0x01123456, 0x12n],
    [0x02123456, 0x1234n],
    [0x03123456, 0x123456n],
    [0x04123456, 0x12345600n],
    [0x05009234, 0x92340000n],
    [0x1d00ffff, 0xffffn << 208n],
    [0x20123456, 0x123456n << 232n],
    [0x207fffff, 0x7fffffn << 232n],
    [0x2100ffff, 0xffffn << 240n],
    [0x220000ff, 0xffn << 248n],
  ])("reads %i", (bits, target) => {
    expect(targetOfBits(bits)).toBe(target);
  });

  it.each([
    ["zero", 0],
    ["a mantissa of zero", 0x1d000000],
    ["a mantissa that is shifted out", 0x00123456],
    ["a mantissa that is shifted out but for the sign", 0x01003456],
    ["a negative number", 0x04923456],
    ["a negative number that is shifted out", 0x01fedcba],
    ["257 bits, by size", 0x23000001],
    ["257 bits, by mantissa", 0x22000100],
    ["257 bits, by two bytes of mantissa", 0x21010000],
    ["as much as compact form can say", 0xff7fffff],
  ])("refuses %s", (_, bits) => {
    expect(targetOfBits(bits)).toBeUndefined();
  });
});

describe("bitsOfTarget", () => {
  it("is the inverse on what compact form can say, and never above the target otherwise", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }), fc.nat(255), (big, shift) => {
        const target = big >> BigInt(shift) || 1n;
        const bits = bitsOfTarget(target);
        const cut = targetOfBits(bits) as bigint;
        expect(cut <= target && target - cut <= target >> 15n).toBe(true);
        expect(bitsOfTarget(cut)).toBe(bits);
        expect(bits & 0x00800000).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the sign bit clear where the top byte is 80 or more", () => {
    expect(bitsOfTarget(0x7fn)).toBe(0x017f0000);
    expect(bitsOfTarget(0x80n)).toBe(0x02008000);
    expect(bitsOfTarget(0x7fffffn)).toBe(0x037fffff);
    expect(bitsOfTarget(0x800000n)).toBe(0x04008000);
    expect(bitsOfTarget(2n ** 256n - 1n)).toBe(0x2100ffff);
  });
});

describe("work", () => {
  it("is the expected number of hashes, rounded down", () => {
    expect(workOfTarget(targetOfBits(0x1d00ffff) as bigint)).toBe(0x1_0001_0001n);
    expect(workOfTarget(2n ** 256n - 1n)).toBe(1n);
    expect(workOfTarget(2n ** 255n)).toBe(1n);
    expect(workOfTarget(2n ** 255n - 1n)).toBe(2n);
    expect(workOfTarget(1n)).toBe(2n ** 255n);
  });

  it("takes a hash as a little-endian number", () => {
    const hash = new Uint8Array(32);
    hash[0] = 1;
    hash[31] = 2;
    expect(hashAsNumber(hash)).toBe((2n << 248n) + 1n);
  });
});

describe("whether a hash meets bits", () => {
  const littleEndian = (value: bigint): Uint8Array =>
    Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn));

  it.each([
    0x1d00ffff, 0x207fffff, 0x2100ffff, 0x2100ff00, 0x2200_00ff, 0x03000001, 0x03123456, 0x04000100, 0x0200_8000,
    0x01120000,
  ])("the target of %i is met by itself and what is below, and by nothing above", (bits) => {
    const target = targetOfBits(bits) as bigint;
    expect(meetsBits(littleEndian(target), bits)).toBe(true);
    expect(meetsBits(littleEndian(target - 1n), bits)).toBe(true);
    expect(meetsBits(littleEndian(0n), bits)).toBe(true);
    expect(meetsBits(littleEndian(target + 1n), bits)).toBe(false);
    expect(meetsBits(littleEndian(2n ** 256n - 1n), bits)).toBe(false);
  });

  it("is what a comparison of the two numbers says, for any bits and hash", () => {
    const size = fc.integer({ min: 0, max: 36 });
    const mantissa = fc.integer({ min: 0, max: 0xff_ffff });
    const far = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    const near = fc.bigInt({ min: -300n, max: 300n });
    fc.assert(
      fc.property(size, mantissa, far, near, fc.nat(255), (size, mantissa, far, near, shift) => {
        const bits = ((size << 24) | mantissa) >>> 0;
        const target = targetOfBits(bits);
        const numbers = [far, far >> BigInt(shift), (target ?? 0n) + near];
        for (const number of numbers.filter((number) => number >= 0n && number < 2n ** 256n)) {
          expect(meetsBits(littleEndian(number), bits)).toBe(target !== undefined && number <= target);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
