import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { coreIsPure } from "./core-is-pure.ts";

it("finds nothing where everything is in order", () => {
  expect(findingsWith(coreIsPure, {})).toEqual([]);
});

it.each([
  "export const t = Date.now();",
  "export const t = new Date();",
  "export const r = Math.random();",
  "export const r = crypto.randomUUID();",
  "export const t = setTimeout(() => {}, 1);",
  "export const p = process.pid;",
  "export const b = Buffer.from([]);",
  "export const g = globalThis;",
  "console.log(1);",
  "export async function wait() {}",
  "export type Later = Promise<void>;",
  'import "node:fs";',
])("refuses in core code: %s", (line) => {
  const findings = findingsWith(coreIsPure, { "packages/crypto/src/planted.ts": `// first line\n${line}\n` });
  expect(findings).toMatchObject([{ file: "packages/crypto/src/planted.ts", line: 2 }]);
});

it("does not look at comments, texts, tests and other packages", () => {
  const line = "export const t = Date.now();";
  const planted = {
    "packages/crypto/src/said.ts": `/* ${line} */ export const s = "${line}";\n`,
    "packages/crypto/src/one.test.ts": line,
    "apps/miner/src/main.ts": line,
  };
  expect(findingsWith(coreIsPure, planted)).toEqual([]);
});

it("finds code inside of a template", () => {
  const planted = { "packages/crypto/src/planted.ts": "export const t = `at $" + "{Date.now()}`;\n" };
  expect(findingsWith(coreIsPure, planted)).toHaveLength(1);
});

it("lets shared tests wait, but not read clocks", () => {
  const planted = { "packages/crypto/src/testing/suite.ts": "export async function run() {\n  Date.now();\n}\n" };
  expect(findingsWith(coreIsPure, planted)).toMatchObject([{ line: 2 }]);
});

it("allows no more than the exception says", () => {
  const file = "packages/chain/src/store/chain-store.ts";
  const planted = {
    "packages/chain/package.json": "{}",
    [file]: "export type A = Promise<void>;\nexport const b = async () => 1;\n",
  };
  expect(findingsWith(coreIsPure, planted)).toMatchObject([{ file, line: 2 }]);
});
