/** No document names a command that is gone. */
import { describe, expect, it } from "vitest";
import { COMMAND_BLOCKS } from "./all-documents.ts";
import { checkCommand } from "./check-command.ts";
import { commandBlocks } from "./command-blocks.ts";

describe("commands of the documents", () => {
  for (const { document, line, handling, commands } of COMMAND_BLOCKS) {
    if (handling.kind !== "checked") continue;
    it(`${document}:${line} ${commands[0]}`, () => {
      const problems = commands.flatMap((command) => {
        const problem = checkCommand(command);
        return problem === undefined ? [] : [`${command}: ${problem}`];
      });
      expect(problems).toEqual([]);
    });
  }
});

it("a script, an option, a target or a file that is gone is found", () => {
  for (const command of [
    "npm run dance",
    "npm run testnet -- --musicians 3",
    "npx nx run miner:dance",
    "npx tsx tools/dance/src/main.ts",
    "miner --dance",
    "npx tsx apps/miner/src/main.ts dance",
    "ssh somewhere",
  ]) {
    expect([command, checkCommand(command)]).toEqual([command, expect.any(String)]);
  }
});

it("blocks are found with their handling, and formulas are not", () => {
  const text = [
    "<!-- run: a full node -->",
    "```sh",
    "curl x \\",
    "  -d y    # why",
    "```",
    "",
    "<!-- printed -->",
    "```",
    "z",
    "```",
    "",
    "    npm test     # all",
    "",
    "and",
    "",
    "    root = H(a)",
  ].join("\n");
  expect(commandBlocks("x.md", text)).toEqual([
    {
      document: "x.md",
      line: 3,
      handling: { kind: "run", place: "a full node" },
      commands: ["curl x -d y"],
      printed: { text: "z", line: 9 },
    },
    { document: "x.md", line: 12, handling: { kind: "checked" }, commands: ["npm test"] },
  ]);
});
