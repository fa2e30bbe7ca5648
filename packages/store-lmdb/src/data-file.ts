/**
 * Looks at LMDB's data file before LMDB does: LMDB maps the file and trusts it, so that a file which is not one of
 * its own, or was cut short, would end the process by a signal instead of an error.
 *
 * What this can't see is damage inside of the file's pages: LMDB has no checksums.
 * Layout: `MDB_page_header` and `MDB_meta` of the mdb.c in lmdb-js (its header has a transaction number that LMDB 0.9's
 * has not), data version 2, 64-bit little-endian.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";

export type DataFileState = "absent" | "sound" | "corrupt" | "newer-lmdb";

const META_BYTES = 160;
const PAGE_FLAGS_AT = 18;
const PAGE_IS_META = 0x08;
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;
const VERSION_AT = 28;
const VERSION = 2;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const PAGE_BYTES_MIN = 256;
const PAGE_BYTES_MAX = 65_536;

/**
 * LMDB does not write pages that a transaction took at the file's end and gave back, so that a sound file can end before
 * its last page. That is a small part of one batch; a file that misses more of itself than this was cut off.
 */
const MISSING_BYTES_MAX = 16 * 1024 * 1024;
const MISSING_SHARE_MAX = 0.25;

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/** Also lengthens a file that ends just before its last page, since reading past the end of a map is a fatal signal. */
export function checkDataFile(path: string): DataFileState {
  let file: number;
  try {
    file = openSync(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
    throw error;
  }
  try {
    return checkOpenFile(file);
  } finally {
    closeSync(file);
  }
}

function checkOpenFile(file: number): DataFileState {
  const { size } = fstatSync(file);
  // LMDB was killed before its first write.
  if (size === 0) return "absent";
  const first = readMeta(file, 0);
  if (typeof first === "string") return first;
  const second = readMeta(file, first.pageBytes);
  if (typeof second === "string") return second;
  const latest = first.transaction >= second.transaction ? first : second;
  const neededBytes = (Number(latest.lastPage) + 1) * first.pageBytes;
  const missingBytes = neededBytes - size;
  if (missingBytes > Math.min(MISSING_BYTES_MAX, neededBytes * MISSING_SHARE_MAX)) return "corrupt";
  if (missingBytes > 0) ftruncateSync(file, neededBytes);
  return "sound";
}

function readMeta(file: number, at: number): Meta | "corrupt" | "newer-lmdb" {
  const bytes = Buffer.alloc(META_BYTES);
  if (readSync(file, bytes, 0, META_BYTES, at) !== META_BYTES) return "corrupt";
  if ((bytes.readUInt16LE(PAGE_FLAGS_AT) & PAGE_IS_META) === 0 || bytes.readUInt32LE(MAGIC_AT) !== MAGIC) {
    return "corrupt";
  }
  const version = bytes.readUInt32LE(VERSION_AT) & 0xffff;
  if (version !== VERSION) return version > VERSION ? "newer-lmdb" : "corrupt";
  const pageBytes = bytes.readUInt32LE(PAGE_SIZE_AT);
  const isPowerOfTwo = (pageBytes & (pageBytes - 1)) === 0;
  if (pageBytes < PAGE_BYTES_MIN || pageBytes > PAGE_BYTES_MAX || !isPowerOfTwo) return "corrupt";
  return {
    pageBytes,
    lastPage: bytes.readBigUInt64LE(LAST_PAGE_AT),
    transaction: bytes.readBigUInt64LE(TRANSACTION_AT),
  };
}
