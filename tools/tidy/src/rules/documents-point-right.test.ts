import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { documentsPointRight } from "./documents-point-right.ts";

it("allows links and paths that lead somewhere, and links to elsewhere", () => {
  const planted = {
    "README.md": "[a](docs/a.md#part) [b](https://example.org/x) [c](#here) `packages/crypto/src/index.ts`",
    "docs/a.md": "[back](../README.md) `packages/crypto`",
  };
  expect(findingsWith(documentsPointRight, planted)).toEqual([]);
});

it("refuses a link to a page that is not there", () => {
  expect(findingsWith(documentsPointRight, { "docs/a.md": "one\n[b](b.md)\n" })).toMatchObject([
    { file: "docs/a.md", line: 2 },
  ]);
});

it("refuses a path to code that has moved", () => {
  expect(findingsWith(documentsPointRight, { "docs/a.md": "`packages/crypto/src/gone.ts`" })).toHaveLength(1);
});
