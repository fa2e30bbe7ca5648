import { BlockTree } from "@triad/chain/testing";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import type { Message } from "@triad/protocol";
import { describe, expect, it, vi } from "vitest";
import { createFullNode } from "./full-node.ts";
import { EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork, type RoleNode, validatingNode } from "./testing/role-network.ts";

const network = EASY_NETWORK;
const BLOCKS = 60;

type Built = ReturnType<BlockTree["extend"]>;

/** A node, and a peer that has a chain of which it keeps one height back for a while. */
function newcomer() {
  const tree = new BlockTree(network);
  const blocks: Built[] = [];
  for (let parent = tree.genesis; parent.height < BLOCKS; parent = (blocks.at(-1) as Built).entry) {
    blocks.push(tree.extend(parent, { time: parent.header.time + 1 }));
  }
  const heightOf = new Map(blocks.map((block) => [bytesToHex(block.hash), block.entry.height]));
  const kept = { height: 0 };
  const asked: number[] = [];
  const answer = (message: Message): readonly Message[] => {
    if (message.kind === "access-request") return [{ kind: "access-reply", decision: "granted" }];
    if (message.kind === "get-headers") {
      return [{ kind: "headers", headers: blocks.map(({ headerBytes }) => headerBytes) }];
    }
    if (message.kind !== "get-blocks") return [];
    const heights = message.hashes.map((hash) => heightOf.get(bytesToHex(hash)) ?? 0);
    asked.push(...heights);
    return heights
      .filter((height) => height !== kept.height)
      .map((height) => ({ kind: "block-reply", block: (blocks[height - 1] as Built).bytes }));
  };
  const net = new RoleNetwork(network, wasmSchnorr(), 1, BLOCKS);
  const index = net.add(createFullNode);
  const { entry } = blocks.at(-1) as Built;
  const tip = { height: entry.height, work: entry.chainWork };
  const begin = () => net.connect(net.addScripted({ tip, answer }).index, index);
  return { net, index, node: net.nodes[index] as RoleNode, core: validatingNode(net, index), asked, kept, begin };
}

describe("bodies", () => {
  it("are not asked for while the disk takes none, even if the next one is kept back, and are when it does", () => {
    const { net, index, node, asked, kept, begin } = newcomer();
    node.failingCommits = Number.POSITIVE_INFINITY;
    kept.height = 1;
    begin();
    net.run(15_000);
    // what was asked for before the first commit failed
    expect(asked.length).toBeLessThanOrEqual(16);
    expect(node.notices.map(({ code }) => code)).toContain("commit-failed");
    node.failingCommits = 0;
    kept.height = 0;
    net.runUntil(() => net.height(index) === BLOCKS, 5_500, "the whole chain");
  });

  it("that fill the memory behind a slow commit: the one that the chain goes on with is asked for alone", () => {
    const { net, index, core, asked, kept, begin } = newcomer();
    const full = vi.spyOn(core.chain, "isFullOfBodies", "get").mockReturnValue(true);
    kept.height = 3;
    begin();
    net.run(5_000);
    expect(net.height(index)).toBe(2);
    expect(asked).toEqual([1, 2, 3]);
    full.mockReturnValue(false);
    kept.height = 0;
    net.runUntil(() => net.height(index) === BLOCKS, 60_000, "the whole chain");
  });
});
