import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { fileLength, LINES_MAX } from "./file-length.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(fileLength, {})).toEqual([]);
});

const file = "packages/crypto/src/long.ts";

it("allows 400 lines", () => {
  expect(findingsWith(fileLength, { [file]: "export {};\n".repeat(LINES_MAX) })).toEqual([]);
});

it("refuses 401 lines", () => {
  expect(findingsWith(fileLength, { [file]: "export {};\n".repeat(LINES_MAX + 1) })).toMatchObject([{ file }]);
});

it("allows more when the header says why", () => {
  const header = "/**\n * A table. Longer than 400\n * lines because it is one table.\n */\n";
  expect(findingsWith(fileLength, { [file]: header + "export {};\n".repeat(LINES_MAX) })).toEqual([]);
});
