/** The console as a person has it, on a terminal: util-linux' `script` makes one. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeOwnNetwork, placeOptions, START_MS_MAX } from "./nodes/fleet.ts";
import { OperatedNode } from "./nodes/operated-node.ts";

const hasScript = canRunScript();
if (!hasScript) console.warn("terminal.test.ts: skipped, as util-linux' script is not here");
const titleEnd = hasScript ? "" : " (skipped: needs util-linux' script)";

const place = makeOwnNetwork();
let node: OperatedNode | undefined;

beforeAll(async () => {
  if (!hasScript) return;
  const options = [...placeOptions(place, "terminal"), "--mine", "off", "--threads", "1", "--max-outbound", "0"];
  // The terminal that script makes has no size of its own.
  const sized = (command: readonly string[]) => `stty cols 120 rows 40 && exec ${command.map(quoted).join(" ")}`;
  const wrap = (command: readonly string[]) => ["script", "-qefc", sized(command), "/dev/null"];
  node = new OperatedNode("miner", { options, env: { TERM: "xterm", NO_COLOR: "1" }, wrap });
  await node.apiUrl();
}, START_MS_MAX);
afterAll(async () => {
  await node?.stop();
  rmSync(place.directory, { recursive: true, force: true });
}, START_MS_MAX);

it.skipIf(!hasScript)(`the menu is there by itself${titleEnd}`, async () => {
  await node?.prints(/Type a number or a word/);
});

it.skipIf(!hasScript)(`a key answers, and a page of the chain ends in a question${titleEnd}`, async () => {
  await node?.types("generate 40", /Found block 40/);
  await node?.types("5", /Enter: older/);
  await node?.types("q", /miner \[/);
});

it.skipIf(!hasScript)(`a passphrase is typed twice and never shown${titleEnd}`, async () => {
  await node?.types("passphrase", /New passphrase/);
  await node?.types("unseen by anybody", /once more/);
  await node?.types("unseen by anybody", /encrypted with the passphrase/);
  expect(node?.output).not.toContain("unseen by anybody");
});

it.skipIf(!hasScript)(`4 ends it cleanly${titleEnd}`, async () => {
  await node?.types("4", /Stopping the node/);
  expect(await node?.ends()).toBe(0);
});

function canRunScript(): boolean {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
