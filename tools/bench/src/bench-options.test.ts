import { expect, it } from "vitest";
import { UsageError } from "./bench.ts";
import { readBenchOptions } from "./bench-options.ts";

const FULL = { blocks: 200, transactions: 1_500, pool: 60_000 };

it("the chain is the default one unless options say otherwise", () => {
  expect(readBenchOptions([], FULL).shape).toEqual({ seed: 1, ...FULL });
  expect(readBenchOptions(["--blocks", "3", "--seed", "9"], FULL).shape).toEqual({ ...FULL, seed: 9, blocks: 3 });
});

it("a pool too small, a number that is none and an unknown option are refused", () => {
  expect(() => readBenchOptions(["--pool", "2999"], FULL)).toThrow(UsageError);
  expect(() => readBenchOptions(["--pool", "3000"], FULL)).not.toThrow();
  expect(() => readBenchOptions(["--blocks", "0"], FULL)).toThrow(UsageError);
  expect(() => readBenchOptions(["--block", "1"], FULL)).toThrow();
});

it("the code that checks signatures is passed on to the node", () => {
  expect(readBenchOptions(["--signatures", "wasm"], FULL).nodeOptions).toEqual(["--signatures", "wasm"]);
});
