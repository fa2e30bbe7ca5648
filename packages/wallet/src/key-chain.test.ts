import { outpointKey } from "@triad/chain";
import { nobleSchnorr, type SchnorrBackend } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { CHANGE, GAP_LIMIT, KeyChain, RECEIVE } from "./key-chain.ts";
import { fieldsOf } from "./plan-payment.ts";
import { signPayment } from "./sign-payment.ts";

const SEED = new Uint8Array(64).fill(7);

describe("a key chain", () => {
  it("gives secrets that sign for its x-only keys, whatever the parity of their points", () => {
    const keys = new KeyChain(SEED, nobleSchnorr);
    for (const branch of [RECEIVE, CHANGE] as const) {
      for (let index = 0; index < 6; index++) {
        const path = { branch, index };
        const message = new Uint8Array(32).fill(index);
        expect(nobleSchnorr.publicKey(keys.secretKey(path))).toEqual(keys.key(path));
        const signature = nobleSchnorr.sign(message, keys.secretKey(path), new Uint8Array(32));
        expect(nobleSchnorr.verify(signature, message, keys.key(path))).toBe(true);
        expect(keys.pathOf(keys.key(path))).toEqual(path);
      }
    }
  });

  it("looks for exactly the gap limit beyond the last key used", () => {
    const keys = new KeyChain(SEED, nobleSchnorr);
    const isLookedFor = (index: number) => keys.pathOf(keys.key({ branch: RECEIVE, index })) !== undefined;
    expect([isLookedFor(GAP_LIMIT - 1), isLookedFor(GAP_LIMIT)]).toEqual([true, false]);
    keys.markUsed({ branch: RECEIVE, index: 3 });
    expect([isLookedFor(GAP_LIMIT + 3), isLookedFor(GAP_LIMIT + 4)]).toEqual([true, false]);
  });

  it("never hands out a key that a scan by the seed alone could miss", () => {
    const keys = new KeyChain(SEED, nobleSchnorr);
    for (let i = 0; i < GAP_LIMIT + 5; i++) {
      expect(keys.mayAdvance(CHANGE)).toBe(i < GAP_LIMIT - 1);
      keys.markKnown(keys.nextPath(CHANGE));
    }
    expect(keys.nextPath(CHANGE).index).toBe(GAP_LIMIT - 1);
    keys.markUsed(keys.nextPath(CHANGE));
    expect(keys.nextPath(CHANGE).index).toBe(GAP_LIMIT);
  });

  it("leaves no secret of a child behind where it makes keys and signatures", () => {
    const used: Uint8Array[] = [];
    const seen = (secretKey: Uint8Array) => {
      used.push(secretKey);
      return secretKey;
    };
    const schnorr: SchnorrBackend = {
      ...nobleSchnorr,
      publicKey: (secretKey) => nobleSchnorr.publicKey(seen(secretKey)),
      sign: (message, secretKey, auxiliary) => nobleSchnorr.sign(message, seen(secretKey), auxiliary),
    };
    const keys = new KeyChain(SEED, schnorr);
    const path = { branch: RECEIVE, index: 2 } as const;
    const coin = { amount: 5_000, key: keys.key(path), height: 1, isCoinbase: false };
    const inputs = [{ outpoint: outpointKey(new Uint8Array(32), 0), coin, path }];
    const context = { keys, schnorr, chainId: new Uint8Array(32), auxiliaryRandomness: new Uint8Array(32) };
    signPayment(fieldsOf(inputs, [{ amount: 4_000, key: coin.key }]), inputs, context);
    expect(used.length).toBeGreaterThan(2 * GAP_LIMIT);
    for (const secretKey of used) expect(secretKey).toEqual(new Uint8Array(32));
  });

  it("goes on where it was after a restart", () => {
    const keys = new KeyChain(SEED, nobleSchnorr);
    keys.markUsed({ branch: RECEIVE, index: 12 });
    keys.markKnown({ branch: CHANGE, index: 4 });
    const again = new KeyChain(SEED, nobleSchnorr);
    again.restore(keys.states);
    expect(again.states).toEqual(keys.states);
    expect(again.pathOf(keys.key({ branch: RECEIVE, index: 32 }))).toEqual({ branch: RECEIVE, index: 32 });
    expect(again.fingerprint).toBe(keys.fingerprint);
    expect(new KeyChain(new Uint8Array(64), nobleSchnorr).fingerprint).not.toBe(keys.fingerprint);
  });
});
