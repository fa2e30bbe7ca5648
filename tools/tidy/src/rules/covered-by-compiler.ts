/**
 * Every TypeScript file is checked by the compiler, tests included: each project has one configuration for what it
 * ships and one for its tests, and the root one names both. (A file outside of `src` would be checked by neither.)
 */
import type { Finding } from "../finding.ts";
import type { Rule } from "../rule.ts";

interface Configuration {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly references?: readonly { readonly path: string }[];
}

export const coveredByCompiler: Rule = {
  name: "covered-by-compiler",
  check: ({ projects, read }) => {
    const rooted = new Set(parse(read("tsconfig.json")).references?.map(({ path }) => path));
    return projects.flatMap(({ folder, files }) => {
      const findings: Finding[] = [];
      const expected: readonly [string, string, Configuration][] = [
        ["tsconfig.json", folder, { include: ["src"], exclude: ["src/**/*.test.ts"] }],
        ["tsconfig.test.json", `${folder}/tsconfig.test.json`, { include: ["src/**/*.test.ts"] }],
      ];
      for (const [name, reference, { include, exclude }] of expected) {
        const file = `${folder}/${name}`;
        const found = parse(read(file));
        if (!isSame(found.include, include)) findings.push({ file, message: `\`include\` must be ${list(include)}` });
        if (!isSame(found.exclude, exclude)) findings.push({ file, message: `\`exclude\` must be ${list(exclude)}` });
        if (!rooted.has(reference)) findings.push({ file, message: "the root tsconfig.json does not refer to it" });
      }
      for (const { path } of files) {
        if (/\.m?ts$/.test(path) && !path.startsWith(`${folder}/src/`)) {
          findings.push({ file: path, message: "stands outside of src, where no configuration checks it" });
        }
      }
      return findings;
    });
  },
};

function parse(text: string | undefined): Configuration {
  return JSON.parse(text ?? "{}") as Configuration;
}

function isSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return JSON.stringify(a ?? []) === JSON.stringify(b ?? []);
}

function list(values: readonly string[] | undefined): string {
  return JSON.stringify(values ?? []);
}
