/**
 * Secret keys of the children of one BIP-32 key, those that are not hardened. The library makes each child's public key
 * and fingerprint too, in plain JavaScript: a hundred times the work of what is wanted here.
 */
import type { HDKey } from "@scure/bip32";
import { assert } from "@triad/chain";
import { concatBytes, hmacSha512 } from "@triad/crypto";

/** Order of secp256k1's group (SEC 2, 2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

export class ChildSecrets {
  readonly #parentSecret: Uint8Array;
  readonly #parentKey: Uint8Array;
  readonly #chainCode: Uint8Array;

  constructor({ privateKey, publicKey, chainCode }: HDKey) {
    assert(privateKey !== null && publicKey !== null && chainCode !== null, "the parent was derived from a seed");
    // a copy, which is overwritten when it is to be forgotten
    this.#parentSecret = privateKey.slice();
    this.#parentKey = publicKey;
    this.#chainCode = chainCode;
  }

  /** 32 bytes, by CKDpriv of BIP-32. `index`: below 2^31. */
  at(index: number): Uint8Array {
    assert(index < 2 ** 31, "a wallet never hands out two thousand million keys");
    const indexBytes = new Uint8Array(4);
    new DataView(indexBytes.buffer).setUint32(0, index);
    const tweak = numberOf(hmacSha512(this.#chainCode, concatBytes(this.#parentKey, indexBytes)).subarray(0, 32));
    const secret = (numberOf(this.#parentSecret) + tweak) % ORDER;
    return tweak >= ORDER || secret === 0n ? this.at(index + 1) : bytesOf(secret);
  }

  /** It gives none any more. */
  forget(): void {
    this.#parentSecret.fill(0);
  }
}

/** 32 bytes, big-endian. */
function numberOf(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let number = 0n;
  for (let at = 0; at < 32; at += 8) number = (number << 64n) | view.getBigUint64(at);
  return number;
}

function bytesOf(number: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  for (let at = 24, rest = number; at >= 0; at -= 8, rest >>= 64n) view.setBigUint64(at, BigInt.asUintN(64, rest));
  return bytes;
}
