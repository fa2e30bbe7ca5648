/**
 * Byte strings as keys of Map and Set: one character a byte (latin-1), so that a 32-byte hash is a 32-byte
 * string and comparing keys compares the bytes. They never leave the process in this form.
 */

/** A 32-byte hash, one character a byte. */
export type HashKey = string;
/** 32 bytes of txid, then the index as 4 bytes big-endian, one character a byte. */
export type OutpointKey = string;

/** The key of a row of the index, one character a byte. */
export type IndexKey = string;
/** What the row holds, in the same form. */
export type IndexValue = string;

export function hashKey(hash: Uint8Array): HashKey {
  return String.fromCharCode.apply(undefined, hash as unknown as number[]);
}

export function bytesOfKey(key: string): Uint8Array {
  const bytes = new Uint8Array(key.length);
  for (let i = 0; i < key.length; i++) bytes[i] = key.charCodeAt(i);
  return bytes;
}

export function outpointKey(txid: Uint8Array, index: number): OutpointKey {
  return hashKey(txid) + String.fromCharCode(index >>> 24, (index >>> 16) & 0xff, (index >>> 8) & 0xff, index & 0xff);
}

export function outpointOfKey(key: OutpointKey): { txid: Uint8Array; index: number } {
  const bytes = bytesOfKey(key);
  return { txid: bytes.slice(0, 32), index: new DataView(bytes.buffer).getUint32(32) };
}
