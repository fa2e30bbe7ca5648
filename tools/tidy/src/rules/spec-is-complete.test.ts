import { expect, it } from "vitest";
import { findingsWith } from "../testing/plant-workspace.ts";
import { specIsComplete } from "./spec-is-complete.ts";

/** The tables as they are in the repository, one row of each kind of line, and pages that name every row. */
const TABLES = {
  "packages/chain/src/reject.ts": '  "time-too-old": ["invalid", "…"],\n',
  "packages/mempool/src/policy-reject.ts": '  dust: ["for-good", "…"],\n  "tx-size": [\n    "for-good",\n',
  "packages/protocol/src/limits.ts": '  hello: limit(1),\n  "get-blocks": listLimit(1, 2),\n',
  "packages/gossip/src/disconnect-codes.ts": '  ["full", "…", "avoid"],\n',
};
const PAGES = {
  "docs/spec/headers.md": "`time-too-old`",
  "docs/spec/rejects.md": "`time-too-old` `dust` `tx-size`",
  "docs/spec/network.md": "`hello` `get-blocks` `full`",
};

it("finds nothing where every row has its line", () => {
  expect(findingsWith(specIsComplete, { ...TABLES, ...PAGES })).toEqual([]);
});

it.each([
  ["docs/spec/headers.md", ["time-too-old"]],
  ["docs/spec/rejects.md", ["time-too-old", "dust", "tx-size"]],
  ["docs/spec/network.md", ["hello", "get-blocks", "full"]],
])("refuses %s when it lacks a row", (page, missing) => {
  const findings = findingsWith(specIsComplete, { ...TABLES, ...PAGES, [page]: "" });
  expect(findings.map(({ message }) => /`([a-z-]+)`/.exec(message)?.[1])).toEqual(missing);
});

it("refuses a table that it no longer finds", () => {
  const planted = { ...TABLES, ...PAGES, "packages/protocol/src/limits.ts": "" };
  expect(findingsWith(specIsComplete, planted)).toMatchObject([{ file: "packages/protocol/src/limits.ts" }]);
});
