import { COIN } from "@triad/chain";
import { BlockTree, payment, testKey } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay, wasmSchnorr } from "@triad/crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createMiner } from "./miner.ts";
import type { OperatorCommand } from "./operator.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const MINER = 0;
const FULL = 1;
const BLOCKS = 12;

function transactionsOf(block: string, from: number): OperatorCommand {
  return { name: "block-transactions", block, from, count: 25 };
}

function pair(): RoleNetwork {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 5);
  net.add(createMiner, { mining: MINING_OFF });
  net.add(createFullNode);
  net.connect(MINER, FULL);
  net.run(1_000);
  net.ask(MINER, { name: "generate", blocks: BLOCKS });
  net.runUntil(() => net.height(FULL) === BLOCKS, 20_000, "both have the chain");
  return net;
}

describe("an operator's commands", () => {
  let net: RoleNetwork;
  let address: string;
  beforeAll(() => {
    net = pair();
    address = contentOf(net.ask(FULL, { name: "wallet" }), "wallet").wallet.address;
  });

  const unknown = "ab".repeat(32);
  it.each<[string, OperatorCommand, string]>([
    ["connect to no address", { name: "connect", address: "nowhere" }, "bad-address"],
    ["connect to every interface", { name: "connect", address: "0.0.0.0:1234" }, "bad-address"],
    ["disconnect nobody", { name: "disconnect", peer: 999 }, "peer-not-found"],
    ["disconnect what is no number", { name: "disconnect", peer: Number.NaN }, "peer-not-found"],
    ["ban of nobody", { name: "ban", target: "999" }, "peer-not-found"],
    ["ban of this machine", { name: "ban", target: "127.0.0.1" }, "bad-ban"],
    ["ban of no host", { name: "ban", target: "no host" }, "bad-ban"],
    ["ban for no time", { name: "ban", target: "20.1.7.1", hours: 0 }, "bad-hours"],
    ["ban for ten years", { name: "ban", target: "20.1.7.2", hours: 87_600 }, "ok"],
    ["ban for longer", { name: "ban", target: "20.1.7.2", hours: 87_601 }, "bad-hours"],
    ["ban for no number", { name: "ban", target: "20.1.7.2", hours: Number.NaN }, "bad-hours"],
    ["unban who is not banned", { name: "unban", target: "20.1.7.3" }, "not-banned"],
    ["request-access of nobody", { name: "request-access", peer: 999 }, "peer-not-found"],
    ["chain of nothing", { name: "chain", count: 0 }, "ok"],
    ["chain from below", { name: "chain", from: -5, count: 3 }, "ok"],
    ["chain from no number", { name: "chain", from: Number.NaN, count: Number.NaN }, "ok"],
    ["chain between two blocks", { name: "chain", from: 1.5, count: 1.5 }, "ok"],
    ["block above the tip", { name: "block", block: "999" }, "block-not-found"],
    ["block of no hash", { name: "block", block: "xyz" }, "block-not-found"],
    ["block of an unknown hash", { name: "block", block: unknown }, "block-not-found"],
    ["transactions of a block above the tip", transactionsOf("999", 0), "block-not-found"],
    ["transactions of no block", transactionsOf("xyz", 0), "block-not-found"],
    ["transactions of the first block", transactionsOf("0", 0), "ok"],
    ["transactions beyond a block's last", transactionsOf("1", 1), "transactions-not-found"],
    ["transactions before a block's first", transactionsOf("1", -1), "transactions-not-found"],
    ["transactions from no number", transactionsOf("1", Number.NaN), "transactions-not-found"],
    ["newest of the pool, none of them", { name: "pool-recent", count: 0 }, "ok"],
    ["newest of the pool, no number", { name: "pool-recent", count: Number.NaN }, "ok"],
    ["transaction of no hash", { name: "transaction", txid: "xyz" }, "bad-txid"],
    ["transaction that is unknown", { name: "transaction", txid: unknown }, "transaction-not-found"],
    ["broadcast of no hexadecimal", { name: "broadcast-transaction", rawHex: "0" }, "bad-hex"],
    ["broadcast of nothing", { name: "broadcast-transaction", rawHex: "" }, "bad-hex"],
    ["broadcast of no transaction", { name: "broadcast-transaction", rawHex: "00" }, "tx-not-canonical"],
    ["submit-block of no hexadecimal", { name: "submit-block", rawHex: "zz" }, "bad-hex"],
    ["submit-block of no block", { name: "submit-block", rawHex: "00" }, "mutated-block"],
    ["prioritise no hash", { name: "prioritise", txid: "1", wish: "include" }, "bad-txid"],
    ["prioritise by half a unit", { name: "prioritise", txid: unknown, wish: "none", feeDelta: 0.5 }, "bad-fee-delta"],
    ["prioritise what is not here", { name: "prioritise", txid: unknown, wish: "include" }, "wish-not-in-pool"],
    ["keep out what is not here", { name: "prioritise", txid: unknown, wish: "exclude" }, "ok"],
    ["history of no number", { name: "history", count: Number.NaN }, "ok"],
    ["history of nothing", { name: "history", count: 0 }, "ok"],
    ["send to no address", { name: "send", to: "x", amount: COIN }, "bad-address"],
    ["power of nothing", { name: "mining-power", percent: 0 }, "bad-number"],
    ["power of half a percent", { name: "mining-power", percent: 0.5 }, "bad-number"],
    ["power above all", { name: "mining-power", percent: 101 }, "bad-number"],
    ["power of all", { name: "mining-power", percent: 100 }, "ok"],
    ["generate nothing", { name: "generate", blocks: 0 }, "bad-number"],
    ["generate half a block", { name: "generate", blocks: 0.5 }, "bad-number"],
    ["generate too many", { name: "generate", blocks: 10_001 }, "bad-number"],
  ])("%s", (_, command, code) => {
    expect(codeOf(net.ask(MINER, command))).toBe(code);
  });

  it("peers: who is an anchor, who is protected and why, and what was of use", () => {
    const [dialled] = contentOf(net.ask(MINER, { name: "peers" }), "peers").peers;
    expect(dialled).toMatchObject({ direction: "outbound", isAnchor: true, protectedBy: null, isDiscouraged: false });
    const [dialler] = contentOf(net.ask(FULL, { name: "peers" }), "peers").peers;
    expect(dialler).toMatchObject({ direction: "inbound", isAnchor: false, protectedBy: "longest" });
    expect(dialler?.lastBlockUnixMs).not.toBeNull();
    expect(dialler?.group).toBe(dialled?.group);
  });

  it.each([
    ["nothing", 0, undefined, "amount-too-small"],
    ["less than nothing", -1, undefined, "amount-too-small"],
    ["half a unit more", 5_000.5, undefined, "amount-not-whole"],
    ["no number", Number.NaN, undefined, "amount-not-whole"],
    ["more than there is", 2_000_000 * COIN, undefined, "insufficient-funds"],
    ["at no fee", COIN, 0, "min-fee-not-met"],
    ["at a rate that is no number", COIN, Number.NaN, "fee-rate-out-of-range"],
  ])("send %s", (_, amount, feeRate, code) => {
    const rate = feeRate === undefined ? {} : { feeRate };
    expect(codeOf(net.ask(MINER, { name: "send", to: address, amount, ...rate }))).toBe(code);
  });

  it.each<OperatorCommand>([
    { name: "mining" },
    { name: "mining-mode", mode: "always" },
    { name: "mining-power", percent: 50 },
    { name: "generate", blocks: 1 },
  ])("a full node does not mine: $name", (command) => {
    expect(codeOf(net.ask(FULL, command))).toBe("not-a-miner");
  });

  it("tells about node, peers, chain, blocks and transactions", () => {
    const { node } = contentOf(net.ask(FULL, { name: "node" }), "node");
    expect(node).toMatchObject({ role: "full-node", height: BLOCKS, headers: BLOCKS, peers: 1, synchronising: false });
    const [peer] = contentOf(net.ask(FULL, { name: "peers" }), "peers").peers;
    expect(peer).toMatchObject({ role: "miner", direction: "inbound", state: "ready" });
    const { blocks } = contentOf(net.ask(FULL, { name: "chain", from: 3, count: 10 }), "chain");
    expect(blocks.map(({ height }) => height)).toEqual([3, 2, 1, 0]);
    const { block } = contentOf(net.ask(FULL, { name: "block", block: "3" }), "block");
    expect(block).toMatchObject({ height: 3, confirmations: BLOCKS - 2 });
    expect(contentOf(net.ask(FULL, { name: "block", block: block.hash }), "block").block).toEqual(block);
    const [txid] = block.txids ?? [];
    const { transaction } = contentOf(net.ask(FULL, { name: "transaction", txid: txid ?? "" }), "transaction");
    expect(transaction).toMatchObject({ height: 3, fee: null, blockHash: block.hash });
  });

  it("receive gives another address each time, until too many in a row are unpaid", () => {
    const codes = Array.from({ length: 100 }, () => codeOf(net.ask(FULL, { name: "receive" })));
    expect(codes[0]).toBe("ok");
    expect(codes.at(-1)).toBe("gap-limit");
  });
});

