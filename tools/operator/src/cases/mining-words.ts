/** Words about the pool, the next block and the search for it. */
import assert from "node:assert/strict";
import type { OperatedNode } from "../nodes/operated-node.ts";
import { mine, newestBlock, payFromMiner, strangersBlock } from "./fleet-deeds.ts";
import type { WordRow } from "./operator-case.ts";

interface Mining {
  readonly mode: string;
  readonly powerPercent: number;
}

export const MINING_WORDS: readonly WordRow[] = [
  {
    word: "mining",
    claim: "shows the state, and changes mode and power",
    async run({ node }) {
      await node.types("mining", /^Mode +off +\(now off\)$/m);
      await node.types("mining power 50", /searches 50 % of its time/);
      await node.types("mining pending", /Mining mode is "pending" now/);
      const { mode, powerPercent } = await node.reads<Mining>("/api/mining");
      assert.deepEqual({ mode, powerPercent }, { mode: "pending", powerPercent: 50 });
      await node.types("mining off\nmining power 100", /searches 100 % of its time|all of its time/);
    },
  },
  {
    word: "generate",
    claim: "mines so many blocks at once",
    async run({ node }) {
      const { height } = await node.reads<{ height: number }>("/api/node");
      await node.types("generate 2", /Mining 2 blocks now/);
      await node.readsUntil<{ height: number }>("/api/node", (state) => state.height === height + 2);
    },
  },
  {
    word: "pool",
    claim: "lists a payment with its place in the next block",
    async run({ node, fleet }) {
      const txid = await payFromMiner(fleet);
      await node.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
      await node.types("pool", /^Next block +\d+ transactions?, /m);
      assert.match(node.answer, new RegExp(`^ *\\d+ {2}${txid} +\\d+ `, "m"));
    },
  },
  {
    word: "exclude",
    claim: "keeps a payment out of the block that is mined next",
    async run({ node, fleet }) {
      const txid = await payFromMiner(fleet);
      await node.types(`exclude ${txid}`, /stays out of the next block/);
      await mine(fleet);
      assert.deepEqual(await poolOf(node), [txid]);
    },
  },
  {
    word: "include",
    claim: "puts it into the next block",
    async run({ node, fleet }) {
      const [txid = ""] = await poolOf(node);
      await node.types(`include ${txid.slice(0, 12)}`, /goes into the next block/);
      await mine(fleet);
      assert.ok((await newestBlock(fleet)).txids.includes(txid));
    },
  },
  {
    word: "prioritise",
    claim: "counts a payment's fee as higher, and by its fee again",
    async run({ node, fleet }) {
      const txid = await payFromMiner(fleet);
      await node.types(`prioritise ${txid} +0.1`, /its fee counted as 0\.10 coins more/);
      const { entries } = await node.reads<{ entries: { txid: string; feeDelta: number }[] }>("/api/mempool/entries");
      assert.equal(entries.find((entry) => entry.txid === txid)?.feeDelta, 10_000_000);
      await node.types(`prioritise ${txid} none`, /goes by its fee again/);
    },
  },
  {
    word: "submit-block",
    claim: "takes a block in hexadecimal, which is the tip of all then",
    async run({ node, fleet }) {
      const { hash, hex } = await strangersBlock(fleet);
      await node.types(`submit-block ${hex}`, new RegExp(`The block is part of the chain\\.\\n${hash}`));
      await fleet.nodes["light-node"].readsUntil<{ tipHash: string }>("/api/node", ({ tipHash }) => tipHash === hash);
    },
  },
];

async function poolOf(node: OperatedNode): Promise<readonly string[]> {
  return await node.reads<readonly string[]>("/api/mempool/txids");
}
