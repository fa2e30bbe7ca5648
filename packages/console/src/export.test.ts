import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OperatorCommand, OperatorReply } from "@triad/roles";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answerAll, driveConsole, fakeNode } from "./testing/fake-node.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "triad-console-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = () => join(directory, "chain.triad");

/** Types a line and waits until its answer has this in it. */
async function untilSaid(answer: (command: OperatorCommand) => OperatorReply, what: string): Promise<void> {
  const driven = await driveConsole("light-node", { terminal: false, node: fakeNode("light-node", answer) });
  await driven.type(`export ${file()}`);
  await expect.poll(() => driven.raw().replace(/\s+/g, " ")).toContain(what);
  await driven.close();
}

it("export writes the chain to a file, and says how much it is", async () => {
  await untilSaid(answerAll, "Wrote 2 blocks to");
  // prologue of 44 bytes, two blocks of one byte with their lengths, end, checksum
  expect(readFileSync(file())).toHaveLength(44 + 5 + 5 + 4 + 32);
});

it("export says who has to allow it, and leaves no file", async () => {
  const message = "Waiting for permission from full node 01234567.";
  await untilSaid(() => ({ ok: false, code: "access-needed", message }), `${message} [access-needed]`);
  expect(readdirSync(directory)).toEqual([]);
});

it("export leaves no file when the chain ends on the way", async () => {
  const answer = (command: OperatorCommand): OperatorReply => {
    if (command.name !== "raw-blocks") return answerAll(command);
    if (command.from > 1) return { ok: false, code: "access-needed", message: "Access was denied." };
    const blocks = [{ height: 1, rawHex: "01" }];
    return { ok: true, value: { of: "raw-blocks", tipHeight: 2, tipHash: "ab".repeat(32), blocks } };
  };
  await untilSaid(answer, "The chain ended before block 2: Access was denied. No file was written.");
  expect(readdirSync(directory)).toEqual([]);
});
