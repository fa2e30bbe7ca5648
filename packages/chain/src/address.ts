/** Addresses: bech32m (BIP-350) over version 0 and an x-only key. docs/spec/addresses.md. */
import { decodeBech32m, encodeBech32m } from "@triad/crypto";

const ADDRESS_VERSION = 0;
const KEY_BYTES = 32;

export function addressOfKey(key: Uint8Array, prefix: string): string {
  return encodeBech32m(prefix, ADDRESS_VERSION, key);
}

export type AddressFault = "not-an-address" | "other-network" | "unknown-version" | "wrong-length";

export function keyOfAddress(address: string, prefix: string): Uint8Array | AddressFault {
  const decoded = decodeBech32m(address);
  if (decoded === undefined) return "not-an-address";
  if (decoded.prefix !== prefix) return "other-network";
  if (decoded.version !== ADDRESS_VERSION) return "unknown-version";
  if (decoded.program.length !== KEY_BYTES) return "wrong-length";
  return decoded.program;
}
