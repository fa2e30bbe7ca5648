import { describe, expect, it } from "vitest";
import { concatBytes, hexToBytes } from "./bytes.ts";
import { firstInvalidSignature, type SchnorrBackend, SIGNATURE_CHECK_BYTES } from "./schnorr.ts";
import { nobleSchnorr } from "./schnorr-noble.ts";
import { REFUSALS_PER_INSTANCE_MAX, wasmSchnorr } from "./schnorr-wasm.ts";

/** Vectors 1, 5, 6, 12, 13 and 14 of BIP-340. */
const SECRET_KEY = hexToBytes("B7E151628AED2A6ABF7158809CF4F3C762E7160F38B4DA56A784D9045190CFEF");
const PUBLIC_KEY = hexToBytes("DFF1D77F2A671C5F36183726DB2341BE58FEAE1DA2DECED843240F7B502BA659");
const AUXILIARY = hexToBytes("01".padStart(64, "0"));
const MESSAGE = hexToBytes("243F6A8885A308D313198A2E03707344A4093822299F31D0082EFA98EC4E6C89");
const SIGNATURE = hexToBytes(
  "6896BD60EEAE296DB48A229FF71DFE071BDE413E6D43F917DC8DCF8C78DE33418906D11AC976ABCCB20B091292BFF4EA897EFCB639EA871CFA95F6DE339E4B0A",
);
const NO_POINT = hexToBytes("EEFDEA4CDB677750A420FEE807EACF21EB9898AE79B9768766E4FAA04A2D4A34");
const ABOVE_FIELD = hexToBytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC30");
const FIELD_SIZE = hexToBytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F");
const GROUP_ORDER = hexToBytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141");
const GROUP_ORDER_LESS_ONE = hexToBytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364140");
const ONE = AUXILIARY;

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

describe.each([nobleSchnorr, wasmSchnorr()])("BIP-340 by $name", (backend) => {
  it("verifies, signs and derives as the BIP's example does", () => {
    expect(backend.publicKey(SECRET_KEY)).toEqual(PUBLIC_KEY);
    expect(backend.sign(MESSAGE, SECRET_KEY, AUXILIARY)).toEqual(SIGNATURE);
    expect(backend.verify(SIGNATURE, MESSAGE, PUBLIC_KEY)).toBe(true);
  });

  it("refuses a signature, message or key with one bit flipped", () => {
    for (const bit of [0, 100, 255]) {
      expect(backend.verify(SIGNATURE, flipBit(MESSAGE, bit), PUBLIC_KEY)).toBe(false);
      expect(backend.verify(SIGNATURE, MESSAGE, flipBit(PUBLIC_KEY, bit))).toBe(false);
      expect(backend.verify(flipBit(SIGNATURE, bit), MESSAGE, PUBLIC_KEY)).toBe(false);
      expect(backend.verify(flipBit(SIGNATURE, bit + 256), MESSAGE, PUBLIC_KEY)).toBe(false);
    }
  });

  it.each([
    ["a key that is no point", SIGNATURE, NO_POINT],
    ["a key above the field size", SIGNATURE, ABOVE_FIELD],
    ["a key of zero", SIGNATURE, new Uint8Array(32)],
    ["R equal to the field size", concatBytes(FIELD_SIZE, SIGNATURE.subarray(32)), PUBLIC_KEY],
    ["s equal to the group order", concatBytes(SIGNATURE.subarray(0, 32), GROUP_ORDER), PUBLIC_KEY],
    ["a signature of zeros", new Uint8Array(64), PUBLIC_KEY],
  ])("refuses %s", (_, signature, publicKey) => {
    expect(backend.verify(signature, MESSAGE, publicKey)).toBe(false);
  });

  it("answers false, without throwing, to any wrong length", () => {
    for (const length of [0, 31, 33, 64]) {
      expect(backend.verify(SIGNATURE, new Uint8Array(length), PUBLIC_KEY)).toBe(false);
      expect(backend.verify(SIGNATURE, MESSAGE, new Uint8Array(length))).toBe(false);
    }
    for (const length of [0, 63, 65]) {
      expect(backend.verify(new Uint8Array(length), MESSAGE, PUBLIC_KEY)).toBe(false);
    }
  });

  it.each([
    ["zero", new Uint8Array(32)],
    ["the group order", GROUP_ORDER],
    ["above the group order", FIELD_SIZE],
    ["31 bytes long", SECRET_KEY.subarray(1)],
    ["33 bytes long", concatBytes(SECRET_KEY, ONE.subarray(31))],
  ])("throws RangeError on a secret key that is %s", (_, secretKey) => {
    expect(() => backend.publicKey(secretKey)).toThrow(RangeError);
    expect(() => backend.sign(MESSAGE, secretKey, AUXILIARY)).toThrow(RangeError);
  });

  it("throws RangeError on a message or auxiliary randomness of a wrong length", () => {
    for (const length of [0, 31, 33]) {
      expect(() => backend.sign(new Uint8Array(length), SECRET_KEY, AUXILIARY)).toThrow(RangeError);
      expect(() => backend.sign(MESSAGE, SECRET_KEY, new Uint8Array(length))).toThrow(RangeError);
    }
  });

  it("signs with the smallest and the largest secret key", () => {
    for (const secretKey of [ONE, GROUP_ORDER_LESS_ONE]) {
      const signature = backend.sign(MESSAGE, secretKey, AUXILIARY);
      expect(backend.verify(signature, MESSAGE, backend.publicKey(secretKey))).toBe(true);
    }
  });

  it("leaves its arguments alone and gives results of their own", () => {
    const secretKey = SECRET_KEY.slice();
    const first = backend.sign(MESSAGE, secretKey, AUXILIARY);
    const key = backend.publicKey(secretKey);
    backend.sign(ONE, ONE, ONE);
    backend.publicKey(ONE);
    expect(secretKey).toEqual(SECRET_KEY);
    expect(first).toEqual(SIGNATURE);
    expect(key).toEqual(PUBLIC_KEY);
  });
});

