/** Public keys of the children of one BIP-32 key, those that are not hardened, without its secret. */
import type { HDKey } from "@scure/bip32";
import { assert } from "@triad/chain";
import { concatBytes, hmacSha512, type SchnorrBackend } from "@triad/crypto";

export class ChildKeys {
  readonly #parentKey: Uint8Array;
  readonly #chainCode: Uint8Array;
  readonly #schnorr: SchnorrBackend;

  constructor({ publicKey, chainCode }: HDKey, schnorr: SchnorrBackend) {
    assert(publicKey !== null && chainCode !== null, "the parent has a public key");
    this.#parentKey = publicKey;
    this.#chainCode = chainCode;
    this.#schnorr = schnorr;
  }

  /** The x-only key, 32 bytes, by CKDpub of BIP-32. `index`: below 2^31. */
  at(index: number): Uint8Array {
    assert(index < 2 ** 31, "a wallet never hands out two thousand million keys");
    const indexBytes = new Uint8Array(4);
    new DataView(indexBytes.buffer).setUint32(0, index);
    const tweak = hmacSha512(this.#chainCode, concatBytes(this.#parentKey, indexBytes)).subarray(0, 32);
    return this.#schnorr.addScalarToPoint(this.#parentKey, tweak)?.slice(1) ?? this.at(index + 1);
  }
}
