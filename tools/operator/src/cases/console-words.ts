/** Words about the console itself, and the end of the node. */
import assert from "node:assert/strict";
import { MENU_ENTRIES, menuOfRole } from "@triad/console";
import { placeOptions } from "../nodes/fleet.ts";
import { OperatedNode } from "../nodes/operated-node.ts";
import { mine } from "./fleet-deeds.ts";
import type { At, WordRow } from "./operator-case.ts";

export const CONSOLE_WORDS: readonly WordRow[] = [
  {
    word: "menu",
    claim: "shows each numbered entry",
    async run({ node, role }) {
      await node.types("menu", /Type a number or a word/);
      for (const { key, entry } of menuOfRole(role)) {
        assert.match(node.answer, new RegExp(`^ +${key} ${entry.summary} +${entry.word}$`, "m"));
      }
    },
  },
  {
    word: "help",
    claim: "lists every word of the role, and explains one",
    async run({ node, role }) {
      await node.types("help", /help WORD explains one of them/);
      const listed = [...node.answer.matchAll(/^([a-z-]+) {2,}[A-Z]/gm)].map(([, word = ""]) => word);
      const words = MENU_ENTRIES.filter(({ roles }) => roles.includes(role)).map(({ word }) => word);
      assert.deepEqual(listed.toSorted(), words.toSorted());
      await node.types("help ban", /^ban \[WHO\] \[HOURS\]\nEnds the connections to a node/m);
    },
  },
  {
    word: "log",
    claim: "silences what happens, which the file has all the same",
    async run({ node, fleet }) {
      await node.types("log off", /What happens is not printed here/);
      await mine(fleet);
      const { tipHash } = await node.reads<{ tipHash: string }>("/api/node");
      assert.doesNotMatch(node.answer, new RegExp(tipHash));
      assert.match(await node.log(), new RegExp(tipHash));
      await node.types("log on", /What happens is printed here/);
      await mine(fleet);
      await node.prints(/block \d+/i);
    },
  },
  { word: "stop", claim: "ends the node cleanly", run: (at) => endOne(at, "stop") },
  { word: "quit", claim: "ends the node cleanly, too", run: (at) => endOne(at, "quit") },
];

/** A node of its own: the fleet is needed by others. */
export async function endOne({ role, fleet }: At, line: string): Promise<void> {
  const node = new OperatedNode(role, { options: placeOptions(fleet, `${role}-${line}`) });
  await node.apiUrl();
  await node.types(line, /Stopping the node/);
  assert.equal(await node.ends(), 0);
}
