/** A process that takes a directory, says whether it got it, and stays until it is killed or its input ends. */
import { acquireDirectoryLock } from "../directory-lock.ts";
import { StoreError } from "../store-error.ts";

const lock = acquireDirectoryLock(process.argv[2] ?? "");
process.stdout.write(lock instanceof StoreError ? `${lock.code}\n` : "held\n");
process.stdin.resume();