describe("payments", () => {
  it("are found in the pool, then in their block, even when nothing of them is unspent", () => {
    const net = pair();
    const own = contentOf(net.ask(MINER, { name: "wallet" }), "wallet").wallet.address;
    const send = () => contentOf(net.ask(MINER, { name: "send", to: own, amount: COIN }), "done").id ?? "";
    const txid = send();
    expect(contentOf(net.ask(MINER, { name: "transaction", txid }), "transaction").transaction.height).toBeNull();
    net.ask(MINER, { name: "generate", blocks: 1 });
    net.runUntil(() => net.height(FULL) === BLOCKS + 1, 10_000, "its block");
    const found = contentOf(net.ask(FULL, { name: "transaction", txid }), "transaction").transaction;
    expect(found).toMatchObject({ height: BLOCKS + 1 });
    expect(found.fee).toBeGreaterThan(0);
    // a coinbase that was spent has no output left by which it could be found at once
    const spent = found.inputs[0]?.txid ?? "";
    expect(contentOf(net.ask(FULL, { name: "transaction", txid: spent }), "transaction").transaction.fee).toBeNull();
  });

  it("tell what they spend: in the pool, in their block, and by pages of it", () => {
    const net = pair();
    const own = contentOf(net.ask(MINER, { name: "wallet" }), "wallet").wallet.address;
    const sent = Array.from({ length: 4 }, () => {
      return contentOf(net.ask(MINER, { name: "send", to: own, amount: COIN }), "done").id ?? "";
    });
    const { transactions: recent } = contentOf(net.ask(MINER, { name: "pool-recent", count: 3 }), "pool-recent");
    expect(recent.map(({ txid }) => txid)).toEqual(sent.slice(1).reverse());
    const { summary } = contentOf(net.ask(MINER, { name: "pool-summary" }), "pool-summary");
    expect(summary).toMatchObject({ transactions: 4, feeHistogram: [{ bytes: summary.bytes }] });
    const show = (txid: string) => contentOf(net.ask(MINER, { name: "transaction", txid }), "transaction").transaction;
    const pooled = sent.map(show);
    for (const { inputs, outputs, fee } of pooled) {
      const paidIn = inputs.reduce((sum, { spends }) => sum + (spends?.amount ?? Number.NaN), 0);
      expect(paidIn - outputs.reduce((sum, { amount }) => sum + amount, 0)).toBe(fee);
    }
    net.ask(MINER, { name: "generate", blocks: 1 });
    net.runUntil(() => net.height(FULL) === BLOCKS + 1, 10_000, "their block");
    const page = (from: number) => {
      const command = { name: "block-transactions", block: String(BLOCKS + 1), from, count: 3 } as const;
      return contentOf(net.ask(FULL, command), "block-transactions").page;
    };
    const [first, last] = [page(0), page(3)];
    expect([first.total, first.transactions.length, last.transactions.length]).toEqual([5, 3, 2]);
    const listed = [...first.transactions, ...last.transactions].slice(1);
    const byTxid = (a: { txid: string }, b: { txid: string }) => (a.txid < b.txid ? -1 : 1);
    const place = { blockHash: first.hash, height: BLOCKS + 1, time: listed[0]?.time };
    expect(listed.sort(byTxid)).toEqual(pooled.map((each) => ({ ...each, ...place })).sort(byTxid));
  });

  it("a chain of payments as long as the pool allows is accepted, the next one refused and its coins free again", () => {
    const net = pair();
    const own = contentOf(net.ask(MINER, { name: "wallet" }), "wallet").wallet.address;
    const confirmed = () => contentOf(net.ask(MINER, { name: "wallet" }), "wallet").wallet.confirmed;
    const all = confirmed();
    const codes = Array.from({ length: 30 }, () =>
      codeOf(net.ask(MINER, { name: "send", to: own, amount: Math.floor(all * 0.9) })),
    );
    const accepted = codes.indexOf("too-long-mempool-chain");
    expect(accepted).toBe(25);
    expect(new Set(codes.slice(0, accepted))).toEqual(new Set(["ok"]));
    net.ask(MINER, { name: "generate", blocks: 1 });
    net.runUntil(() => net.height(MINER) === BLOCKS + 1, 10_000, "their block");
    expect(codeOf(net.ask(MINER, { name: "send", to: own, amount: Math.floor(all * 0.9) }))).toBe("ok");
  });
});

