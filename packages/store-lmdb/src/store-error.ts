import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

export type StoreErrorCode =
  /** Nothing there, and the caller did not ask to create it. */
  | "not-found"
  /** The directory can't be created or written. */
  | "not-writable"
  | "locked"
  | "other-network"
  | "newer-format"
  | "corrupt"
  | "closed"
  | "disk-full"
  | "io-error";

/** A refusal of the store; the message tells the operator what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StoreError";
    this.code = code;
  }
}

/** ENOSPC, EDQUOT (quota) and EFBIG (limit of a file's size), by name as Node.js gives them and in the system's words. */
const DISK_FULL = /no space left|quota exceeded|file too large|ENOSPC|EDQUOT|EFBIG|MDB_MAP_FULL/i;

/** What is written to learn whether the disk is full: more than LMDB's last write can have left free of it. */
const PROBE_BYTES = 1024 * 1024;

export function writeFailure(directory: string, cause: unknown): StoreError {
  const reason = messageOf(cause);
  if (saysDiskIsFull(reason) || saysDiskIsFull(probeDisk(directory))) {
    const message = `The disk of ${directory} is full. Free some space; writing goes on then.`;
    return new StoreError("disk-full", message, cause);
  }
  return new StoreError(
    "io-error",
    `Writing to ${directory} failed: ${reason}. Check the disk, then start again; what was written before is safe.`,
    cause,
  );
}

export function saysDiskIsFull(reason: string): boolean {
  return DISK_FULL.test(reason);
}

/** At a start, which does not wait for space. */
export function diskFull(directory: string, cause: unknown): StoreError {
  return new StoreError("disk-full", `The disk of ${directory} is full. Free some space, then start again.`, cause);
}

/**
 * LMDB writes its lock file through a map: where a new one finds no space, the process ends by SIGBUS instead of an
 * error. So there must be space before it is made. @throws StoreError `disk-full`
 */
export function checkSpaceToBegin(directory: string): void {
  const reason = probeDisk(directory);
  if (saysDiskIsFull(reason)) throw diskFull(directory, reason);
}

/**
 * LMDB reports a write that the full disk cut short as an I/O error. So write as much beyond the length of the data
 * file, where a limit of size would apply too, and see what the system says.
 */
function probeDisk(directory: string): string {
  const probe = join(directory, ".space-probe");
  try {
    const size = statSync(join(directory, "data.mdb"), { throwIfNoEntry: false })?.size ?? 0;
    const file = openSync(probe, "w");
    try {
      for (let written = 0; written < PROBE_BYTES; ) {
        written += writeSync(file, new Uint8Array(PROBE_BYTES), written, PROBE_BYTES - written, size + written);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
    return "";
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
