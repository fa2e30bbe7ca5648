/**
 * What compiler and linter refuse, seen to be refused: each violation is planted in a copy of a core package's
 * configuration. If a setting is lost, the test that names the violation fails.
 */
import { execFile } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryDirectory, writeFiles } from "./testing/plant-workspace.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

interface Run {
  readonly code: number;
  readonly output: string;
}

/** Runs a tool of the repository by its own file, as `npx` may ask the network. */
function runTool(name: string, args: readonly string[], cwd: string): Promise<Run> {
  return new Promise((resolve) => {
    execFile(join(ROOT, "node_modules/.bin", name), args, { cwd, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

/** A workspace with one core package that is configured as `chain` is, and a neighbour. */
function plant(files: Readonly<Record<string, string>>): string {
  const root = temporaryDirectory();
  const coreConfiguration = JSON.parse(readFileSync(join(ROOT, "packages/chain/tsconfig.json"), "utf8"));
  const biome = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  writeFiles(root, {
    "biome.json": JSON.stringify({ ...biome, $schema: undefined, vcs: undefined }),
    "tsconfig.base.json": readFileSync(join(ROOT, "tsconfig.base.json"), "utf8"),
    "packages/planted/package.json": JSON.stringify({ name: "@triad/planted", type: "module", dependencies: {} }),
    "packages/planted/tsconfig.json": JSON.stringify({ ...coreConfiguration, references: [] }),
    "packages/neighbour/src/index.ts": "export const one = 1;\n",
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`packages/planted/src/${name}`, text])),
  });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  return root;
}

describe("the compiler, with the configuration of a core package", () => {
  const violations: Readonly<Record<string, string>> = {
    "node-import.ts": 'export { readFileSync } from "node:fs";\n',
    "buffer.ts": "export const bytes = Buffer.from([1]);\n",
    "process.ts": "export const pid = process.pid;\n",
    "timer.ts": "setTimeout(() => {}, 1);\n",
    "console.ts": "console.log(1);\n",
    "page.ts": "export const title = document.title;\n",
    "other-package.ts": 'export { one } from "../../neighbour/src/index.ts";\n',
    "enum.ts": "export enum Colour {\n  red,\n}\n",
  };
  async function compile(files: Readonly<Record<string, string>>): Promise<Run> {
    return await runTool("tsc", ["-p", "packages/planted", "--pretty", "false"], plant(files));
  }

  it(`refuses each of ${Object.keys(violations).join(", ")}`, async () => {
    const { output } = await compile(violations);
    const refused = Object.keys(violations).filter((name) => output.includes(`packages/planted/src/${name}(`));
    expect(refused).toEqual(Object.keys(violations));
  });

  it("accepts code without a platform", async () => {
    const { code, output } = await compile({ "fine.ts": "export const one: number = Math.max(0, 1);\n" });
    expect({ code, output }).toEqual({ code: 0, output: "" });
  });
});

describe("the linter", () => {
  const violations: Readonly<Record<string, readonly [rule: string, text: string]>> = {
    "undeclared.ts": ["noUndeclaredDependencies", 'export { one } from "@triad/gossip";\n'],
    "any.ts": ["noExplicitAny", "export const x: any = 1;\n"],
    "unused.ts": ["noUnusedImports", 'import { one } from "./one.ts";\n\nexport const two = 2;\n'],
    "not-null.ts": ["noNonNullAssertion", "export const first = (list: number[]): number => list[0]!;\n"],
  };

  it("refuses what is planted, each by its rule", async () => {
    const files = Object.fromEntries(Object.entries(violations).map(([name, [, text]]) => [name, text]));
    const root = plant({ ...files, "one.ts": "export const one = 1;\n" });
    const { code, output } = await runTool(
      "biome",
      ["check", "--reporter=github", "--max-diagnostics=100", "packages"],
      root,
    );
    expect(code).not.toBe(0);
    for (const [name, [rule]] of Object.entries(violations)) {
      expect(output.split("\n")).toContainEqual(expect.stringMatching(new RegExp(`${rule}.*${name}`)));
    }
  });

  it("accepts what is in order", async () => {
    const root = plant({ "one.ts": "export const one = 1;\n" });
    const { code, output } = await runTool("biome", ["check", "packages/planted/src"], root);
    expect({ code, output }).toMatchObject({ code: 0 });
  });
});
