/** The commands of the documents are run, and print what stands there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { START_MS_MAX } from "../nodes/fleet.ts";
import { ROOT } from "../nodes/programs.ts";
import { COMMAND_BLOCKS, DOCUMENTS } from "./all-documents.ts";
import { MENU, printMenu, withPlaceholders } from "./printed-text.ts";
import { openNamedPlace, type RunPlace, runCommands, withEarlierVariables } from "./run-places.ts";

const run = COMMAND_BLOCKS.flatMap((block) =>
  block.handling.kind === "run" ? [{ block, named: block.handling.place }] : [],
);

for (const document of DOCUMENTS) {
  const here = run.filter(({ block }) => block.document === document);
  for (const named of new Set(here.map((each) => each.named))) {
    describe(`${document}, ${named}`, () => {
      let place: RunPlace;
      beforeAll(async () => {
        place = await openNamedPlace(named);
      }, START_MS_MAX);
      afterAll(() => place?.end(), START_MS_MAX);

      for (const { block } of here.filter((each) => each.named === named)) {
        it(`${document}:${block.line} ${block.commands[0]}`, async () => {
          const { code, stdout, stderr } = await runCommands(withEarlierVariables(block, COMMAND_BLOCKS), place);
          expect(code, `${stdout}\n${stderr}`).toBe(0);
          if (block.printed === undefined) return;
          expect(withPlaceholders(stdout, place), "npm run docs writes it anew").toBe(block.printed.text);
        });
      }
    });
  }
}

it("the menu in README.md is what a miner shows", async () => {
  const [, shown] = MENU.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
  const place = await openNamedPlace("alone");
  try {
    expect(shown).toBe(await printMenu(place));
  } finally {
    await place.end();
  }
});
