import { COIN } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import type { OperatorCommand, OperatorReply } from "./operator.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const MINER = 0;
const OTHER = 1;
const MATURITY = EASY_NETWORK.params.consensus.coinbaseMaturity;

let net: RoleNetwork;

/** A miner with coins, and a node beside it whose wallet was given some. */
function startWith(other: typeof createFullNode): void {
  net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
  net.add(createMiner, { mining: MINING_OFF });
  net.add(other);
  net.connect(OTHER, MINER);
  net.run(5_000);
  mine(MATURITY + 3);
  send(MINER, wallet(OTHER).address, 3 * COIN);
  mine(1);
}

const wallet = (node: number) => contentOf(net.ask(node, { name: "wallet" }), "wallet").wallet;
const history = (node: number) => contentOf(net.ask(node, { name: "history", count: 100 }), "history").payments;
const pool = () => contentOf(net.ask(MINER, { name: "pool" }), "pool").pool.entries;

function mine(blocks: number): void {
  const height = net.height(MINER) + blocks;
  net.ask(MINER, { name: "generate", blocks });
  net.runUntil(() => net.height(OTHER) === height, 60_000, "the blocks");
  net.runUntil(() => wallet(OTHER).scannedHeight === height && wallet(OTHER).isProven, 60_000, "the wallets");
}

function send(from: number, to: string, amount: number, feeRate?: number): string {
  const rate = feeRate === undefined ? {} : { feeRate };
  const { id = "" } = contentOf(net.ask(from, { name: "send", to, amount, ...rate }), "done");
  net.runUntil(() => pool().some(({ txid }) => txid === id), 60_000, "the payment in the miner's pool");
  return id;
}

describe.each([
  ["a full node", createFullNode],
  ["a light node", createLightNode],
])("a payment of %s that waits", (_, create) => {
  beforeEach(() => startWith(create));

  it("is bumped: the pool has the new one alone, and a block pays once", () => {
    const to = wallet(MINER).address;
    const old = send(OTHER, to, COIN, 2);
    const label = "shoes";
    net.ask(OTHER, { name: "label", target: old, label });
    const { id = "" } = contentOf(net.ask(OTHER, { name: "bump", txid: old, feeRate: 20 }), "done");
    net.runUntil(() => pool().some(({ txid }) => txid === id), 60_000, "the new one in the miner's pool");
    expect(pool().map(({ txid }) => txid)).toEqual([id]);
    expect(pool()[0]?.feeRate).toBeGreaterThanOrEqual(20);
    const fee = pool()[0]?.fee ?? 0;
    expect(history(OTHER).filter(({ height }) => height === null)).toMatchObject([{ txid: id, fee, label }]);
    mine(1);
    expect(wallet(OTHER)).toMatchObject({ confirmed: 2 * COIN - fee, pending: 0 });
    expect(codeOf(net.ask(OTHER, { name: "bump", txid: id }))).toBe("payment-confirmed");
  });

  it("busy: is neither bumped nor abandoned before it is handed on, for its owner will be told that it was paid", () => {
    const to = wallet(MINER).address;
    const replies: OperatorReply[] = [];
    // straight to the core: the commit of the payment never ends
    const ask = (command: OperatorCommand): void => {
      const effects = net.nodes[OTHER]?.core.handle({ type: "operator-command", reply: 0, command }, net.now()) ?? [];
      for (const effect of effects) if (effect.type === "reply") replies.push(effect.result);
    };
    ask({ name: "send", to, amount: COIN });
    expect(replies).toEqual([]);
    ask({ name: "history", count: 1 });
    const [first] = replies.splice(0).flatMap((reply) => contentOf(reply, "history").payments);
    expect(first).toMatchObject({ height: null });
    const txid = first?.txid ?? "";
    ask({ name: "bump", txid, feeRate: 50 });
    ask({ name: "abandon", txid });
    expect(replies.map(codeOf)).toEqual(["busy", "busy"]);
  });

  it("stays as it is where the new rate is too low, or the id is none", () => {
    const old = send(OTHER, wallet(MINER).address, COIN, 5);
    expect(codeOf(net.ask(OTHER, { name: "bump", txid: old, feeRate: 5 }))).toBe("fee-too-low");
    for (const name of ["bump", "abandon"] as const) {
      expect(codeOf(net.ask(OTHER, { name, txid: "nonsense" }))).toBe("bad-txid");
      expect(codeOf(net.ask(OTHER, { name, txid: "00".repeat(32) }))).toBe("payment-not-found");
    }
    expect(history(OTHER)[0]).toMatchObject({ txid: old, height: null });
  });

  it("is abandoned: its coins can be spent again, and it is not announced after a restart", () => {
    const old = send(OTHER, wallet(MINER).address, COIN, 5);
    expect(codeOf(net.ask(OTHER, { name: "abandon", txid: old }))).toBe("ok");
    expect(wallet(OTHER)).toMatchObject({ confirmed: 3 * COIN, pending: 0 });
    // who has it in its pool would tell it again
    net.stop(MINER);
    net.restart(OTHER);
    net.run(2_000);
    expect(history(OTHER).every(({ height }) => height !== null)).toBe(true);
  });

  it("that was abandoned counts when a block has it all the same", () => {
    const old = send(OTHER, wallet(MINER).address, COIN, 5);
    const { fee } = history(OTHER)[0] ?? { fee: 0 };
    net.ask(OTHER, { name: "abandon", txid: old });
    mine(1);
    expect(wallet(OTHER)).toMatchObject({ confirmed: 2 * COIN - (fee ?? 0), pending: 0 });
    expect(history(OTHER)[0]).toMatchObject({ txid: old, confirmations: 1 });
  });
});

it("a bump that the own pool refuses leaves the old payment as it was", () => {
  startWith(createFullNode);
  const old = send(MINER, wallet(OTHER).address, COIN, 2);
  // counts as if it paid a coin more, so that the new one would have to pay more than that
  net.ask(MINER, { name: "prioritise", txid: old, wish: "none", feeDelta: COIN });
  expect(codeOf(net.ask(MINER, { name: "bump", txid: old, feeRate: 4 }))).toBe("txn-mempool-conflict");
  expect(pool().map(({ txid }) => txid)).toEqual([old]);
  expect(history(MINER).filter(({ height }) => height === null)).toMatchObject([{ txid: old }]);
  net.restart(MINER);
  expect(history(MINER).filter(({ height }) => height === null)).toMatchObject([{ txid: old }]);
});
