import {
  bytesToHex,
  concatBytes,
  findSchnorrDifference,
  findSchnorrFlaw,
  firstInvalidSignature,
  hexToBytes,
  nobleSchnorr,
  SIGNATURE_CHECK_BYTES,
  wasmSchnorr,
} from "@triad/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nativeSchnorr } from "./native-schnorr.ts";
import { systemRandomness } from "./randomness.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 300);
const found = nativeSchnorr();
const absent = "unavailable" in found;
if (absent) console.warn(`SKIPPED: the tests of the native signature backend, since ${found.unavailable}`);
const native = absent ? nobleSchnorr : found;

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe.skipIf(absent)("the native backend (skipped where it is not installed)", () => {
  it("passes the vectors of BIP-340, and agrees with noble on fresh cases", () => {
    expect(native.name).toBe("native");
    expect(findSchnorrFlaw(native)).toBeUndefined();
    expect(findSchnorrDifference(native, nobleSchnorr, systemRandomness.bytes, 5)).toBeUndefined();
  });

  it("agrees with WebAssembly on bytes of any kind and length, also around field size and group order", () => {
    const wasm = wasmSchnorr();
    const edges = ["fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd036", `${"f".repeat(52)}feffff`];
    const edge = fc
      .tuple(fc.constantFrom(...edges), bytes32)
      .map(([prefix, rest]) => Uint8Array.from([...hexToBytes(prefix), ...rest]).slice(0, 32));
    const key = bytes32.filter((bytes) => bytes.some((byte) => byte !== 0) && bytes[0] !== 0xff);
    const onCurve = key.map((secret) => wasm.publicKey(secret));
    const word = fc.oneof(bytes32, edge, onCurve, fc.constant(new Uint8Array(32)));
    const signature = fc.oneof(
      { weight: 4, arbitrary: fc.tuple(word, word).map(([r, s]) => Uint8Array.from([...r, ...s])) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 70 }) },
    );
    const any = fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(signature, any, any, (given, message, publicKey) => {
        expect(native.verify(given, message, publicKey)).toBe(wasm.verify(given, message, publicKey));
      }),
      { numRuns: RUNS },
    );
  });

  it("finds the lowest culprit among many, whatever is wrong with how many of them", () => {
    const count = 12;
    const good = Array.from({ length: count }, (_, index) => signedItem(index + 1));
    const fault = fc.record({
      at: fc.nat(count - 1),
      byte: fc.nat(SIGNATURE_CHECK_BYTES - 1),
      xor: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(fault, { selector: ({ at }) => at, maxLength: 4 }), (faults) => {
        const items = good.map((item) => item.slice());
        for (const { at, byte, xor } of faults) items[at]![byte]! ^= xor;
        const lowest = faults.length === 0 ? -1 : Math.min(...faults.map(({ at }) => at));
        expect(firstInvalidSignature(native, concatBytes(...items))).toBe(lowest);
      }),
      { numRuns: RUNS },
    );
  });

  it("finds the first of two whose errors cancel: s + d and s - d, which a sum of both would not show", () => {
    for (const d of [1n, 2n ** 200n, GROUP_ORDER - 1n]) {
      const items = [signedItem(1), shifted(signedItem(2), d), signedItem(3), shifted(signedItem(4), -d)];
      expect(firstInvalidSignature(native, concatBytes(...items))).toBe(1);
      expect(firstInvalidSignature(native, concatBytes(...items.toReversed()))).toBe(0);
    }
  });

  it("throws RangeError for secret keys, messages and randomness that are wrong", () => {
    const good = new Uint8Array(32).fill(1);
    const order = hexToBytes("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    for (const secret of [new Uint8Array(32), order, new Uint8Array(32).fill(255), good.slice(1), new Uint8Array(33)]) {
      expect(() => native.publicKey(secret)).toThrow(RangeError);
      expect(() => native.sign(good, secret, good)).toThrow(RangeError);
    }
    for (const length of [0, 31, 33]) {
      expect(() => native.sign(new Uint8Array(length), good, good)).toThrow(RangeError);
      expect(() => native.sign(good, good, new Uint8Array(length))).toThrow(RangeError);
    }
  });

  it("gives plain bytes of their own, and reads parts of larger memory, shared memory too", () => {
    const secret = new Uint8Array(32).fill(3);
    const key = native.publicKey(secret);
    expect(Buffer.isBuffer(key)).toBe(false);
    expect(key.buffer.byteLength).toBe(32);
    const signature = native.sign(key, secret, secret);
    const shared = new Uint8Array(new SharedArrayBuffer(300));
    shared.set(signature, 7);
    shared.set(key, 100);
    const verify = () => native.verify(shared.subarray(7, 71), shared.subarray(100, 132), shared.subarray(100, 132));
    expect(verify()).toBe(true);
    shared[7 + 63]! ^= 1;
    expect(verify()).toBe(false);
  });
});

const GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Hash, key, signature. */
function signedItem(number: number): Uint8Array {
  const secret = new Uint8Array(32).fill(number);
  return concatBytes(secret, native.publicKey(secret), native.sign(secret, secret, secret));
}

/** The same with another number for s. */
function shifted(item: Uint8Array, by: bigint): Uint8Array {
  const s = BigInt(`0x${bytesToHex(item.subarray(96))}`);
  const other = (s + by + GROUP_ORDER) % GROUP_ORDER;
  return concatBytes(item.subarray(0, 96), hexToBytes(other.toString(16).padStart(64, "0")));
}

describe("a package that is not what it should be", () => {
  const whole = {
    native: 2,
    verify: () => true,
    sign: () => Buffer.alloc(64),
    publicKeyCreate: () => Buffer.alloc(32),
  };

  it.each<[string, () => unknown, string]>([
    ["not there", () => loadFails(), "not installed or was not compiled (Error: Cannot find module)"],
    ["its slow JavaScript", () => ({ ...whole, native: 0 }), "runs as JavaScript"],
    ["without a function", () => ({ ...whole, sign: undefined }), "another version"],
    ["nothing", () => undefined, "another version"],
  ])("%s: is refused with the reason", (_, load, reason) => {
    expect(nativeSchnorr(load)).toEqual({ unavailable: expect.stringContaining(reason) });
  });
});

function loadFails(): never {
  throw new Error("Cannot find module\nRequire stack: …");
}
