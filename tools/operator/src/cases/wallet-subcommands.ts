/** Subcommands on the wallet of a node that does not run: one wallet, made, encrypted, copied and brought back. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ChainPlace, type ProgramRun, runProgram } from "../nodes/chain-place.ts";
import type { SubcommandRow } from "./subcommand-cases.ts";

const FIRST = "a passphrase of the first hour";
const SECOND = "another one of the second";
const TWELVE_WORDS = /^([a-z]+ ){11}[a-z]+$/m;

/** On the data directory `owned`; what is asked is answered by these lines. */
async function wallet(place: ChainPlace, words: readonly string[], ...answers: readonly string[]): Promise<ProgramRun> {
  return await runProgram("light-node", ["wallet", ...words], place, "owned", `${answers.join("\n")}\n`);
}

async function wordsOf(place: ChainPlace): Promise<string> {
  return (await wallet(place, ["words"], SECOND)).stdout.match(TWELVE_WORDS)?.[0] ?? "";
}

export const WALLET_SUBCOMMANDS: readonly SubcommandRow[] = [
  {
    subcommand: "wallet create",
    role: "light-node",
    claim: "makes an encrypted wallet and shows its words once",
    async run(place) {
      const { code, stdout, stderr } = await wallet(place, ["create"], FIRST);
      assert.equal(code, 0, stderr);
      const words = stdout.match(TWELVE_WORDS)?.[0] ?? "";
      assert.notEqual(words, "");
      assert.ok(!readFileSync(join(place.directory, "owned", "wallet"), "utf8").includes(words));
    },
  },
  {
    subcommand: "wallet passphrase",
    role: "light-node",
    claim: "is changed by who knows it, and by nobody else",
    async run(place) {
      assert.notEqual((await wallet(place, ["passphrase"], "a guess", SECOND)).code, 0);
      assert.equal((await wallet(place, ["passphrase"], FIRST, SECOND)).code, 0);
    },
  },
  {
    subcommand: "wallet words",
    role: "light-node",
    claim: "shows them after the passphrase, and not without",
    async run(place) {
      const refused = await wallet(place, ["words"], FIRST);
      assert.notEqual(refused.code, 0);
      assert.doesNotMatch(refused.stdout, TWELVE_WORDS);
      assert.match(await wordsOf(place), TWELVE_WORDS);
    },
  },
  {
    subcommand: "wallet backup",
    role: "light-node",
    claim: "copies the file, and never over one that is there",
    async run(place) {
      const file = join(place.directory, "wallet.copy");
      assert.equal((await wallet(place, ["backup", file])).code, 0);
      assert.ok(existsSync(file));
      assert.notEqual((await wallet(place, ["backup", file])).code, 0);
    },
  },
  {
    subcommand: "wallet restore",
    role: "full-node",
    claim: "makes the same wallet of the words, with a birthday",
    async run(place) {
      const words = await wordsOf(place);
      const restore = ["wallet", "restore", "--birthday", "2026-11-01"];
      const { code, stderr } = await runProgram("full-node", restore, place, "restored", `${words}\n${SECOND}\n`);
      assert.equal(code, 0, stderr);
      const shown = await runProgram("full-node", ["wallet", "words"], place, "restored", `${SECOND}\n`);
      assert.equal(shown.stdout.match(TWELVE_WORDS)?.[0], words);
    },
  },
];
