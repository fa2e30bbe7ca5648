/**
 * The programs as `npx nx run ROLE:build` makes them, in a directory of this process: a bundle starts in a third of the
 * time that the sources need, and there are dozens of starts. The sources are started by what the documents say.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "@triad/build/bundle-program";
import type { RoleName } from "@triad/host-nodejs";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
export const ROLES = ["full-node", "miner", "light-node"] as const satisfies readonly RoleName[];

/** Where they are, for the processes of the tests. */
const FOLDER_VARIABLE = "TRIAD_TESTED_PROGRAMS";

/** Once for all tests (global-setup.ts), and before the first start. @returns what removes them again */
export async function buildPrograms(): Promise<() => void> {
  const made = mkdtempSync(join(tmpdir(), "triad-programs-"));
  process.env[FOLDER_VARIABLE] = made;
  await Promise.all(
    ROLES.map((name) => {
      return bundleProgram({ root: ROOT, name, main: join(ROOT, "apps", name, "src/main.ts"), out: join(made, name) });
    }),
  );
  return () => rmSync(made, { recursive: true, force: true });
}

/** The file that Node.js is given. */
export function programOf(role: RoleName): string {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined) throw new Error("the programs are built before the first one is started");
  return join(folder, role, "main.mjs");
}
