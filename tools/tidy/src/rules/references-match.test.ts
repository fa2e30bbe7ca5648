import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { referencesMatch } from "./references-match.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(referencesMatch, {})).toEqual([]);
});

it("refuses a dependency that the compiler is not told of", () => {
  const planted = { "packages/crypto/package.json": '{"dependencies": {"@triad/chain": "*"}}' };
  expect(findingsWith(referencesMatch, planted)).toMatchObject([{ message: "no reference to chain" }]);
});

it("refuses a reference without a dependency", () => {
  const planted = { "packages/protocol/package.json": "{}" };
  expect(findingsWith(referencesMatch, planted)).toHaveLength(1);
});
