import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { coreCompilerOptions } from "./core-compiler-options.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(coreCompilerOptions, {})).toEqual([]);
});

it("refuses a core package that asks for the platform's types", () => {
  const planted = { "packages/crypto/tsconfig.json": '{"compilerOptions": {"types": ["node"]}}' };
  expect(findingsWith(coreCompilerOptions, planted)).toMatchObject([{ file: "packages/crypto/tsconfig.json" }]);
});

it("leaves other projects their types", () => {
  const planted = { "apps/miner/tsconfig.json": '{"compilerOptions": {"types": ["node"]}}' };
  expect(findingsWith(coreCompilerOptions, planted)).toEqual([]);
});
