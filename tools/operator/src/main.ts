/**
 * Writes docs/operator-reference.md; nobody needs to start a node for that.
 *
 *   tsx tools/operator/src/main.ts            writes the page
 *   tsx tools/operator/src/main.ts --check    writes nothing; exits 1 when it is not current
 */
import { readFileSync, writeFileSync } from "node:fs";
import { ALL_CASES } from "./cases/all-cases.ts";
import { referencePage } from "./reference-page.ts";

const PAGE = new URL("../../../docs/operator-reference.md", import.meta.url);

const made = referencePage(ALL_CASES);
if (!process.argv.includes("--check")) {
  writeFileSync(PAGE, made);
} else if (readFileSync(PAGE, "utf8") !== made) {
  console.error("docs/operator-reference.md is not current: npm run generate writes it.");
  process.exitCode = 1;
}
