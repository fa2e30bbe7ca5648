/** The commands of the documents are run, and print what stands there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { START_MS_MAX } from "../nodes/fleet.ts";
import { buildPrograms, ROOT } from "../nodes/programs.ts";
import { COMMAND_BLOCKS } from "./all-documents.ts";
import { MENU, printMenu, withPlaceholders } from "./printed-text.ts";
import { openNamedPlace, runCommands } from "./run-places.ts";

let removePrograms = () => {};
beforeAll(async () => {
  removePrograms = await buildPrograms();
}, START_MS_MAX);
afterAll(() => removePrograms());

describe("commands of the documents, run", () => {
  for (const { document, line, handling, commands, printed } of COMMAND_BLOCKS) {
    if (handling.kind !== "run") continue;
    it(`${document}:${line} ${commands[0]}`, async () => {
      const place = await openNamedPlace(handling.place);
      try {
        const { code, stdout, stderr } = await runCommands(commands, place);
        expect(code, `${stdout}\n${stderr}`).toBe(0);
        if (printed !== undefined)
          expect(withPlaceholders(stdout, place), "npm run docs writes it anew").toBe(printed.text);
      } finally {
        await place.end();
      }
    });
  }
});

it("the menu in README.md is what a miner shows", async () => {
  const [, shown] = MENU.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
  const place = await openNamedPlace("alone");
  try {
    expect(shown).toBe(await printMenu(place));
  } finally {
    await place.end();
  }
});
