/** The numbered menu: each entry by its key, answering what it asks. */
import assert from "node:assert/strict";
import type { RoleName } from "@triad/host-nodejs";
import { ROLES } from "../nodes/programs.ts";
import { endOne } from "./console-words.ts";
import { mine, newestBlock, payFromMiner, strangersBlock } from "./fleet-deeds.ts";
import type { KeyRow } from "./operator-case.ts";

const EACH_ROLE: readonly KeyRow[] = ROLES.flatMap((role) => [
  {
    role,
    key: 1,
    claim: "asks full nodes for access to the chain",
    run: ({ node }) => node.types("1", /for the complete chain|No full node is connected/),
  },
  {
    role,
    key: 2,
    claim: "asks for address and amount, and pays",
    async run({ node, fleet }) {
      const { address } = await fleet.nodes.miner.reads<{ address: string }>("/api/wallet");
      await node.types("2", /Address to pay, or a signed transaction in hex/);
      await node.types(address, /Amount in coins/);
      await node.types("0.05", /Paid 0\.05 coins to .*\n[0-9a-f]{64}\n/);
    },
  },
  {
    role,
    key: 3,
    claim: "asks for an address and connects to it",
    async run({ node, fleet }) {
      await node.types("3", /Address of the node, HOST:PORT/);
      await node.types(await fleet.stranger.peerAddress(), /Connecting to /);
      const { nodeKey } = await fleet.stranger.reads<{ nodeKey: string }>("/api/node");
      await node.readsUntil<{ nodeKey: string }[]>("/api/peers", (all) => all.some((peer) => peer.nodeKey === nodeKey));
    },
  },
  { role, key: 4, claim: "stops the node", run: (at) => endOne(at, "4") },
  {
    role,
    key: 5,
    claim: "displays the chain from its tip",
    async run({ node, fleet }) {
      const { hash } = await newestBlock(fleet);
      await node.types("5", /Older blocks: chain \d+|Block 0 is the first/);
      assert.match(node.answer, new RegExp(`^height .*\\n +\\d+ {2}${hash} `, "m"));
    },
  },
]);

const WITH_POOL: readonly KeyRow[] = (["full-node", "miner"] satisfies RoleName[]).map((role) => ({
  role,
  key: 7,
  claim: "shows the transaction pool",
  run: ({ node }) => node.types("7", /The pool is empty|^Next block /m),
}));

export const MENU_KEYS: readonly KeyRow[] = [
  ...EACH_ROLE,
  ...WITH_POOL,
  {
    role: "full-node",
    key: 6,
    claim: "asks for a block in hexadecimal and takes it",
    async run({ node, fleet }) {
      const { hash, hex } = await strangersBlock(fleet);
      await node.types("6", /Block in hex/);
      await node.types(hex, new RegExp(`The block is part of the chain\\.\\n${hash}`));
    },
  },
  {
    role: "miner",
    key: 6,
    claim: "shows what the miner does",
    run: ({ node }) => node.types("6", /^Mode +off[\s\S]*^Found +\d+ blocks since the start$/m),
  },
  {
    role: "full-node",
    key: 8,
    claim: "lists who asked and grants the first of them the chain",
    async run({ node }) {
      await node.readsUntil<{ requests: unknown[] }>("/api/access", ({ requests }) => requests.length > 0);
      await node.types("8", /Node: its number in the list/);
      const [, nodeKey] = node.answer.match(/^1 {2}([0-9a-f]{64}) /m) ?? [];
      await node.types("1", /grant, deny or forget/);
      await node.types("grant", new RegExp(`^Node ${nodeKey} is granted access to the chain`, "m"));
    },
  },
  {
    role: "miner",
    key: 9,
    claim: "lists the pool and keeps one payment out of the next block",
    async run({ node, fleet }) {
      await mine(fleet);
      const txid = await payFromMiner(fleet);
      await node.types("9", /Transaction: its number in the list/);
      await node.types("1", /include, exclude, none, \+AMOUNT, -AMOUNT/);
      await node.types("exclude", /stays out of the next block/);
      await node.types(`prioritise ${txid} none`, /goes by its fee again/);
    },
  },
];
