import { COIN } from "@triad/chain";
import { asertTestNetwork, BlockTree, payment, premineCoin, testKey } from "@triad/chain/testing";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { codeOf } from "./testing/easy-network.ts";
import { RoleNetwork, validatingNode } from "./testing/role-network.ts";

/** 512 hashes to begin with, so that a slow chain gets much easier. */
const network = asertTestNetwork({ coinbaseMaturity: 5, genesisBits: 0x1f7fffff });
/** Ten times the half-life: each block is found at a thousandth of the work of the one before. */
const SLOW_SECONDS = 1_200;
const SLOW_BLOCKS = 6;

it("a payment that a better, but lower chain makes too early leaves the pool", () => {
  const tree = new BlockTree(network);
  const net = new RoleNetwork(network, wasmSchnorr(), 1, 2 * SLOW_BLOCKS * SLOW_SECONDS);
  const node = net.add(createFullNode);
  net.run(5_000);
  const { pool, chain } = validatingNode(net, node);
  const grow = (count: number, secondsApart: number) => {
    let on = tree.genesis;
    for (let i = 0; i < count; i++) {
      const block = tree.extend(on, { time: on.header.time + secondsApart });
      expect(codeOf(net.ask(node, { name: "submit-block", rawHex: bytesToHex(block.bytes) }))).toBe("ok");
      on = block.entry;
    }
    net.run(1_000);
    return on;
  };
  const slow = grow(SLOW_BLOCKS, SLOW_SECONDS);
  expect(chain.tip.hash).toEqual(slow.hash);
  // a reward of the first block, which both chains have
  const coin = premineCoin(network, 0);
  const outputs = [{ amount: coin.amount - COIN / 100, key: testKey(1).key }];
  const rawHex = bytesToHex(payment({ network, spend: [coin], outputs }).bytes);
  expect(codeOf(net.ask(node, { name: "broadcast-transaction", rawHex }))).toBe("ok");
  expect(pool.size).toBe(1);

  const quick = grow(3, 1);
  expect(quick.chainWork).toBeGreaterThan(slow.chainWork);
  expect(chain.tip.hash).toEqual(quick.hash);
  expect(pool.size).toBe(0);
});
