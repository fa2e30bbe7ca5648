/** A program as a command: the bundle that a user deploys, or the sources. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Arguments for node: flags first, the program last. */
export type Program = readonly string[];

export type ProgramName = "full-node" | "light-node";

/** Profiles need the sources: in a bundle all files are one. */
export function sourceProgram(name: ProgramName = "full-node"): Program {
  return ["--import", "tsx", join(ROOT, `apps/${name}/src/main.ts`)];
}

/** Builds its bundle below `dist/apps` anew, so that what is measured is what the sources say. */
export function bundledProgram(name: ProgramName = "full-node"): Program {
  const built = spawnSync(process.execPath, ["tools/build/src/main.mjs", name], { cwd: ROOT, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the bundle of the ${name} can't be built: ${built.stderr}`);
  return [join(ROOT, "dist/apps", name, "main.mjs")];
}
