/** Files that only this user may read, and that are either complete or absent, whatever happens while they are written. */
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Replaces the file. Survives a loss of power from the moment it returns. */
export function writePrivateFile(path: string, contents: string | Uint8Array): void {
  const temporary = writeTemporary(path, contents);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncDirectory(path);
}

/** Creates the file, never replaces one. @throws EEXIST when it is there. */
export function createPrivateFile(path: string, contents: string | Uint8Array): void {
  const temporary = writeTemporary(path, contents);
  try {
    takeName(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncDirectory(path);
}

/** What file systems without links say to one: FAT and exFAT (a stick), some of networks, Android. */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "EACCES", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/** @throws EEXIST when the name is taken. */
function takeName(temporary: string, path: string): void {
  try {
    // Unlike a rename, a link fails when the name is taken.
    linkSync(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && NO_LINKS.has(String(error.code)))) throw error;
    // an empty file takes the name; a loss of power before the rename would leave that
    closeSync(openSync(path, "wx", 0o600));
    renameSync(temporary, path);
  }
}

/** Undefined when there is no such file. */
export function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function writeTemporary(path: string, contents: string | Uint8Array): string {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  // "wx" never follows a link that somebody else has put there.
  const file = openSync(temporary, "wx", 0o600);
  try {
    const bytes = typeof contents === "string" ? Buffer.from(contents, "utf8") : contents;
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } catch (error) {
    // a full disk must not leave a part of a secret beside the file
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return temporary;
}

/** The name of a new file is safe only once its directory is. */
function syncDirectory(path: string): void {
  const directory = openSync(dirname(path), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
