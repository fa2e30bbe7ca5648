import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ALL_ATTACKS } from "./all-attacks.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const ROWS_MAX = 63;

interface Row {
  readonly number: number;
  readonly here: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
  readonly attacks: readonly string[];
}

function readRows(): readonly Row[] {
  const page = readFileSync(`${ROOT}docs/security.md`, "utf8");
  const lines = page.split("\n").filter((line) => /^\| \d+ \|/.test(line));
  return lines.map((line) => {
    const [number = "", , here = "", shownBy = ""] = line.replace(/^\| | \|$/g, "").split(" | ");
    return {
      number: Number(number),
      here,
      tests: [...shownBy.matchAll(/`([^`]+\.test\.ts)` "([^"]+)"/g)].map(([, file = "", title = ""]) => ({
        file,
        title,
      })),
      attacks: [...shownBy.matchAll(/attack `([^`]+)`/g)].map(([, name = ""]) => name),
    };
  });
}

const rows = readRows();

describe("docs/security.md", () => {
  it("has every row once, in order", () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: ROWS_MAX }, (_, at) => at + 1));
  });

  it("names for each row a test or an attack, or says why it can't happen", () => {
    const bare = rows.filter(({ tests, attacks, here }) => {
      return tests.length + attacks.length === 0 && !here.startsWith("Can't happen: ");
    });
    expect(bare).toEqual([]);
  });

  it("names tests that there are, by their titles", () => {
    const missing = rows.flatMap(({ number, tests }) =>
      tests
        .filter(({ file, title }) => !existsSync(ROOT + file) || !hasTitle(readFileSync(ROOT + file, "utf8"), title))
        .map(({ file, title }) => `row ${number}: ${file} "${title}"`),
    );
    expect(missing).toEqual([]);
  });

  it("names attacks that there are, and each attack names the rows that name it", () => {
    for (const { name, rows: own } of ALL_ATTACKS) {
      expect(own, name).toEqual(rows.filter(({ attacks }) => attacks.includes(name)).map(({ number }) => number));
    }
    const known = new Set(ALL_ATTACKS.map(({ name }) => name));
    expect(rows.flatMap(({ attacks }) => attacks.filter((name) => !known.has(name)))).toEqual([]);
  });
});

/** As it stands in the source, at the beginning of a text. */
function hasTitle(source: string, title: string): boolean {
  return ['"', "`"].some((quote) => source.includes(quote + title));
}
