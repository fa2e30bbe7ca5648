import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { noSilencedTests } from "./no-silenced-tests.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(noSilencedTests, {})).toEqual([]);
});

it.each(["it.only", "it.skip", "describe.only", "test.concurrent.skip", "it.todo"])("refuses %s", (call) => {
  const planted = { "packages/crypto/src/one.test.ts": `${call}("a", () => {});\n` };
  expect(findingsWith(noSilencedTests, planted)).toMatchObject([{ line: 1 }]);
});

it("allows a test that says when it is left out", () => {
  const planted = { "packages/crypto/src/one.test.ts": 'it.skipIf(isWindows)("a", () => {});\n' };
  expect(findingsWith(noSilencedTests, planted)).toEqual([]);
});
