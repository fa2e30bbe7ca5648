/**
 * The account's public key: all that a wallet needs to know what is its own, and nothing that can spend. Written as
 * BIP-32's extended key with the prefix `tpub`, as other programs show it (coin type 1 has no prefix of its own).
 */
import { HDKey } from "@scure/bip32";
import { assert } from "@triad/chain";

const ACCOUNT_PATH = "m/86'/1'/0'";
/** BIP-32's versions of test networks: `tprv` and `tpub`. */
const VERSIONS = { private: 0x04358394, public: 0x043587cf } as const;
/** Steps of the account's path. */
const ACCOUNT_DEPTH = 3;
/** 82 bytes in base 58 have at most 112 digits. Reading takes the square of the length. */
const TEXT_LENGTH_MAX = 112;

export interface AccountKey {
  /** 33 bytes, a compressed point. */
  readonly publicKey: Uint8Array;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** What keys are derived from: a seed (16 to 64 bytes), or what a wallet without secrets has of it. */
export type KeySource = Uint8Array | AccountKey;

/** The node of BIP-32's tree below which the branches are; with a seed it has the secret key. */
export function accountNode(source: KeySource): HDKey {
  if (!(source instanceof Uint8Array)) return new HDKey({ versions: VERSIONS, ...source });
  const root = HDKey.fromMasterSeed(source, VERSIONS);
  const account = root.derive(ACCOUNT_PATH);
  root.wipePrivateData();
  return account;
}

export function accountKeyOf(seed: Uint8Array): AccountKey {
  const { publicKey, chainCode } = accountNode(seed).wipePrivateData();
  assert(publicKey !== null && chainCode !== null, "an account was derived from a seed");
  return { publicKey, chainCode };
}

/** `tpub…`. */
export function writeAccountKey(seed: Uint8Array): string {
  return accountNode(seed).wipePrivateData().publicExtendedKey;
}

/** Undefined when it is no public account key, or mistyped. */
export function readAccountKey(text: string): AccountKey | undefined {
  if (text.length > TEXT_LENGTH_MAX) return undefined;
  try {
    const { publicKey, chainCode, privateKey, depth } = HDKey.fromExtendedKey(text, VERSIONS);
    if (publicKey === null || chainCode === null || privateKey !== null || depth !== ACCOUNT_DEPTH) return undefined;
    return { publicKey, chainCode };
  } catch {
    // the library throws on a wrong checksum, on another prefix and on what is no point
    return undefined;
  }
}
