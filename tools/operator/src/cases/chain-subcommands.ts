/** Subcommands on the chain of a full node that was stopped: what it hands over, others take and check. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../nodes/chain-place.ts";
import type { SubcommandRow } from "./subcommand-cases.ts";

export const CHAIN_SUBCOMMANDS: readonly SubcommandRow[] = [
  {
    subcommand: "export-chain",
    role: "full-node",
    claim: "writes every block to a file, or to the standard output",
    async run(place) {
      const { chainFile, blocks } = place;
      const written = await runProgram("full-node", ["export-chain", chainFile], place);
      assert.match(written.stdout + written.stderr, new RegExp(`Wrote ${blocks} blocks`));
      const piped = await runProgram("full-node", ["export-chain", "-"], place);
      assert.deepEqual(piped.octets, readFileSync(chainFile));
    },
  },
  {
    subcommand: "import-chain",
    role: "miner",
    claim: "reads it with every check, and refuses one that was changed",
    async run(place) {
      const { chainFile, directory, blocks } = place;
      const octets = readFileSync(chainFile);
      octets.writeUInt8(octets.readUInt8(octets.length / 2) ^ 1, octets.length / 2);
      writeFileSync(join(directory, "changed.triad"), octets);
      const refused = await runProgram("miner", ["import-chain", join(directory, "changed.triad")], place, "changed");
      assert.notEqual(refused.code, 0);
      const read = await runProgram("miner", ["import-chain", chainFile], place);
      assert.equal(read.code, 0, read.stderr);
      assert.match(read.stdout + read.stderr, new RegExp(`\\b${blocks}\\b`));
    },
  },
  {
    subcommand: "verify-chain",
    role: "miner",
    claim: "finds what was imported right",
    async run(place) {
      const { code, stdout, stderr } = await runProgram("miner", ["verify-chain"], place);
      assert.equal(code, 0, stderr);
      assert.match(stdout, new RegExp(`\\b${place.blocks}\\b`));
    },
  },
  {
    subcommand: "reindex",
    role: "full-node",
    claim: "comes to the same tip from the blocks alone",
    async run(place) {
      const { code, stdout, stderr } = await runProgram("full-node", ["reindex"], place);
      assert.equal(code, 0, stderr);
      assert.match(stdout + stderr, new RegExp(`\\b${place.blocks}\\b`));
      const { stdout: verified } = await runProgram("full-node", ["verify-chain"], place);
      assert.match(verified, new RegExp(place.tipHash));
    },
  },
];