describe("submitted blocks", () => {
  it("every submission is answered: connected, known, on a side branch, invalid, without its parent's body", () => {
    const tree = new BlockTree(EASY_NETWORK);
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
    net.add(createFullNode);
    net.run(5_000);
    const submit = (block: { bytes: Uint8Array }) =>
      net.ask(0, { name: "submit-block", rawHex: bytesToHex(block.bytes) });
    const first = tree.extend(tree.genesis);
    const rival = tree.extend(tree.genesis, { memoTail: Uint8Array.of(1) });
    const second = tree.extend(first.entry);
    const greedy = tree.extend(first.entry, { fees: 1 });
    const onGreedy = tree.extend(greedy.entry);
    expect(contentOf(submit(first), "done").id).toBe(hashToDisplay(first.hash));
    expect(contentOf(submit(first), "done").id).toBe(hashToDisplay(first.hash));
    expect(contentOf(submit(rival), "done").id).toBeUndefined();
    expect(contentOf(submit(rival), "done").id).toBeUndefined();
    expect(codeOf(submit(onGreedy))).toBe("prev-blk-not-found");
    expect(codeOf(submit(greedy))).toBe("bad-cb-amount");
    expect(codeOf(submit(greedy))).toBe("bad-prevblk");
    expect(codeOf(submit(onGreedy))).toBe("bad-prevblk");
    expect(contentOf(submit(second), "done").id).toBe(hashToDisplay(second.hash));
    expect(net.height(0)).toBe(2);
  });

  it("a transaction with a bad signature is refused, and told so again", () => {
    const net = pair();
    const coin = { txid: new Uint8Array(32).fill(1), index: 0, amount: COIN, owner: testKey(0) };
    const tx = payment({ network: EASY_NETWORK, spend: [coin], outputs: [{ amount: COIN, key: testKey(1).key }] });
    const broadcast = () => net.ask(FULL, { name: "broadcast-transaction", rawHex: bytesToHex(tx.bytes) });
    expect(codeOf(broadcast())).toBe("orphan");
    expect(codeOf(broadcast())).toBe("ok");
  });
});
