/** The documents for whoever runs, builds or measures: their commands are run or checked. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../nodes/programs.ts";
import { type CommandBlock, commandBlocks } from "./command-blocks.ts";

export const DOCUMENTS: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export const COMMAND_BLOCKS: readonly CommandBlock[] = DOCUMENTS.flatMap((document) =>
  commandBlocks(document, readFileSync(join(ROOT, document), "utf8")),
);
