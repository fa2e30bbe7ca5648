/** What a node with an address index answers, in the pool, in blocks, after reorganisations, and where it keeps none. */
import { addressOfKey, COIN } from "@triad/chain";
import { BlockTree, MemoryStore, testKey } from "@triad/chain/testing";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import type { LookedUpAddressView, OperatorCommand, TransactionView } from "./operator.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const MINER = 0;
const FULL = 1;
const { addressPrefix } = EASY_NETWORK.params;
const STRANGER = addressOfKey(testKey(5).key, addressPrefix);

/** A miner without an index and a full node with one. */
function pair(blocks: number): { net: RoleNetwork; own: string } {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 5);
  net.add(createMiner, { mining: MINING_OFF });
  net.add(createFullNode, { isIndexed: true });
  net.connect(MINER, FULL);
  net.run(1_000);
  generate(net, blocks);
  return { net, own: contentOf(net.ask(MINER, { name: "mining" }), "mining").mining.payTo };
}

function generate(net: RoleNetwork, blocks: number): void {
  const height = net.height(MINER) + blocks;
  net.ask(MINER, { name: "generate", blocks });
  net.runUntil(() => net.height(FULL) === height, 60_000, "all have the blocks");
  net.run(1_000);
}

function pay(net: RoleNetwork, to: string, amount: number): string {
  const id = contentOf(net.ask(MINER, { name: "send", to, amount }), "done").id ?? "";
  net.run(10_000);
  return id;
}

/** Answers come when what was put is on disk, a turn later. */
function askFull(net: RoleNetwork, command: OperatorCommand) {
  let heard: ReturnType<RoleNetwork["ask"]> | undefined;
  const told = net.ask(FULL, command, (reply) => {
    heard = reply;
  });
  net.run(1_000);
  return heard ?? told;
}

function totals(net: RoleNetwork, address: string): LookedUpAddressView {
  return contentOf(askFull(net, { name: "address", address }), "address").address;
}

function transactions(
  net: RoleNetwork,
  more: { pooled?: number; confirmed?: number; after?: string; address: string },
) {
  const command = { name: "address-transactions", pooled: 50, confirmed: 25, ...more } as const;
  return contentOf(askFull(net, command), "address-transactions").transactions;
}

function txids(list: readonly TransactionView[]): string[] {
  return list.map(({ txid }) => txid);
}

