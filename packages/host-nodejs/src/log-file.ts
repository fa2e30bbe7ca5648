/** DATADIR/debug.log, written line by line and rotated, so that a node that runs for years doesn't fill the disk. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

export interface LogFile {
  write(line: string): void;
  close(): void;
}

/** With the one older file this bounds the log to 20 MiB. */
export const LOG_FILE_BYTES_MAX = 10 * 1024 * 1024;

/** Appends to `path`; the full file becomes `path.1`. */
export function openLogFile(path: string, bytesMax = LOG_FILE_BYTES_MAX): LogFile {
  let file = openSync(path, "a", 0o600);
  let bytes = fstatSync(file).size;
  let closed = false;

  function rotate(): void {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, "a", 0o600);
    bytes = 0;
  }

  return {
    write(line) {
      if (closed) return;
      try {
        if (bytes >= bytesMax) rotate();
        // Written at once: what was logged just before a crash is what one wants to read.
        bytes += writeSync(file, line);
      } catch {
        // A full disk must not end a node that could go on, and there is no place left to say it.
      }
    },
    close() {
      if (closed) return;
      closed = true;
      closeSync(file);
    },
  };
}