describe("the WebAssembly backend", () => {
  it("keeps giving true verdicts after any number of keys that are no point", () => {
    // Each refusal leaks stack inside an instance, which breaks one within 3,500: see REFUSALS_PER_INSTANCE_MAX.
    const backend = wasmSchnorr();
    for (let count = 1; count <= 8_000; count++) {
      if (backend.verify(SIGNATURE, MESSAGE, NO_POINT)) throw new Error(`refusal ${count} came out valid`);
      if (count % REFUSALS_PER_INSTANCE_MAX <= 1) expect(backend.verify(SIGNATURE, MESSAGE, PUBLIC_KEY)).toBe(true);
    }
    expect(backend.sign(MESSAGE, SECRET_KEY, AUXILIARY)).toEqual(SIGNATURE);
  });
});

describe("firstInvalidSignature", () => {
  /** Calls a signature valid when its first byte is 1, and records what it was given. */
  function fakeBackend(seen: number[][]): SchnorrBackend {
    return {
      ...nobleSchnorr,
      name: "fake",
      verify(signature, message, publicKey) {
        seen.push([message.length, publicKey.length, signature.length, message[0]!, publicKey[0]!]);
        return signature[0] === 1;
      },
    };
  }

  function item(message: number, publicKey: number, signature: number): Uint8Array {
    const bytes = new Uint8Array(SIGNATURE_CHECK_BYTES);
    bytes[0] = message;
    bytes[32] = publicKey;
    bytes[64] = signature;
    return bytes;
  }

  it("gives -1 when all are valid, and when there are none", () => {
    const seen: number[][] = [];
    expect(firstInvalidSignature(fakeBackend(seen), concatBytes(item(5, 6, 1), item(7, 8, 1)))).toBe(-1);
    expect(seen).toEqual([
      [32, 32, 64, 5, 6],
      [32, 32, 64, 7, 8],
    ]);
    expect(firstInvalidSignature(fakeBackend(seen), new Uint8Array())).toBe(-1);
  });

  it("gives the number of the first invalid one and stops there", () => {
    const seen: number[][] = [];
    const items = concatBytes(item(0, 0, 1), item(0, 0, 0), item(0, 0, 0));
    expect(firstInvalidSignature(fakeBackend(seen), items)).toBe(1);
    expect(seen).toHaveLength(2);
  });

  it.each([1, 127, 129])("refuses %i bytes, which cut an item", (length) => {
    expect(() => firstInvalidSignature(nobleSchnorr, new Uint8Array(length))).toThrow(RangeError);
  });

  it("reads hash, key, signature in this order", () => {
    const items = concatBytes(MESSAGE, PUBLIC_KEY, SIGNATURE);
    expect(items).toHaveLength(SIGNATURE_CHECK_BYTES);
    expect(firstInvalidSignature(nobleSchnorr, items)).toBe(-1);
    expect(firstInvalidSignature(nobleSchnorr, concatBytes(items, flipBit(items, 0)))).toBe(1);
  });
});
