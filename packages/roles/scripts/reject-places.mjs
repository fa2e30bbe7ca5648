/** Where a reject code is specified, enforced and tested, read from the files themselves. */
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../../../", import.meta.url);
const CHAIN = "packages/chain/src/";
const PAGES = ["headers.md", "blocks.md", "transactions.md", "encodings.md", "filters.md", "history.md"];

/** { spec, enforced, tested }: cells of a table in docs/spec; throws where a code lacks one of them. */
export function placesOf(code) {
  return {
    spec: found(code, "line in the spec", specPlaces(code).slice(0, 1)).join(", "),
    enforced: found(code, "function that tells it", functionsWith(code)).join(", "),
    tested: found(code, "test of that title", testsOf(code)).join(", "),
  };
}

function found(code, what, places) {
  if (places.length === 0) throw new Error(`${code} has no ${what}`);
  return places;
}

/** The last heading above the first line of each page that names the code. */
function specPlaces(code) {
  return PAGES.flatMap((page) => {
    let heading = "";
    for (const line of read(`docs/spec/${page}`).split("\n")) {
      if (/^#+ /.test(line)) heading = line.replace(/^#+ /, "");
      if (!line.includes(`\`${code}\``)) continue;
      const anchor = heading
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-");
      return [`[${page.replace(".md", "")}: ${heading}](${page}#${anchor})`];
    }
    return [];
  });
}

/** Functions and methods in which `reject("code"` stands, with their files. */
function functionsWith(code) {
  return files((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testing/")).flatMap(
    (name) => {
      const text = read(CHAIN + name);
      const at = text.search(new RegExp(`\\breject\\(\\s*"${code}"`));
      if (at === -1) return [];
      const above = [...text.slice(0, at).matchAll(/^(?:export )?function (\w+)|^ {2}(#?\w+)\(.*\{$/gm)].at(-1);
      return [`\`${(above?.[1] ?? above?.[2] ?? "?").replace("#", "")}\` in \`${name}\``];
    },
  );
}

function testsOf(code) {
  const title = new RegExp(`\\b(?:it|describe)\\(\\s*["'\`]${code}["'\`]`);
  return files((name) => name.endsWith(".test.ts"))
    .filter((name) => title.test(read(CHAIN + name)))
    .map((name) => `\`${name}\``);
}

function files(isWanted) {
  return readdirSync(new URL(CHAIN, ROOT), { recursive: true })
    .map((name) => String(name).replaceAll("\\", "/"))
    .filter(isWanted)
    .sort();
}

function read(path) {
  return readFileSync(new URL(path, ROOT), "utf8");
}
