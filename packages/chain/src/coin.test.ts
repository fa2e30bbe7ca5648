import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COIN_BYTES, HEIGHT_MAX, readCoin, writeCoin } from "./coin.ts";
import { bytesOfKey, hashKey, outpointKey, outpointOfKey } from "./keys.ts";
import { AMOUNT_MAX } from "./params/limits.ts";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("a coin", () => {
  it("is stored in 44 bytes and read back, anywhere in a buffer", () => {
    const coin = fc.record({
      amount: fc.oneof(fc.integer({ min: 1, max: AMOUNT_MAX }), fc.constantFrom(1, 2 ** 32 - 1, 2 ** 32, AMOUNT_MAX)),
      key: bytes32,
      height: fc.oneof(fc.nat(HEIGHT_MAX), fc.constantFrom(0, HEIGHT_MAX)),
      isCoinbase: fc.boolean(),
    });
    fc.assert(
      fc.property(coin, fc.nat(50), (each, at) => {
        expect(readCoin(writeCoin(each))).toEqual(each);
        const into = writeCoin(each, new Uint8Array(COIN_BYTES + 50), at);
        expect(readCoin(into, at)).toEqual(each);
        expect(readCoin(into.subarray(at))).toEqual(each);
      }),
    );
  });
});

describe("keys of maps", () => {
  it("give back the bytes and outpoints that they are made of, and sort as the bytes do", () => {
    fc.assert(
      fc.property(bytes32, fc.nat(2 ** 32 - 1), fc.nat(2 ** 32 - 1), (txid, a, b) => {
        expect(bytesOfKey(hashKey(txid))).toEqual(txid);
        expect(outpointOfKey(outpointKey(txid, a))).toEqual({ txid, index: a });
        expect(outpointKey(txid, a) < outpointKey(txid, b)).toBe(a < b);
      }),
    );
    expect(outpointKey(new Uint8Array(32), 2 ** 32 - 1)).toHaveLength(36);
  });
});
