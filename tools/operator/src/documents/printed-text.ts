/**
 * What a document shows of a program's output: the same text, with a word in place of what differs from run to run, so
 * that the document says what stands there.
 */
import { OperatedNode } from "../nodes/operated-node.ts";
import type { RunPlace } from "./run-places.ts";

/** In README.md; the menu is the first group. */
export const MENU = /<!-- printed by a miner: menu -->\n```\n([\s\S]*?)\n```/;

export function withPlaceholders(printed: string, { home, here }: RunPlace): string {
  const shown = [...here].reduce((text, [there, value]) => text.replaceAll(value, there), printed);
  return shown
    .replaceAll(home, "~")
    .replace(/\b[0-9a-f]{64}\b/g, "HASH")
    .replace(/\b\d+(\.\d+)? (ms|s)\b/g, "N $2")
    .trimEnd();
}

/** The numbered menu of a miner, as its console prints it. */
export async function printMenu(place: RunPlace): Promise<string> {
  const options = ["--mine", "off", "--threads", "1", "--max-outbound", "0"];
  const node = new OperatedNode("miner", { options, env: place.env });
  await node.apiUrl();
  await node.types("menu", /Type a number or a word/);
  const lines = node.answer.split("\n").filter((line) => /^ +\d /.test(line));
  await node.stop();
  return lines.join("\n");
}
