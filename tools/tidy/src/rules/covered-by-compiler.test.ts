import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { coveredByCompiler } from "./covered-by-compiler.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(coveredByCompiler, {})).toEqual([]);
});

it("refuses a project that the root configuration does not name", () => {
  const findings = findingsWith(coveredByCompiler, { "tsconfig.json": '{"references": []}' });
  expect(findings).toHaveLength(6);
});

it("refuses a configuration that leaves files out", () => {
  const planted = { "packages/crypto/tsconfig.json": '{"include": ["src/index.ts"], "exclude": ["src/**/*.test.ts"]}' };
  expect(findingsWith(coveredByCompiler, planted)).toMatchObject([{ file: "packages/crypto/tsconfig.json" }]);
});

it("refuses a TypeScript file outside of src", () => {
  const file = "packages/crypto/scripts/make.ts";
  expect(findingsWith(coveredByCompiler, { [file]: "" })).toMatchObject([{ file }]);
});
