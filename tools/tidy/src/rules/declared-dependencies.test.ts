import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { declaredDependencies } from "./declared-dependencies.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(declaredDependencies, {})).toEqual([]);
});

it("refuses an import that is not declared, in tests too", () => {
  const planted = { "packages/crypto/src/one.test.ts": 'import "@triad/protocol";\n' };
  expect(findingsWith(declaredDependencies, planted)).toMatchObject([
    { file: "packages/crypto/src/one.test.ts", line: 1 },
  ]);
});

it("refuses a declared dependency that nothing imports", () => {
  const planted = { "packages/crypto/package.json": '{"dependencies": {"@triad/chain": "*"}}' };
  expect(findingsWith(declaredDependencies, planted)).toMatchObject([{ file: "packages/crypto/package.json" }]);
});
