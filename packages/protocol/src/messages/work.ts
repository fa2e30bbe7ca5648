/** Cumulative work as 32 bytes, most significant first. */
import { HASH_BYTES } from "../limits.ts";

export const WORK_MAX = (1n << 256n) - 1n;

export function readWork(bytes: Uint8Array): bigint {
  let work = 0n;
  for (const byte of bytes) work = (work << 8n) | BigInt(byte);
  return work;
}

export function writeWork(work: bigint): Uint8Array {
  const bytes = new Uint8Array(HASH_BYTES);
  let rest = work;
  for (let at = HASH_BYTES - 1; at >= 0; at -= 1) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
