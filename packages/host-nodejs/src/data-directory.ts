/** Where a node keeps what it must not forget: ~/.triad/ROLE/NETWORK/. */
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { FatalError } from "./fatal-error.ts";
import { fileFault } from "./file-fault.ts";
import type { RoleName } from "./role-options.ts";

export interface DataPaths {
  readonly directory: string;
  readonly chain: string;
  readonly cookie: string;
  readonly nodeKey: string;
  readonly wallet: string;
  readonly log: string;
}

export function dataPaths(directory: string): DataPaths {
  return {
    directory,
    chain: join(directory, "chain"),
    cookie: join(directory, ".cookie"),
    nodeKey: join(directory, "node-key"),
    wallet: join(directory, "wallet"),
    log: join(directory, "debug.log"),
  };
}

/** `home` may be missing (services, containers): then the user database says, and the last resort is an error. */
export function defaultDataDirectory(role: RoleName, networkName: string, home: string | undefined): string {
  return join(home !== undefined && isAbsolute(home) ? home : homeFromSystem(), ".triad", role, networkName);
}

/** Creates the directory, for this user only. @throws FatalError when that fails. */
export function prepareDataDirectory(directory: string): DataPaths {
  const absolute = resolve(directory);
  try {
    // The process's umask may have taken more than it should; an existing directory keeps its owner's choice.
    if (createDirectory(absolute)) chmodSync(absolute, 0o700);
  } catch (error) {
    throw new FatalError(`Can't create the data directory ${absolute} (--datadir): ${fileFault(error)}.`);
  }
  return dataPaths(absolute);
}

/**
 * Its parents, too; whether it was missing. By hand, since Node's `recursive` tries for ever where the parent is there
 * and takes no entries, as in /proc.
 */
function createDirectory(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false;
  const parent = dirname(path);
  if (parent !== path) createDirectory(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (error) {
    // another process may have been quicker
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false;
    throw error;
  }
}

function homeFromSystem(): string {
  for (const find of [() => userInfo().homedir, homedir]) {
    try {
      const home = find();
      if (isAbsolute(home) && home !== "/nonexistent") return home;
    } catch {
      // No entry for this user id, as in many containers: the next source is asked.
    }
  }
  throw new FatalError("This user has no home directory. Choose where to keep the data with --datadir DIR.");
}
