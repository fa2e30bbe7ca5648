/** Words that look at the chain, and hand it over. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { grantChain, minersAddress, newestBlock, payFromMiner } from "./fleet-deeds.ts";
import type { WordRow } from "./operator-case.ts";

/** docs/spec/chain-file.md: what a chain file begins with. */
const CHAIN_FILE_MAGIC = "TRIAD";

export const CHAIN_WORDS: readonly WordRow[] = [
  {
    word: "chain",
    claim: "pages from a height down to the first block",
    async run({ node }) {
      await node.types("chain 3", /Block 0 is the first/);
      assert.match(node.answer, /^ +3 {2}[0-9a-f]{64} .*\n +2 .*\n +1 .*\n +0 /m);
    },
  },
  {
    word: "block",
    claim: "shows one by its height and by the first digits of its hash",
    async run({ node, fleet }) {
      const { hash } = await newestBlock(fleet);
      const [, shown = ""] = await node.types("block 2", /Block +([0-9a-f]{64})\nHeight +2 /);
      assert.notEqual(shown, hash);
      // Ten digits that happen to be decimal would be a height.
      await node.types(`block ${shown.slice(0, 12)}`, new RegExp(`Block +${shown}\\nHeight +2 `));
    },
  },
  {
    word: "tx",
    roles: ["full-node", "miner"],
    claim: "shows a payment that waits for a block",
    async run({ node, fleet }) {
      const txid = await payFromMiner(fleet);
      await node.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
      await node.types(`tx ${txid}`, /pays +coins\n/);
      assert.match(node.answer, new RegExp(`^Transaction +${txid}$`, "m"));
    },
  },
  {
    word: "tx",
    roles: ["light-node"],
    claim: "shows what a full node has proven to be in a block",
    async run({ node, fleet }) {
      const { hash, txids } = await newestBlock(fleet);
      await node.types(`tx ${txids[0]} ${hash}`, /pays +coins\n/);
      assert.match(node.answer, new RegExp(`^Transaction +${txids[0]}$`, "m"));
    },
  },
  {
    word: "look-up",
    roles: ["full-node"],
    claim: "shows what an address has received, and its transactions",
    async run({ node, fleet }) {
      const address = await minersAddress(fleet);
      await node.types(`look-up ${address}`, /change \(coins\)/);
      assert.match(node.answer, new RegExp(`^Address +${address}$`, "m"));
    },
  },
  {
    word: "look-up",
    roles: ["miner"],
    claim: "says which option an index of addresses needs",
    async run({ node, fleet }) {
      await node.types(`look-up ${await minersAddress(fleet)}`, /--index address.*\[no-index\]/s);
    },
  },
  {
    word: "export",
    claim: "writes the complete chain to a file",
    async run({ node, role, fleet }) {
      await grantChain(fleet, node);
      const file = join(fleet.directory, `${role}.triad`);
      await node.types(`export ${file}`, /Wrote \d+ blocks to /);
      assert.equal(readFileSync(file).subarray(0, CHAIN_FILE_MAGIC.length).toString("latin1"), CHAIN_FILE_MAGIC);
    },
  },
];
