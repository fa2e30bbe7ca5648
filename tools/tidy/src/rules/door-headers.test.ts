import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { doorHeaders } from "./door-headers.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(doorHeaders, {})).toEqual([]);
});

it("refuses a door whose header does not say what the package is responsible for", () => {
  const planted = { "packages/crypto/src/index.ts": "/** @triad/crypto: Depends on: nothing. */\nexport {};\n" };
  expect(findingsWith(doorHeaders, planted)).toMatchObject([{ message: expect.stringContaining("Responsible for:") }]);
});

it("refuses a package without a door", () => {
  expect(findingsWith(doorHeaders, { "packages/extra/package.json": "{}" })).toHaveLength(1);
});
