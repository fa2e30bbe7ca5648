/** The text of known addresses as the bytes of a record: addresses are ASCII, so a byte a character. */
import { bytesOfKey, hashKey } from "@triad/chain";

/** Where the store keeps them. */
export const ADDRESSES_RECORD = "addresses";

export function bytesOfText(text: string): Uint8Array {
  return bytesOfKey(text);
}

/** In slices, since a call takes a bounded number of arguments. */
export function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += hashKey(bytes.subarray(at, at + 4096));
  return text;
}
