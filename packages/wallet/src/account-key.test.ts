import { nobleSchnorr } from "@triad/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountKeyOf, readAccountKey, writeAccountKey } from "./account-key.ts";
import { CHANGE, KeyChain, RECEIVE } from "./key-chain.ts";

const SEED = new Uint8Array(64).fill(7);
const OTHER_SEED = new Uint8Array(64).fill(8);

describe("an account's public key", () => {
  it("comes back from its text, and from nothing else", () => {
    const text = writeAccountKey(SEED);
    expect(text).toMatch(/^tpub[1-9A-HJ-NP-Za-km-z]{107}$/);
    expect(readAccountKey(text)).toEqual(accountKeyOf(SEED));
    for (const wrong of [
      "",
      text.slice(1),
      `${text.slice(0, -1)}1`,
      text.toUpperCase(),
      text.replace("tpub", "xpub"),
    ]) {
      expect(readAccountKey(wrong)).toBeUndefined();
    }
  });

  it("is one of the account: keys of other depths and secret keys are refused", () => {
    const secret =
      "tprv8ZgxMBicQKsPe5YMU9gHen4Ez3ApihUfykaqUorj9t6FDqy3nP6eoXiAo2ssvpAjoLroQxHqr3R5nE3a5dU3DHTjTgJDd7zrbniJr6nrCzd";
    expect(readAccountKey(secret)).toBeUndefined();
  });
});

describe("keys from the account's public key", () => {
  it("are those of the seed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 64 }), fc.nat(1_000_000), (seed, index) => {
        const watching = new KeyChain(accountKeyOf(seed), nobleSchnorr);
        const signing = new KeyChain(seed, nobleSchnorr);
        expect(watching.fingerprint).toBe(signing.fingerprint);
        for (const branch of [RECEIVE, CHANGE] as const) {
          expect(watching.key({ branch, index })).toEqual(signing.key({ branch, index }));
        }
      }),
      { numRuns: 10 },
    );
  });

  it("have secrets only between unlock and lock, and only by the right seed", () => {
    const keys = new KeyChain(accountKeyOf(SEED), nobleSchnorr);
    const path = { branch: RECEIVE, index: 3 } as const;
    expect(keys.isLocked).toBe(true);
    expect(() => keys.secretKey(path)).toThrow();
    expect(keys.unlock(OTHER_SEED)).toBe(false);
    expect(keys.isLocked).toBe(true);
    expect(keys.unlock(SEED)).toBe(true);
    expect(nobleSchnorr.publicKey(keys.secretKey(path))).toEqual(keys.key(path));
    expect(keys.unlock(OTHER_SEED)).toBe(false);
    expect(keys.isLocked).toBe(false);
    keys.lock();
    expect(keys.isLocked).toBe(true);
    expect(() => keys.secretKey(path)).toThrow();
  });
});
