/**
 * `npm run docs`: writes into the documents what their commands print, and into docs/operator-reference.md what the
 * tables of the programs say. It runs the commands for that, on nodes of their own.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPrograms, ROOT } from "../nodes/programs.ts";
import { COMMAND_BLOCKS } from "./all-documents.ts";
import type { CommandBlock } from "./command-blocks.ts";
import { MENU, printMenu, withPlaceholders } from "./printed-text.ts";
import { openNamedPlace, runCommands, withEarlierVariables } from "./run-places.ts";

const removePrograms = await buildPrograms();
try {
  // From the last one on: what is written moves what stands below it.
  for (const block of COMMAND_BLOCKS.toReversed()) if (block.printed !== undefined) await writePrinted(block);
  await writeMenu();
} finally {
  removePrograms();
}
await import("../main.ts");

async function writePrinted(block: CommandBlock): Promise<void> {
  const { document, handling, commands, printed } = block;
  if (handling.kind !== "run" || printed === undefined) throw new Error(`${document}: what is not run prints nothing`);
  const place = await openNamedPlace(handling.place);
  try {
    const { code, stdout, stderr } = await runCommands(withEarlierVariables(block, COMMAND_BLOCKS), place);
    if (code !== 0) throw new Error(`${document}: ${commands.join("; ")} ended with ${code}:\n${stdout}${stderr}`);
    const lines = readFileSync(join(ROOT, document), "utf8").split("\n");
    const end = lines.indexOf("```", printed.line - 1);
    lines.splice(printed.line - 1, end - printed.line + 1, ...withPlaceholders(stdout, place).split("\n"));
    writeFileSync(join(ROOT, document), lines.join("\n"));
  } finally {
    await place.end();
  }
}

async function writeMenu(): Promise<void> {
  const place = await openNamedPlace("alone");
  try {
    const shown = await printMenu(place);
    const file = join(ROOT, "README.md");
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(MENU, (whole, old: string) => whole.replace(old, shown)),
    );
  } finally {
    await place.end();
  }
}
