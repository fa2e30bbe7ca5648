import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Reject, rejectTable } from "./reject.ts";

/** Titles of all tests and groups of this package. */
function titles(): string[] {
  const root = import.meta.dirname;
  const files = readdirSync(root, { recursive: true }).map(String);
  const tests = files.filter((name) => name.endsWith(".test.ts"));
  return tests.flatMap((name) =>
    [...readFileSync(`${root}/${name}`, "utf8").matchAll(/\b(?:it|describe)\(\s*["'`]([^"'`]+)/g)].map(
      ([, title]) => title ?? "",
    ),
  );
}

describe("the table of rejects", () => {
  const known = new Set(titles());

  it.each(rejectTable().map(({ code }) => code))("%s has a test of that title", (code) => {
    expect(known).toContain(code);
  });

  it("gives each code a class and a meaning of one line", () => {
    for (const { code, meaning } of rejectTable()) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(meaning).toMatch(/^[^\n]{10,100}$/);
      expect(new Reject(code).meaning).toBe(meaning);
    }
  });

  it("blames nobody for what is early or missing, and only the sender for what is mutated", () => {
    const classes = (of: string) => rejectTable().flatMap((row) => (row.class === of ? [row.code] : []));
    expect(classes("early")).toEqual(["time-too-new"]);
    expect(classes("missing")).toEqual(["prev-blk-not-found"]);
    expect(classes("mutated")).toEqual(["mutated-block"]);
  });
});
