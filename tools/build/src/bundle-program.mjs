/**
 * A program as a folder that can be copied elsewhere: main.mjs, its worker threads beside it, and in node_modules the
 * packages that can't be bundled because they load native code.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { copyPackages, findPackage } from "./copy-packages.mjs";

/** They find their `.node` file by its place in their own folder. */
const NATIVE_PACKAGES = ["lmdb"];
/**
 * Compiled at installation where that is possible, and used where it was (native-schnorr.ts in host-nodejs). Its C
 * sources and what the compiler left are most of its size, and stay behind.
 */
const COMPILED_PACKAGE = "bcrypto";
const COMPILED_FILE = "build/Release/bcrypto.node";
const COMPILED_PARTS = { [COMPILED_PACKAGE]: ["package.json", "LICENSE", "lib", COMPILED_FILE] };
/** Loaded by ws only if they are there; it works without. */
const OPTIONAL_PACKAGES = ["bufferutil", "utf-8-validate"];
/** Started by name from the folder of main.mjs (start-worker.ts in host-nodejs). */
const WORKERS = ["signature-worker", "nonce-worker"];
/** CommonJS packages in the bundle ask for Node's own modules by `require`, which an ES module doesn't have. */
const BANNER =
  'import { createRequire as bundleRequire } from "node:module"; const require = bundleRequire(import.meta.url);';

/**
 * @param {{ root: string, name: string, main: string, out: string }} program `root` of the repository; `out` is emptied.
 * @returns {Promise<{ bytes: number }>} size of what was bundled, native packages not counted.
 */
export async function bundleProgram({ root, name, main, out }) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const workers = WORKERS.map((worker) => ({
    in: join(root, "packages/host-nodejs/src", `${worker}.ts`),
    out: worker,
  }));
  const result = await build({
    absWorkingDir: root,
    entryPoints: [{ in: main, out: "main" }, ...workers],
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    external: [...NATIVE_PACKAGES, ...OPTIONAL_PACKAGES],
    banner: { js: BANNER },
    // Names in a stack trace are worth more than the kilobytes.
    keepNames: true,
    legalComments: "linked",
    metafile: true,
    logLevel: "warning",
  });
  copyPackages(NATIVE_PACKAGES, join(root, "packages/store-lmdb"), join(out, "node_modules"));
  const host = join(root, "packages/host-nodejs");
  const compiled = findPackage(COMPILED_PACKAGE, host);
  if (compiled !== undefined && existsSync(join(compiled, COMPILED_FILE))) {
    copyPackages([COMPILED_PACKAGE], host, join(out, "node_modules"), COMPILED_PARTS);
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const manifest = { name: `triad-${name}`, version, private: true, type: "module", main: "main.mjs" };
  writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { bytes: Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0) };
}
