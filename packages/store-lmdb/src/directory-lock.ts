/**
 * One process per data directory, by a file `.lock` that names its holder.
 *
 * Node.js has no flock, so a process that was killed leaves its file, which the next one takes over. The steps, so that
 * of several that try at once one wins and none removes another's lock:
 *  - A claim is written whole to a file of its own name and then hard-linked to the lock's name: linking is atomic and
 *    fails if the name exists, and no one ever reads a claim in part.
 *  - Each claim has a random name. To take over dead claim X is to link one's own claim to `.lock-after-X`; one wins.
 *  - The winner makes sure that `.lock` still leads to X (else X was replaced while it looked, and it withdraws), and
 *    renames its claim over `.lock`. A winner that dies in between is itself a dead claim, and is taken over the same way.
 * Limit: two containers that share a directory do not see each other's processes. Give each its own directory.
 */
import { randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { isRunning, type ProcessIdentity, thisProcess } from "./process-identity.ts";
import { diskFull, StoreError, saysDiskIsFull } from "./store-error.ts";

export interface DirectoryLock {
  /** Gives the directory free; a second call does nothing. */
  release(): void;
}

interface Claim extends ProcessIdentity {
  readonly claim: string;
}

/** Attempts to win against others that start at the same moment; each one fails only because another went on. */
const ATTEMPTS_MAX = 100;
/** Of takeovers that died on the way; each was a kill within a millisecond. */
const DEAD_CLAIMS_MAX = 100;

/** Claims that this process made and did not give up. */
const held = new Set<string>();

/** Creates the directory if it is not there. Errors: `locked`, `not-writable`, `disk-full`. */
export function acquireDirectoryLock(directory: string): DirectoryLock | StoreError {
  const claim: Claim = { ...thisProcess(), claim: randomBytes(16).toString("hex") };
  const claimFile = join(directory, `.lock-claim-${claim.claim}`);
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    writeWhole(claimFile, JSON.stringify(claim));
    try {
      return claimDirectory(directory, claim, claimFile);
    } finally {
      rmSync(claimFile, { force: true });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (saysDiskIsFull(reason)) return diskFull(directory, error);
    const advice = "Give the process the right to write there, or choose another data directory.";
    return new StoreError("not-writable", `${directory} can't be written: ${reason}. ${advice}`, error);
  }
}

function claimDirectory(directory: string, claim: Claim, claimFile: string): DirectoryLock | StoreError {
  const lockFile = join(directory, ".lock");
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    if (linkIfFree(claimFile, lockFile)) return hold(lockFile, claim);
    const dead = lastClaim(directory);
    if (dead === undefined) continue;
    if (holds(dead)) return lockedBy(directory, dead);
    const takeover = join(directory, `.lock-after-${dead.claim}`);
    if (!linkIfFree(claimFile, takeover)) continue;
    if (lastClaim(directory)?.claim === claim.claim) {
      renameSync(takeover, lockFile);
      return hold(lockFile, claim);
    }
    rmSync(takeover, { force: true });
  }
  return new StoreError("locked", `Many processes want ${directory} at once. Start one of them.`);
}

/** Follows takeovers from `.lock` to the latest; undefined when `.lock` is not there. */
function lastClaim(directory: string): Claim | undefined {
  let claim = readClaim(join(directory, ".lock"));
  for (let length = 0; claim && length < DEAD_CLAIMS_MAX; length++) {
    const next = readClaim(join(directory, `.lock-after-${claim.claim}`));
    if (!next) break;
    claim = next;
  }
  return claim;
}

function readClaim(file: string): Claim | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { pid, bootId, startTicks, claim } = JSON.parse(text) as Partial<Claim>;
    if (typeof pid === "number" && typeof claim === "string" && /^[0-9a-f]{32}$/.test(claim)) {
      return { pid, bootId: bootId ?? null, startTicks: startTicks ?? null, claim };
    }
  } catch {
    // Claims are synced before they get their name, so one that can't be read was damaged later, or is not ours.
  }
  return { pid: 0, bootId: "unreadable", startTicks: null, claim: "unreadable" };
}

function holds(claim: Claim): boolean {
  if (claim.claim === "unreadable") return false;
  // Where the start of a process is unknown, an id of a dead process may have been given to this one.
  if (claim.pid === process.pid && claim.startTicks === null) return held.has(claim.claim);
  return isRunning(claim);
}

function hold(lockFile: string, claim: Claim): DirectoryLock {
  held.add(claim.claim);
  return {
    release() {
      if (!held.delete(claim.claim)) return;
      // Someone removed or replaced the file by hand: what is there now is not ours to remove.
      if (readClaim(lockFile)?.claim === claim.claim) rmSync(lockFile, { force: true });
    },
  };
}

function lockedBy(directory: string, { pid }: Claim): StoreError {
  const who = pid === process.pid ? "this process already" : `process ${pid}`;
  return new StoreError("locked", `${directory} is in use by ${who}. Stop it, or choose another data directory.`);
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function writeWhole(file: string, text: string): void {
  const descriptor = openSync(file, "wx", 0o644);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
