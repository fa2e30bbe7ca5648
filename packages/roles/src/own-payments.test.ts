import { COIN } from "@triad/chain";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { DecodeError, decodeFrame } from "@triad/protocol";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createMiner } from "./miner.ts";
import { contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork, type RoleNode, validatingNode } from "./testing/role-network.ts";

const PAYER = 0;
const OTHER = 1;
/** Rounds in which own payments are announced again. */
const ROUND_MS = 30_000;

describe("a payment whose record is not on disk", () => {
  let net: RoleNetwork;
  let payer: RoleNode;

  beforeEach(() => {
    net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    net.add(createMiner, { mining: MINING_OFF });
    net.add(createFullNode);
    net.connect(PAYER, OTHER);
    net.run(5_000);
    net.ask(PAYER, { name: "generate", blocks: 10 });
    net.runUntil(() => net.height(OTHER) === 10, 20_000, "ten blocks");
    net.run(1_000);
    payer = net.nodes[PAYER] as RoleNode;
  });

  const core = () => validatingNode(net, PAYER);

  /** Nobody hears of it before its record is on disk: neither the operator nor a peer. */
  function payInVain(): void {
    const to = contentOf(net.ask(PAYER, { name: "wallet" }), "wallet").wallet.address;
    expect(() => net.ask(PAYER, { name: "send", to, amount: COIN })).toThrow("no answer to send");
  }

  /** wtxids that the payer has told of. */
  function announced(): string[] {
    return net.frames.flatMap(({ from, frame }) => {
      const message = decodeFrame(frame);
      if (message instanceof DecodeError) throw new Error(message.what);
      return from === PAYER && message.kind === "inventory" ? message.wtxids.map(bytesToHex) : [];
    });
  }

  const unconfirmed = () => core().wallet.wallet.unconfirmed();

  const slow = () => {
    payer.commitMs = 4 * ROUND_MS;
    return () => {};
  };
  const full = () => {
    payer.failingCommits = Number.POSITIVE_INFINITY;
    return () => {
      payer.failingCommits = 0;
    };
  };

  it.each([
    ["in flight", slow],
    ["tried again and again", full],
  ])("is announced in no round while its commit is %s, and soon after it", (_, begin) => {
    const end = begin();
    // the second one's record has to wait for the next commit
    payInVain();
    payInVain();
    payer.commitMs = 3;
    net.run(3 * ROUND_MS);
    expect(unconfirmed()).toHaveLength(2);
    expect(announced()).toEqual([]);
    expect(core().pool.size).toBe(0);
    const offered = vi.spyOn(core().poolDesk, "offer");
    const { monotonicMs: laterMs } = net.now();
    end();
    const own = unconfirmed().map(({ wtxid }) => bytesToHex(wtxid));
    net.runUntil(() => announced().length === 2, ROUND_MS, "both are announced");
    expect(announced().sort()).toEqual(own.sort());
    // they wait in the pool from now on, not from when they were made
    for (const [, , { monotonicMs }] of offered.mock.calls) expect(monotonicMs).toBeGreaterThanOrEqual(laterMs);
    expect(offered).toHaveBeenCalled();
  });

  it("is waited for by one round only, however long the disk is full, and rounds go on then", () => {
    const rounds = vi.spyOn(core().transactions, "reannounce");
    const end = full();
    payInVain();
    net.run(10 * ROUND_MS);
    expect(rounds).not.toHaveBeenCalled();
    end();
    net.runUntil(() => announced().length === 1, ROUND_MS, "it is announced");
    // the one that waited, and those that were due since
    expect(rounds.mock.calls.length).toBeLessThanOrEqual(2);
    const before = rounds.mock.calls.length;
    net.run(2 * ROUND_MS);
    expect(rounds).toHaveBeenCalledTimes(before + 2);
  });
});
