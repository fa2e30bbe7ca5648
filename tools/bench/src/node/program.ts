/** The full node as a command: the bundle that a user deploys, or the sources. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Arguments for node: flags first, the program last. */
export type Program = readonly string[];

/** Profiles need the sources: in a bundle all files are one. */
export function sourceProgram(): Program {
  return ["--import", "tsx", join(ROOT, "apps/full-node/src/main.ts")];
}

/** Builds `dist/apps/full-node` anew, so that what is measured is what the sources say. */
export function bundledProgram(): Program {
  const built = spawnSync(process.execPath, ["tools/build/src/main.mjs", "full-node"], { cwd: ROOT, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the full node's bundle can't be built: ${built.stderr}`);
  return [join(ROOT, "dist/apps/full-node/main.mjs")];
}
