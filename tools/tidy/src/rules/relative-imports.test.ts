import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { relativeImports } from "./relative-imports.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(relativeImports, {})).toEqual([]);
});

it("refuses a relative path into another package", () => {
  const planted = { "packages/crypto/src/a/b.ts": 'export * from "../../../protocol/src/index.ts";\n' };
  expect(findingsWith(relativeImports, planted)).toMatchObject([{ file: "packages/crypto/src/a/b.ts", line: 1 }]);
});

it("refuses a relative path out of a package's folder", () => {
  expect(
    findingsWith(relativeImports, { "apps/miner/src/main.ts": 'import "../../../tsconfig.json";\n' }),
  ).toHaveLength(1);
});

it("allows a path within the package", () => {
  expect(findingsWith(relativeImports, { "packages/crypto/src/a/b.ts": 'export * from "../index.ts";\n' })).toEqual([]);
});
