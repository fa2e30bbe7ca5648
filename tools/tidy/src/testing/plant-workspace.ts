/** A small repository in a temporary directory, in order except for what a test plants. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Finding } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { readWorkspace } from "../workspace.ts";

type Files = Readonly<Record<string, string>>;

const DOOR = `/**
 * @triad/NAME: for tests.
 *
 * Responsible for: nothing.
 * Depends on: nothing.
 */
export const one = 1;
`;

/** Two core packages (the upper one imports the lower one) and an app. */
function orderlyFiles(): Record<string, string> {
  const projects = [
    { folder: "packages/crypto", uses: [] },
    { folder: "packages/protocol", uses: ["crypto"] },
    { folder: "apps/miner", uses: ["protocol"] },
  ];
  const files: Record<string, string> = {
    "tsconfig.json": JSON.stringify({
      references: projects.flatMap(({ folder }) => [{ path: folder }, { path: `${folder}/tsconfig.test.json` }]),
    }),
  };
  for (const { folder, uses } of projects) {
    const name = folder.split("/")[1] ?? "";
    files[`${folder}/package.json`] = JSON.stringify({
      name: `@triad/${name}`,
      dependencies: Object.fromEntries(uses.map((used) => [`@triad/${used}`, "*"])),
    });
    files[`${folder}/tsconfig.json`] = JSON.stringify({
      compilerOptions: { rootDir: "src" },
      include: ["src"],
      exclude: ["src/**/*.test.ts"],
      references: uses.map((used) => ({ path: `../../packages/${used}` })),
    });
    files[`${folder}/tsconfig.test.json`] = JSON.stringify({ include: ["src/**/*.test.ts"] });
    files[`${folder}/src/index.ts`] =
      DOOR.replace("NAME", name) + uses.map((used) => `export { one as of } from "@triad/${used}";\n`).join("");
  }
  return files;
}

/** What the rule says of the repository with these files put over the orderly ones. */
export function findingsWith(rule: Rule, planted: Files): readonly Finding[] {
  const root = temporaryDirectory();
  writeFiles(root, { ...orderlyFiles(), ...planted });
  return rule.check(readWorkspace(root));
}

export function temporaryDirectory(): string {
  const root = mkdtempSync(join(tmpdir(), "triad-tidy-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
