/**
 * Byte strings: hex, joining, comparing, and how a hash is shown.
 *
 * A hash has one order inside (as it comes out of SHA-256, as it stands in messages and keys) and is shown with its
 * bytes reversed, as in Bitcoin, so that the zeros of the proof of work stand in front.
 */

/** Length of every hash in this network: a SHA-256 digest. */
const HASH_BYTES = 32;

const HEX_OF_BYTE: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hex, two digits a byte. */
export function bytesToHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += HEX_OF_BYTE[byte];
  return hex;
}

/** The bytes of a hex text in either case. Throws RangeError when a digit is missing or is not a hex digit. */
export function hexToBytes(hex: string): Uint8Array {
  if (hex.length % 2 !== 0) throw new RangeError(`hex text of odd length ${hex.length}`);
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = hexDigitValue(hex.charCodeAt(index * 2));
    const low = hexDigitValue(hex.charCodeAt(index * 2 + 1));
    if (high === -1 || low === -1) throw new RangeError(`no hex digits at position ${index * 2}`);
    bytes[index] = high * 16 + low;
  }
  return bytes;
}

/** One new array with the parts one after another. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Same length and same bytes. Stops at the first difference, so it is not for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** Lexicographic order of unsigned bytes; a proper prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): -1 | 0 | 1 {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  if (a.length === b.length) return 0;
  return a.length < b.length ? -1 : 1;
}

/** A hash as people see it: 64 hex digits, bytes reversed. Throws RangeError unless given 32 bytes. */
export function hashToDisplay(hash: Uint8Array): string {
  if (hash.length !== HASH_BYTES) throw new RangeError(`a hash of ${hash.length} bytes`);
  return bytesToHex(hash.toReversed());
}

/** The hash behind a shown text, in internal order, or undefined unless the text is exactly 64 hex digits. */
export function hashFromDisplay(text: string): Uint8Array | undefined {
  if (text.length !== HASH_BYTES * 2 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return hexToBytes(text).reverse();
}

/** 0 to 15, or -1 for any other character. */
function hexDigitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x61 + 10;
  if (code >= 0x41 && code <= 0x46) return code - 0x41 + 10;
  return -1;
}
