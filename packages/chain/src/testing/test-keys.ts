/** Keys that every test has, by number. */
import { type SchnorrBackend, wasmSchnorr } from "@triad/crypto";

export interface TestKey {
  readonly secretKey: Uint8Array;
  /** x-only, 32 bytes. */
  readonly key: Uint8Array;
}

/** Makes its instance at the first call. */
export const TEST_SCHNORR: SchnorrBackend = wasmSchnorr();

const made = new Map<number, TestKey>();

/** Secret key n + 1, for n from 0 below 2^32 - 1. */
export function testKey(n: number): TestKey {
  const known = made.get(n);
  if (known !== undefined) return known;
  const secretKey = new Uint8Array(32);
  new DataView(secretKey.buffer).setUint32(28, n + 1);
  const key = { secretKey, key: TEST_SCHNORR.publicKey(secretKey) };
  made.set(n, key);
  return key;
}
