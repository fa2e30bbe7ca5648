/** Whose coins the generated chains move. Signing is done by the quick backend: it makes bytes and judges nothing. */
import { wasmSchnorr } from "@triad/crypto";
import { type Bytes, hex, join } from "../model/index.ts";

export const schnorr = wasmSchnorr();

export function secretKey(owner: number): Bytes {
  return join(new Uint8Array(31), Uint8Array.of(owner + 1));
}

/** The last owner is a key that is no point of the curve. */
export const OWNER_KEYS: readonly Bytes[] = [
  ...[0, 1, 2, 3, 4, 5].map((owner) => schnorr.publicKey(secretKey(owner))),
  new Uint8Array(32).fill(0xff),
];

/** Undefined: nobody can sign for the key. */
export function secretKeyOf(key: Bytes): Bytes | undefined {
  const owner = OWNER_KEYS.findIndex((each) => hex(each) === hex(key));
  return owner === -1 || owner === OWNER_KEYS.length - 1 ? undefined : secretKey(owner);
}
