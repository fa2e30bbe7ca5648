/** Options about mining and about what a node keeps in memory. */
import assert from "node:assert/strict";
import { freePorts } from "@triad/testnet";
import type { OptionAt, OptionGroup, OptionLook } from "./option-group.ts";

const COINBASE_TEXT = "found by the operator's test";

interface Mining {
  readonly threads: number;
  readonly payTo: string;
  readonly mode: string;
  readonly powerPercent: number;
  readonly coinbaseText: string;
}

const isInMining = (option: string, claim: string, field: keyof Mining): OptionLook => ({
  option,
  claim,
  run: async ({ node, given }: OptionAt) =>
    assert.equal((await node.reads<Mining>("/api/mining"))[field], given[option]),
});

export const MINER_OPTIONS: readonly OptionGroup[] = [
  {
    about: "how it mines",
    role: "miner",
    async given({ asker }) {
      const [port = 0] = await freePorts(1);
      const { address } = await asker.reads<{ address: string }>("/api/wallet");
      return {
        port,
        threads: 2,
        address,
        mine: "pending",
        power: 30,
        "coinbase-text": COINBASE_TEXT,
        signatures: "wasm",
        "coin-cache": 5,
      };
    },
    looks: [
      {
        option: "port",
        claim: "peers connect there, at every address",
        run: async ({ node, given }) => assert.equal(await node.peerAddress(), `127.0.0.1:${given["port"]}`),
      },
      isInMining("threads", "as many search", "threads"),
      isInMining("address", "is paid", "payTo"),
      isInMining("mine", "is its mode", "mode"),
      isInMining("power", "is how much of their time they search", "powerPercent"),
      {
        option: "coinbase-text",
        claim: "stands in the block that is found",
        async run({ node }) {
          await node.asks("POST", "/api/mining", { body: { action: "generate", blocks: 1 } });
          const { tipHash } = await node.readsUntil<{ height: number; tipHash: string }>("/api/node", ({ height }) => {
            return height === 1;
          });
          assert.ok((await node.reads<string>(`/api/block/${tipHash}/raw`)).includes(COINBASE_TEXT));
        },
      },
      {
        option: "signatures",
        claim: "is what checks them",
        run: async ({ node }) => assert.match(await node.log(), /Signatures are checked by the wasm backend/),
      },
      {
        option: "coin-cache",
        claim: "is what coins may take",
        run: async ({ node }) => assert.match(await node.log(), /Unspent coins take up to 5 MB of memory/),
      },
    ],
  },
];
