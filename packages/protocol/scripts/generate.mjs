/**
 * Generate src/generated/wire.js and wire.d.ts from proto/triad.proto.
 *
 *   node scripts/generate.mjs           write them
 *   node scripts/generate.mjs --check   exit 1 when the committed ones are not what would be written
 *
 * Static code, because protobufjs's reflection builds functions from strings, which a page's
 * Content-Security-Policy forbids; numbers instead of Long objects, because amounts are safe integers.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const TARGET = join(PACKAGE, "src", "generated");
const FILES = ["wire.js", "wire.d.ts"];
const OPTIONS = [
  ...["-t", "static-module", "-w", "esm", "--dts"],
  ...["--force-number", "--no-create", "--no-verify", "--no-convert", "--no-delimited", "--no-typeurl"],
];

const generated = generate();
if (process.argv.includes("--check")) {
  const stale = FILES.filter((name) => committed(name) !== generated.get(name));
  if (stale.length > 0) {
    console.error(
      `not current: ${stale.join(", ")} in packages/protocol/src/generated; run: npx nx run protocol:generate`,
    );
    process.exitCode = 1;
  }
} else {
  mkdirSync(TARGET, { recursive: true });
  for (const [name, text] of generated) writeFileSync(join(TARGET, name), text);
}

function generate() {
  const directory = mkdtempSync(join(tmpdir(), "triad-generate-"));
  try {
    const pbjs = createRequire(import.meta.url).resolve("protobufjs-cli/bin/pbjs");
    const proto = join(PACKAGE, "proto", "triad.proto");
    execFileSync(process.execPath, [pbjs, ...OPTIONS, "-o", join(directory, "wire.js"), proto], { stdio: "inherit" });
    return new Map(FILES.map((name) => [name, readFileSync(join(directory, name), "utf8")]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function committed(name) {
  const path = join(TARGET, name);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
