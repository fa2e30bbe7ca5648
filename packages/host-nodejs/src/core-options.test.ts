import { describe, expect, it } from "vitest";
import { checkIndexOption } from "./core-options.ts";
import { FatalError } from "./fatal-error.ts";
import { readOptions } from "./options.ts";

function refusalOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof FatalError) return error.message;
    throw error;
  }
}

const INDEX = ["--index", "address"];

describe("--index address", () => {
  it.each([
    ["full-node", [], undefined],
    ["full-node", ["--prune", "0"], undefined],
    ["full-node", ["--prune", "3000"], "Leave --prune away."],
    ["miner", ["--prune", "0"], undefined],
    ["miner", [], "Add --prune 0;"],
    ["miner", ["--prune", "3000"], "Add --prune 0;"],
  ] as const)("of a %s with %j", (role, more, advice) => {
    const refusal = refusalOf(() => checkIndexOption(role, readOptions(role, [...INDEX, ...more], {})));
    if (advice === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toContain(advice);
    expect(refusalOf(() => checkIndexOption(role, readOptions(role, [...more], {})))).toBeUndefined();
  });

  it("is no option of a light node, and of nothing but addresses", () => {
    expect(refusalOf(() => readOptions("light-node", INDEX, {}))).toContain("Unknown option --index");
    expect(refusalOf(() => readOptions("full-node", ["--index", "tx"], {}))).toContain("should be address");
  });
});
