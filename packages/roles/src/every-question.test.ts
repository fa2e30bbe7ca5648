import { BlockTree, TEST_SCHNORR, testNetwork } from "@triad/chain/testing";
import { bytesToHex, hashFromDisplay } from "@triad/crypto";
import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const network = testNetwork();
const OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;
const UNKNOWN = new Uint8Array(32).fill(7);
const UINT32_MAX = 0xffff_ffff;
/** Of the largest block. */
const LAST_PLACE = 61_537;

/** Every kind that asks for something, about one hash; with few elements, with many, and at the ends of its numbers. */
function questionsAbout(hash: Uint8Array): readonly Message[] {
  const often = (count: number) => new Array<Uint8Array>(count).fill(hash);
  return [
    { kind: "get-headers", locator: [hash], stop: undefined },
    { kind: "get-headers", locator: often(64), stop: hash },
    { kind: "get-headers", locator: [UNKNOWN], stop: hash },
    { kind: "get-transactions", wtxids: [hash] },
    { kind: "get-transactions", wtxids: often(1_000) },
    { kind: "get-blocks", hashes: [hash] },
    { kind: "get-blocks", hashes: often(64) },
    { kind: "get-block-transactions", hash, indexes: [0] },
    { kind: "get-block-transactions", hash, indexes: [0, 1, LAST_PLACE] },
    { kind: "get-filters", startHeight: 0, stop: hash },
    { kind: "get-filters", startHeight: 3, stop: hash },
    { kind: "get-filters", startHeight: UINT32_MAX, stop: hash },
    { kind: "get-transaction-proof", hash, txid: hash },
    { kind: "get-transaction-proof", hash, txid: UNKNOWN },
    { kind: "access-request" },
    { kind: "get-addresses" },
  ];
}

const NODES = [
  ["a full node", (net: RoleNetwork) => net.add(createFullNode)],
  ["a miner", (net: RoleNetwork) => net.add(createMiner, { mining: OFF })],
  ["a light node", (net: RoleNetwork) => net.add(createLightNode)],
] as const;

describe.each(NODES)("each question to %s", (_, add) => {
  it.each([
    ["has the chain", true],
    ["has nothing and hears of a longer chain that nobody gives", false],
  ])("is answered or passed over, whatever it names, by a node that %s", (_state, hasChain) => {
    const net = new RoleNetwork(network, TEST_SCHNORR, 1, 1_000);
    const node = add(net);
    const tree = new BlockTree(network);
    const side = tree.extend(tree.genesis, { memoTail: Uint8Array.of(1) });
    if (hasChain) {
      const miner = net.add(createMiner, { mining: OFF });
      net.connect(node, miner);
      net.run(100);
      net.ask(miner, { name: "generate", blocks: 5 });
      net.runUntil(() => net.height(node) === 5, 60_000, "five blocks at the node");
      net.ask(node, { name: "submit-block", rawHex: bytesToHex(side.bytes) });
    } else {
      const liar = net.addScripted({ tip: { height: 1_000, work: 1n << 60n } });
      net.connect(liar.index, node);
    }
    const tip = hashFromDisplay(net.tip(node));
    if (tip === undefined) throw new Error("a tip has a hash");
    for (const hash of [network.genesis.hash, tip, side.hash, UNKNOWN, new Uint8Array(32)]) {
      for (const question of questionsAbout(hash)) {
        // a peer for each: an offence of one question must not hide what another one does
        const { index, say } = net.addScripted({});
        net.connect(index, node);
        net.run(200);
        say(question);
        net.run(200);
        expect(net.ask(node, { name: "node" }).ok, `${question.kind} ${bytesToHex(hash)}`).toBe(true);
      }
    }
    expect(net.height(node)).toBe(hasChain ? 5 : 0);
  });
});
