import { createHash } from "node:crypto";
import { schnorr } from "@noble/curves/secp256k1.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToHex, concatBytes, hashToDisplay, hexToBytes } from "./bytes.ts";
import { sha256, sha256d, sha256dPair } from "./sha256.ts";
import { taggedHash } from "./tagged-hash.ts";

const hash32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const asciiTag = fc.string({ unit: "grapheme-ascii", maxLength: 80 });

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "ascii"));
}

describe("SHA-256", () => {
  it("hashes the examples of FIPS 180-4", () => {
    expect(bytesToHex(sha256(asciiBytes("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(bytesToHex(sha256(new Uint8Array()))).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
  });

  it("agrees with another implementation at every length around the block borders", () => {
    for (let length = 0; length <= 200; length++) {
      const data = Uint8Array.from({ length }, (_, index) => index * 7);
      expect(bytesToHex(sha256(data))).toBe(createHash("sha256").update(data).digest("hex"));
    }
  });
});

describe("SHA-256d", () => {
  it("gives the first Bitcoin header its hash", () => {
    const header = hexToBytes(
      "01000000".padEnd(72, "0") +
        "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a" +
        "29ab5f49ffff001d1dac2b7c",
    );
    expect(hashToDisplay(sha256d(header))).toBe("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
  });

  it("hashes a pair as the joined halves, time after time", () => {
    fc.assert(
      fc.property(hash32, hash32, (left, right) => {
        expect(sha256dPair(left, right)).toEqual(sha256d(concatBytes(left, right)));
      }),
    );
  });

  it("gives results that a later pair does not overwrite", () => {
    const first = sha256dPair(new Uint8Array(32), new Uint8Array(32));
    const before = first.slice();
    sha256dPair(first, first);
    expect(first).toEqual(before);
  });

  it.each([
    [31, 32],
    [33, 32],
    [32, 31],
    [32, 33],
    [31, 33],
  ])("refuses a pair of %i and %i bytes", (left, right) => {
    expect(() => sha256dPair(new Uint8Array(left), new Uint8Array(right))).toThrow(RangeError);
  });
});

describe("tagged hash", () => {
  it("is SHA-256(SHA-256(tag) || SHA-256(tag) || message)", () => {
    fc.assert(
      fc.property(asciiTag, fc.uint8Array({ maxLength: 200 }), (tag, message) => {
        const tagHash = sha256(asciiBytes(tag));
        expect(taggedHash(tag, message)).toEqual(sha256(concatBytes(tagHash, tagHash, message)));
      }),
    );
  });

  it("agrees with the tagged hash of the signature library", () => {
    const message = asciiBytes("message");
    expect(taggedHash("BIP0340/challenge", message)).toEqual(schnorr.utils.taggedHash("BIP0340/challenge", message));
  });

  it("is the same the first time and from the cached state", () => {
    const message = asciiBytes("message");
    const first = taggedHash("Triad/test-cache", message);
    expect(taggedHash("Triad/test-cache", message)).toEqual(first);
    expect(taggedHash("Triad/test-cache")).not.toEqual(first);
    expect(taggedHash("Triad/test-cache", message)).toEqual(first);
  });

  it("does not depend on how the message is cut into parts", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 6 }), (parts) => {
        expect(taggedHash("Triad/test", ...parts)).toEqual(taggedHash("Triad/test", concatBytes(...parts)));
      }),
    );
  });

  it("refuses a tag outside ASCII", () => {
    expect(() => taggedHash("Triad/\u0080")).toThrow(RangeError);
    expect(taggedHash("Triad/\u007f")).toHaveLength(32);
  });
});
