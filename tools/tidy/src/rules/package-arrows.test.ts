import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { packageArrows } from "./package-arrows.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(packageArrows, {})).toEqual([]);
});

it("refuses an arrow that points up", () => {
  const planted = { "packages/crypto/src/up.ts": 'import { one } from "@triad/protocol";\nexport const two = one;\n' };
  expect(findingsWith(packageArrows, planted)).toMatchObject([{ file: "packages/crypto/src/up.ts", line: 1 }]);
});

it("refuses an arrow within a line, dynamic imports and doors included", () => {
  const planted = {
    "packages/wallet/package.json": "{}",
    "packages/wallet/src/index.ts": 'export const pool = () => import("@triad/mempool/door");\n',
  };
  expect(findingsWith(packageArrows, planted)).toMatchObject([{ file: "packages/wallet/src/index.ts" }]);
});

it("allows the arrows within a line that have a reason", () => {
  const planted = {
    "packages/host-nodejs/package.json": "{}",
    "packages/host-nodejs/src/index.ts": 'export { one } from "@triad/store-lmdb";\n',
  };
  expect(findingsWith(packageArrows, planted)).toEqual([]);
});

it("refuses a package that stands in no layer", () => {
  expect(findingsWith(packageArrows, { "packages/extra/package.json": "{}" })).toMatchObject([
    { file: "packages/extra/package.json" },
  ]);
});

it("is not misled by comments and texts", () => {
  const planted = {
    "packages/crypto/src/text.ts": '// import "@triad/roles"\nexport const t = `from "@triad/roles"`;\n',
  };
  expect(findingsWith(packageArrows, planted)).toEqual([]);
});
