import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nobleSchnorr } from "./schnorr-noble.ts";
import { wasmSchnorr } from "./schnorr-wasm.ts";

const wasm = wasmSchnorr();
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const secretKey = bytes32.filter((key) => key.some((byte) => byte !== 0) && key[0] !== 0xff);
type Check = { readonly signature: Uint8Array; readonly message: Uint8Array; readonly publicKey: Uint8Array };
const mutation = fc.record({
  of: fc.constantFrom("signature" as const, "message" as const, "publicKey" as const),
  at: fc.nat(63),
  xor: fc.integer({ min: 1, max: 255 }),
});

function replacePart(check: Check, part: keyof Check, bytes: Uint8Array): Check {
  return { ...check, [part]: bytes };
}

describe("the backends agree", () => {
  it("on public keys and signatures, byte for byte, and accept each other's", () => {
    fc.assert(
      fc.property(bytes32, secretKey, bytes32, (message, key, auxiliary) => {
        const publicKey = wasm.publicKey(key);
        const signature = wasm.sign(message, key, auxiliary);
        expect(publicKey).toEqual(nobleSchnorr.publicKey(key));
        expect(signature).toEqual(nobleSchnorr.sign(message, key, auxiliary));
        expect(wasm.verify(signature, message, publicKey)).toBe(true);
        expect(nobleSchnorr.verify(signature, message, publicKey)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("that a check with one byte changed is invalid", () => {
    fc.assert(
      fc.property(bytes32, secretKey, mutation, (message, key, { of, at, xor }) => {
        const check: Check = { signature: wasm.sign(message, key, message), message, publicKey: wasm.publicKey(key) };
        const changed = check[of].slice();
        changed[at % changed.length]! ^= xor;
        const { signature, message: signed, publicKey } = replacePart(check, of, changed);
        expect(wasm.verify(signature, signed, publicKey)).toBe(false);
        expect(nobleSchnorr.verify(signature, signed, publicKey)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it("on bytes of any kind and length", () => {
    // Values around the field size and the group order, which chance would never meet.
    const edge = fc
      .tuple(
        fc.constantFrom("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd036", `${"f".repeat(52)}feffff`),
        bytes32,
      )
      .map(([prefix, rest]) => Uint8Array.from([...Buffer.from(prefix, "hex"), ...rest]).slice(0, 32));
    const word = fc.oneof(bytes32, edge, fc.constant(new Uint8Array(32)));
    const signature = fc.oneof(
      fc.tuple(word, word).map(([r, s]) => Uint8Array.from([...r, ...s])),
      fc.uint8Array({ maxLength: 70 }),
    );
    const anything = fc.oneof({ weight: 4, arbitrary: word }, fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(signature, anything, anything, (s, message, publicKey) => {
        expect(wasm.verify(s, message, publicKey)).toBe(nobleSchnorr.verify(s, message, publicKey));
      }),
      { numRuns: 300 },
    );
  });
});
