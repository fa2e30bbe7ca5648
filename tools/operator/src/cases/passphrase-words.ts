/** Words about the wallet's secrets, in the order in which an operator has them: encrypted first, in the clear at the end. */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { OperatedNode } from "../nodes/operated-node.ts";
import type { WordRow } from "./operator-case.ts";

const PASSPHRASE = "seven words nobody else would ever type";

interface Wallet {
  readonly encrypted: boolean;
  readonly unlockedUntilUnixMs: number | null;
}

const walletOf = (node: OperatedNode) => node.reads<Wallet>("/api/wallet");

export const PASSPHRASE_WORDS: readonly WordRow[] = [
  {
    word: "passphrase",
    claim: "encrypts the wallet",
    async run({ node }) {
      await node.types(`passphrase\n${PASSPHRASE}`, /encrypted with the passphrase, and locked/);
      assert.equal((await walletOf(node)).encrypted, true);
      assert.doesNotMatch(node.answer, new RegExp(PASSPHRASE));
    },
  },
  {
    word: "unlock",
    claim: "lets it pay for some minutes, and not with another passphrase",
    async run({ node }) {
      await node.types("unlock\nanother", /\[[a-z-]+\]/);
      assert.equal((await walletOf(node)).unlockedUntilUnixMs, null);
      await node.types(`unlock 2\n${PASSPHRASE}`, /The wallet is unlocked for 2 minutes/);
      assert.notEqual((await walletOf(node)).unlockedUntilUnixMs, null);
    },
  },
  {
    word: "lock",
    claim: "ends that at once",
    async run({ node }) {
      await node.types("lock", /The wallet is locked/);
      assert.equal((await walletOf(node)).unlockedUntilUnixMs, null);
    },
  },
  {
    word: "backup",
    claim: "writes a copy for its owner's eyes, without the words in the clear",
    async run({ node, role, fleet }) {
      const file = join(fleet.directory, `${role}-wallet`);
      await node.types(`backup ${file}`, /Wrote a copy of the wallet to /);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.doesNotMatch(readFileSync(file, "utf8"), /^([a-z]+ ){11}/m);
    },
  },
  {
    word: "words",
    claim: "shows them after the passphrase",
    run: ({ node }) => node.types(`words\n${PASSPHRASE}`, /^([a-z]+ ){11,23}[a-z]+$/m),
  },
  {
    word: "passphrase",
    claim: "is removed by who knows it",
    async run({ node }) {
      await node.types(`passphrase remove\n${PASSPHRASE}`, /The wallet has no passphrase any more/);
      assert.equal((await walletOf(node)).encrypted, false);
    },
  },
];
