/** Nothing that an operator can touch goes without a case, and nothing is listed that is gone. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ALL_CASES } from "./cases/all-cases.ts";
import { referencePage } from "./reference-page.ts";
import { TOUCHPOINTS } from "./touchpoints.ts";

const PAGE = new URL("../../../docs/operator-reference.md", import.meta.url);

it("each menu entry, word, option, subcommand, route and metric has a case on running nodes", () => {
  const covered = new Set(ALL_CASES.map(({ touches }) => touches));
  const missing = TOUCHPOINTS.filter(({ name }) => !covered.has(name)).map(
    ({ name, caseFile }) => `${name}: add a row to tools/operator/src/cases/${caseFile}, then npm run generate`,
  );
  expect(missing).toEqual([]);
});

it("each case exercises something that is there", () => {
  const names = new Set(TOUCHPOINTS.map(({ name }) => name));
  const gone = ALL_CASES.filter(({ touches }) => !names.has(touches)).map(
    ({ touches, title }) => `${touches} is in no table of the programs; remove the case "${title}"`,
  );
  expect(gone).toEqual([]);
});

it("no two cases have one title", () => {
  const titles = ALL_CASES.map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

it("docs/operator-reference.md is current (npm run generate)", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(referencePage(ALL_CASES));
});