describe("an address", () => {
  it("has received and spent what its transactions say, first in the pool and then in blocks", () => {
    const { net } = pair(6);
    expect(totals(net, STRANGER)).toMatchObject({ chain: { transactions: 0 }, pool: { transactions: 0 }, balance: 0 });
    const ids = [1, 2, 3].map((coins) => pay(net, STRANGER, coins * COIN));
    const one = { received: 3, receivedSum: 6 * COIN, spent: 0, spentSum: 0, transactions: 3 };
    expect(totals(net, STRANGER)).toMatchObject({ pool: one, chain: { received: 0 }, balance: 0 });
    expect(txids(transactions(net, { address: STRANGER }))).toEqual(ids.toReversed());
    generate(net, 1);
    expect(totals(net, STRANGER)).toMatchObject({
      chain: one,
      pool: { transactions: 0 },
      balance: 6 * COIN,
      height: 7,
    });
    const listed = transactions(net, { address: STRANGER });
    expect(txids(listed).sort()).toEqual(ids.sort());
    for (const { height, time, inputs, outputs, fee } of listed) {
      expect([height, time === null]).toEqual([7, false]);
      const paidIn = inputs.reduce((sum, { spends }) => sum + (spends?.amount ?? Number.NaN), 0);
      expect(paidIn - outputs.reduce((sum, { amount }) => sum + amount, 0)).toBe(fee);
    }
  });

  it("is listed in pages, newest first, each below the last transaction of the one before", () => {
    const { net, own } = pair(9);
    const all = transactions(net, { address: own, confirmed: 50 });
    expect(all.map(({ height }) => height)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const paged: string[] = [];
    for (let page = transactions(net, { address: own, confirmed: 4 }); page.length > 0; ) {
      paged.push(...txids(page));
      page = transactions(net, { address: own, confirmed: 4, after: page.at(-1)?.txid ?? "" });
    }
    expect(paged).toEqual(txids(all));
    expect(transactions(net, { address: own, pooled: 0, confirmed: 0 })).toEqual([]);
    const after = { address: own, pooled: 0, confirmed: 5, after: "ab".repeat(32) } as const;
    expect(codeOf(askFull(net, { name: "address-transactions", ...after }))).toBe("transaction-not-found");
  });

  it("has the coins that nobody spends, in pages, the pool's with the last", () => {
    const { net, own } = pair(8);
    const page = (count: number, after?: { txid: string; index: number }) => {
      const from = after === undefined ? {} : { after };
      return contentOf(askFull(net, { name: "address-coins", address: own, count, ...from }), "address-coins");
    };
    const first = page(3);
    expect([first.coins.length, first.next]).toEqual([3, { txid: first.coins[2]?.txid, index: first.coins[2]?.index }]);
    const second = page(500, first.next ?? undefined);
    expect([second.coins.length, second.next]).toEqual([5, null]);
    const sum = [...first.coins, ...second.coins].reduce((all, { amount }) => all + amount, 0);
    expect(sum).toBe(totals(net, own).balance);
    const txid = pay(net, own, COIN);
    const { coins } = page(500);
    expect(coins.find((coin) => coin.txid === txid && coin.amount === COIN)).toMatchObject({
      height: null,
      time: null,
    });
    const [spending] = transactions(net, { address: own, confirmed: 0 });
    const spent = new Set(spending?.inputs.map((input) => `${input.txid}:${input.index}`));
    expect(spent.size).toBeGreaterThan(0);
    expect(coins.some((coin) => spent.has(`${coin.txid}:${coin.index}`))).toBe(false);
  });

  it("bad-address: is looked up where it is one of this network", () => {
    const { net } = pair(1);
    for (const address of ["", "x", `${STRANGER}q`, addressOfKey(testKey(5).key, "other")]) {
      expect(codeOf(askFull(net, { name: "address", address }))).toBe("bad-address");
    }
  });

  it("no-index: is not looked up by a node that keeps none, nor by a light node", () => {
    const { net } = pair(1);
    const light = net.add(createLightNode);
    net.run(100);
    const commands: readonly OperatorCommand[] = [
      { name: "address", address: STRANGER },
      { name: "address-transactions", address: STRANGER, pooled: 1, confirmed: 1 },
      { name: "address-coins", address: STRANGER, count: 1 },
    ];
    for (const command of commands) {
      expect(codeOf(net.ask(MINER, command))).toBe("no-index");
      expect(codeOf(net.ask(light, command))).toBe("not-a-full-node");
    }
  });
});

describe("a transaction", () => {
  it("is found in any block, also where all that it paid is spent", () => {
    const { net, own } = pair(8);
    const [coinbase] = transactions(net, { address: own, confirmed: 50 }).slice(-1);
    pay(net, STRANGER, 2 * COIN);
    generate(net, 1);
    const find = (txid: string) => askFull(net, { name: "transaction", txid });
    expect(contentOf(find(coinbase?.txid ?? ""), "transaction").transaction).toEqual(coinbase);
    expect(codeOf(find("cd".repeat(32)))).toBe("transaction-not-found");
  });

  it("is found in a block that a synchronisation brought, before the index is written", () => {
    const { net } = pair(200);
    const late = net.add(createFullNode, { isIndexed: true, walletSeed: new Uint8Array(64).fill(9) });
    net.connect(MINER, late);
    let height = 0;
    for (let ms = 0; ms < 60_000 && height === 0; ms++) {
      net.run(1);
      height = net.height(late);
    }
    expect([height > 0, height < 200]).toEqual([true, true]);
    const { txids } = contentOf(net.ask(late, { name: "block", block: String(height) }), "block").block;
    expect(codeOf(net.ask(late, { name: "transaction", txid: txids?.[0] ?? "" }))).toBe("ok");
  });
});

describe("a reorganisation", () => {
  it("takes payments back and brings those of the other branch", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
    net.add(createMiner, { mining: MINING_OFF });
    net.add(createFullNode, { isIndexed: true });
    net.run(10_000);
    const tree = new BlockTree(EASY_NETWORK);
    const submit = (block: { bytes: Uint8Array }) => {
      net.ask(FULL, { name: "submit-block", rawHex: bytesToHex(block.bytes) });
      net.run(1_000);
    };
    const first = tree.extend(tree.genesis, { payTo: testKey(5).key });
    submit(first);
    expect(totals(net, STRANGER).chain.received).toBe(1);
    const rival = tree.extend(tree.genesis, { memoTail: Uint8Array.of(1) });
    submit(rival);
    submit(tree.extend(rival.entry, { payTo: testKey(5).key }));
    expect(net.height(FULL)).toBe(2);
    const [only, ...others] = transactions(net, { address: STRANGER });
    expect([only?.height, others.length, totals(net, STRANGER).chain.transactions]).toEqual([2, 0, 1]);
  });
});

describe("the index of a chain that is there", () => {
  it("is made while the node runs, which says how far it is, and is the same as one from the beginning", () => {
    const { net, own } = pair(220);
    const whole = totals(net, own);
    const store = new MemoryStore();
    const walletSeed = new Uint8Array(64).fill(9);
    const late = net.add(createFullNode, { walletSeed }, store);
    net.connect(MINER, late);
    net.runUntil(() => net.height(late) === 220, 60_000, "a third node has the chain");
    net.run(1_000);
    const again = net.add(createFullNode, { isIndexed: true, walletSeed }, store);
    const codes = new Set<string>();
    net.runUntil(
      () => {
        const code = codeOf(net.ask(again, { name: "address", address: own }));
        codes.add(code);
        return code === "ok";
      },
      60_000,
      "the index is made",
    );
    const { address } = contentOf(net.ask(again, { name: "address", address: own }), "address");
    expect(address).toEqual(whole);
    const told = net.nodes[again]?.notices.map(({ code }) => code) ?? [];
    expect(told.filter((code) => code.startsWith("address-index"))).toEqual([
      "address-index-building",
      "address-index-ready",
    ]);
  });
});
