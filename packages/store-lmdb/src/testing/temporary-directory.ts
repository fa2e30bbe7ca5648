import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For tests: a directory of its own, and how to remove it. */
export function makeTemporaryDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "store-lmdb-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
