/** Words about this node's own coins. */
import assert from "node:assert/strict";
import { mine, payFromMiner, strangersPayment } from "./fleet-deeds.ts";
import type { WordRow } from "./operator-case.ts";

interface Wallet {
  readonly confirmed: number;
  readonly coins: number;
  readonly address: string;
}

export const WALLET_WORDS: readonly WordRow[] = [
  {
    word: "receive",
    claim: "shows a new address, to which can be paid",
    async run({ node, fleet }) {
      const [, address = ""] = await node.types("receive", /New address: (xtri1\w+)/);
      await payFromMiner(fleet, address);
      await mine(fleet);
      await node.readsUntil<Wallet>("/api/wallet", ({ confirmed }) => confirmed > 0);
    },
  },
  {
    word: "balance",
    claim: "shows what can be spent",
    run: ({ node }) => node.types("balance", /^Spendable +[1-9]\d*\.\d{8} coins$/m),
  },
  {
    word: "wallet",
    claim: "shows coins and address as the API does",
    async run({ node }) {
      const { coins, address } = await node.reads<Wallet>("/api/wallet");
      await node.types("wallet", new RegExp(`^Coins +${coins}\\nAddress +${address}$`, "m"));
    },
  },
  {
    word: "history",
    claim: "shows as many payments as it is told to",
    async run({ node }) {
      await node.types("history 1", /^transaction .*\n[0-9a-f]{64} .*\n/m);
      assert.equal(node.answer.match(/^[0-9a-f]{64} /gm)?.length, 1);
    },
  },
  {
    word: "addresses",
    claim: "shows the one that is handed out next, as the API does",
    async run({ node }) {
      const { address } = await node.reads<Wallet>("/api/wallet");
      await node.types("addresses 1", new RegExp(`^address .*\\n${address} +0\\.00000000 +0`, "m"));
    },
  },
  {
    word: "label",
    claim: "names an address, and takes the name back",
    async run({ node }) {
      const { address } = await node.reads<Wallet>("/api/wallet");
      await node.types(`label ${address} rent of May`, /The address has the label "rent of May" now/);
      await node.types("addresses 1", /rent of May$/m);
      await node.types(`label ${address} -`, /has no label any more/);
    },
  },
  {
    word: "send",
    claim: "pays an address, at the fee rate that is given",
    async run({ node, fleet }) {
      const { address } = await fleet.nodes.miner.reads<Wallet>("/api/wallet");
      const [, txid = ""] = await node.types(`send ${address} 0.1 5`, /Paid 0\.10 coins to .*\n([0-9a-f]{64})\n/);
      await fleet.nodes.miner.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
      const entries = await fleet.nodes.miner.reads<{ entries: { txid: string; feeRate: number }[] }>(
        "/api/mempool/entries",
      );
      assert.equal(entries.entries.find((entry) => entry.txid === txid)?.feeRate, 5);
    },
  },
  {
    word: "bump",
    claim: "puts a payment with a higher fee in the place of one that waits",
    async run({ node, fleet }) {
      const { address } = await fleet.nodes.miner.reads<Wallet>("/api/wallet");
      const paid = /Paid 0\.10 coins to .*\n([0-9a-f]{64})\n/;
      const [, old = ""] = await node.types(`send ${address} 0.1 5`, paid);
      const [, txid = ""] = await node.types(`bump ${old} 20`, /Replaced by .*\n(?:.*\n)*?([0-9a-f]{64})\n/);
      await fleet.nodes.miner.readsUntil<string[]>("/api/mempool/txids", (txids) => {
        return txids.includes(txid) && !txids.includes(old);
      });
    },
  },
  {
    word: "abandon",
    claim: "forgets a payment that waits, after a yes",
    async run({ node, fleet }) {
      const { address } = await fleet.nodes.miner.reads<Wallet>("/api/wallet");
      const [, txid = ""] = await node.types(`send ${address} 0.1 5`, /Paid 0\.10 coins to .*\n([0-9a-f]{64})\n/);
      await node.types(`abandon ${txid}\nno`, /Nothing was changed/);
      await node.types(`abandon ${txid}\nyes`, /The payment is forgotten/);
    },
  },
  {
    word: "broadcast",
    claim: "takes a signed transaction in hexadecimal",
    async run({ node, fleet }) {
      const { txid, hex } = await strangersPayment(fleet);
      await node.types(`broadcast ${hex}`, new RegExp(`Transaction ${txid} is `));
      assert.doesNotMatch(node.answer, /\b1 peers\b/);
      await fleet.nodes.miner.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
    },
  },
  {
    word: "fees",
    claim: "shows what the pool takes and what the wallet pays",
    run: ({ node }) => node.types("fees", /The pool takes +1\.00 base units a byte or more\nThe wallet pays +2\.00 /),
  },
];
