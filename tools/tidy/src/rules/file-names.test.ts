import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { fileNames } from "./file-names.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(fileNames, {})).toEqual([]);
});

it.each(["utils.ts", "helpers.test.ts", "common/index.ts"])("refuses %s", (name) => {
  expect(findingsWith(fileNames, { [`packages/crypto/src/${name}`]: "" })).toHaveLength(1);
});

it("allows names that contain such a word", () => {
  expect(findingsWith(fileNames, { "packages/crypto/src/common-ancestor.ts": "" })).toEqual([]);
});
