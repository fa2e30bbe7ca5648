import { bech32, bech32m } from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBech32m, encodeBech32m } from "./bech32m.ts";
import { hexToBytes } from "./bytes.ts";

/** BIP-350's example of a version 1 address. */
const BIP350_ADDRESS = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0";
const BIP350_PROGRAM = hexToBytes("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

describe("bech32m", () => {
  it("reads and writes BIP-350's version 1 address", () => {
    expect(decodeBech32m(BIP350_ADDRESS)).toEqual({ prefix: "bc", version: 1, program: BIP350_PROGRAM });
    expect(encodeBech32m("bc", 1, BIP350_PROGRAM)).toBe(BIP350_ADDRESS);
  });

  it("reads all capitals, with the prefix in lower case", () => {
    expect(decodeBech32m(BIP350_ADDRESS.toUpperCase())).toEqual(decodeBech32m(BIP350_ADDRESS));
  });

  it("comes back as it went in", () => {
    const prefix = fc.string({ unit: fc.constantFrom(..."abcxyz019!~-"), minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(prefix, fc.nat(31), fc.uint8Array({ maxLength: 40 }), (name, version, program) => {
        expect(decodeBech32m(encodeBech32m(name, version, program))).toEqual({ prefix: name, version, program });
      }),
    );
  });

  it("finds any one wrong character", () => {
    const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    for (let place = 3; place < BIP350_ADDRESS.length; place++) {
      for (const character of alphabet) {
        if (character === BIP350_ADDRESS[place]) continue;
        const wrong = BIP350_ADDRESS.slice(0, place) + character + BIP350_ADDRESS.slice(place + 1);
        expect(decodeBech32m(wrong)).toBeUndefined();
      }
    }
  });

  it.each([
    ["mixed case", `B${BIP350_ADDRESS.slice(1)}`],
    ["the checksum of bech32 (BIP-173)", bech32.encode("bc", [1, ...bech32.toWords(BIP350_PROGRAM)])],
    ["no version word", bech32m.encode("bc", [])],
    ["a padding bit that is not zero", bech32m.encode("bc", [1, 0, 1])],
    ["five padding bits", bech32m.encode("bc", [1, 0, 0, 0])],
    ["a word without a byte", bech32m.encode("bc", [1, 0])],
    ["no separator", BIP350_ADDRESS.replace("1", "")],
    ["no prefix", BIP350_ADDRESS.slice(2)],
    ["a character outside the alphabet", BIP350_ADDRESS.replace("x", "b")],
    ["a character outside ASCII", `${BIP350_ADDRESS}\u00e9`],
    ["a space at the end", `${BIP350_ADDRESS} `],
    ["nothing", ""],
  ])("gives undefined for a text with %s", (_, text) => {
    expect(decodeBech32m(text)).toBeUndefined();
  });

  it("reads 90 characters and refuses 91", () => {
    const words = (count: number) => [1, ...new Array<number>(count).fill(0)];
    // The version and 80 words (50 bytes) make a text of p + 1 + 81 + 6 characters.
    expect(decodeBech32m(bech32m.encode("ab", words(80), 90))?.program).toHaveLength(50);
    expect(decodeBech32m(bech32m.encode("abc", words(80), false))).toBeUndefined();
  });

  it("writes 90 characters and refuses 91", () => {
    expect(encodeBech32m("ab", 1, new Uint8Array(50))).toHaveLength(90);
    expect(() => encodeBech32m("abc", 1, new Uint8Array(50))).toThrow(RangeError);
  });

  it.each([-1, 32, 1.5, Number.NaN])("refuses to write version %d", (version) => {
    expect(() => encodeBech32m("bc", version, BIP350_PROGRAM)).toThrow(RangeError);
  });

  it.each(["", "BC", "b c", "b\u007f", "b\u00e9"])("refuses to write prefix %j", (prefix) => {
    expect(() => encodeBech32m(prefix, 1, BIP350_PROGRAM)).toThrow(RangeError);
  });

  it("writes versions 0 and 31", () => {
    expect(decodeBech32m(encodeBech32m("bc", 0, BIP350_PROGRAM))?.version).toBe(0);
    expect(decodeBech32m(encodeBech32m("bc", 31, BIP350_PROGRAM))?.version).toBe(31);
  });
});
