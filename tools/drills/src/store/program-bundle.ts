/** The programs as bundles, built from the sources as they are: they start in some tenths of a second. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const BUNDLER = new URL("../../../build/src/bundle-program.mjs", import.meta.url).href;

/** Into a folder of its own, so that nobody else's build is disturbed. Returns the file to start with node. */
export function buildProgram(name: "full-node" | "miner" | "light-node", directory: string): string {
  return bundle(name, join(ROOT, "apps", name, "src/main.ts"), directory);
}

/** Another entry point, such as a drill's own process: bundled like a program, since that is what is measured. */
export function bundle(name: string, main: string, directory: string): string {
  const out = join(directory, `program-${name}`);
  const order = { root: ROOT, name, main, out };
  const script = `import { bundleProgram } from ${JSON.stringify(BUNDLER)}; await bundleProgram(${JSON.stringify(order)});`;
  const built = spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the bundle of the ${name} can't be built: ${built.stderr}`);
  return join(out, "main.mjs");
}

/** The subcommands that the program offers. */
export function hasSubcommand(program: string, name: string): boolean {
  const { stdout } = spawnSync(process.execPath, [program, "--help"], { encoding: "utf8" });
  return new RegExp(`^\\s+${name}\\b`, "m").test(stdout);
}
