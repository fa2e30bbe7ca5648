import { BlockTree } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay, hexToBytes, wasmSchnorr } from "@triad/crypto";
import type { Message } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { FETCHED_BLOCKS_MAX } from "./block-fetch.ts";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import type { OperatorReply } from "./operator.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork, validatingNode } from "./testing/role-network.ts";
import type { PeerScript } from "./testing/scripted-peer.ts";

const SERVER = 0;
const ASK = { access: { policy: "ask", allow: [] } } as const;

/** A network whose first node is a full node with a chain; the encoded blocks of that, from height 1 on. */
function withChain(height: number, options: Parameters<RoleNetwork["add"]>[1] = ASK) {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
  net.add(createFullNode, options);
  net.run((height + 1) * EASY_NETWORK.params.consensus.spacing * 1_000);
  const tree = new BlockTree(EASY_NETWORK);
  const blocks: Uint8Array[] = [];
  for (let tip = tree.genesis; tip.height < height; ) {
    const block = tree.extend(tip);
    net.ask(SERVER, { name: "submit-block", rawHex: bytesToHex(block.bytes) });
    blocks.push(block.bytes);
    tip = block.entry;
  }
  return { net, blocks };
}

function addLight(net: RoleNetwork): number {
  const light = net.add(createLightNode, { listen: undefined });
  net.connect(light, SERVER);
  net.run(2_000);
  return light;
}

function grant(net: RoleNetwork, index: number, decision: "grant" | "deny" = "grant"): void {
  const { nodeKey } = contentOf(net.ask(index, { name: "node" }), "node").node;
  net.ask(SERVER, { name: "decide-access", nodeKey, decision });
  net.run(1_000);
}

const pieceOf = (reply: OperatorReply) => contentOf(reply, "raw-blocks");

/** The complete chain as an operator gets it: piece by piece, all of one chain. */
function wholeChain(net: RoleNetwork, index: number): readonly Uint8Array[] {
  const blocks: Uint8Array[] = [];
  let tip: string | undefined;
  for (;;) {
    const more = tip === undefined ? {} : { tip };
    const piece = pieceOf(net.ask(index, { name: "raw-blocks", from: blocks.length + 1, count: 1_000, ...more }));
    if (piece.blocks.length === 0) return blocks;
    expect(piece.blocks.map(({ height }) => height)).toEqual(piece.blocks.map((_, i) => blocks.length + 1 + i));
    blocks.push(...piece.blocks.map(({ rawHex }) => hexToBytes(rawHex)));
    tip = piece.tipHash;
  }
}

describe("the complete chain, piece by piece", () => {
  it("comes from a full node's store, and to a light node from a full node that grants it", () => {
    const { net, blocks } = withChain(150);
    expect(wholeChain(net, SERVER)).toEqual(blocks);
    const light = addLight(net);
    net.ask(light, { name: "request-access" });
    net.run(1_000);
    grant(net, light);
    expect(wholeChain(net, light)).toEqual(blocks);
    const piece = pieceOf(net.ask(light, { name: "raw-blocks", from: 100, count: 7 }));
    expect(piece).toMatchObject({ tipHeight: 150, blocks: [{ height: 100 }, {}, {}, {}, {}, {}, { height: 106 }] });
    expect(pieceOf(net.ask(light, { name: "raw-blocks", from: 1, count: 1_000 })).blocks).toHaveLength(
      FETCHED_BLOCKS_MAX,
    );
    expect(pieceOf(net.ask(light, { name: "raw-blocks", from: 151, count: 1 })).blocks).toEqual([]);
  });

  it("access-needed: while nobody grants it, and again when the grant is taken back", () => {
    const { net } = withChain(10);
    const light = addLight(net);
    const piece = () => net.ask(light, { name: "raw-blocks", from: 1, count: 10 });
    const messageOf = (reply: OperatorReply) => (reply.ok ? "" : reply.message);
    expect(codeOf(piece())).toBe("access-needed");
    expect(messageOf(piece())).toContain('Ask for it ("access")');
    net.ask(light, { name: "request-access" });
    net.run(1_000);
    expect(messageOf(piece())).toContain("Waiting for permission from full node");
    grant(net, light);
    expect(codeOf(piece())).toBe("ok");
    grant(net, light, "deny");
    expect(codeOf(piece())).toBe("access-needed");
    expect(messageOf(piece())).toContain("Access was denied by full node");
    // what is refused must not end the connection
    expect(contentOf(net.ask(light, { name: "peers" }), "peers").peers).toHaveLength(1);
  });

  it("stays on one chain when the tip moves to another branch meanwhile", () => {
    const { net, blocks } = withChain(20, {});
    const light = addLight(net);
    net.ask(light, { name: "request-access" });
    net.run(1_000);
    const first = pieceOf(net.ask(light, { name: "raw-blocks", from: 1, count: 5 }));
    const tree = new BlockTree(EASY_NETWORK);
    let tip = tree.genesis;
    for (let height = 1; height <= 22; height++) {
      const block = tree.extend(tip, { time: tip.header.time + 1 + EASY_NETWORK.params.consensus.spacing });
      net.ask(SERVER, { name: "submit-block", rawHex: bytesToHex(block.bytes) });
      tip = block.entry;
    }
    net.run(2_000);
    expect(net.height(light)).toBe(22);
    const rest = pieceOf(net.ask(light, { name: "raw-blocks", tip: first.tipHash, from: 6, count: 100 }));
    const hex = [...first.blocks, ...rest.blocks].map(({ rawHex }) => rawHex);
    expect(hex).toEqual(blocks.map(bytesToHex));
    expect(wholeChain(net, light)).toHaveLength(22);
  });

  it("of a miner that has pruned: its own blocks, and the older ones from a full node", () => {
    const { net, blocks } = withChain(2_950, {});
    const miner = net.add(createMiner, { mining: MINING_OFF, keepBlocks: 2_880, listen: undefined });
    net.connect(miner, SERVER);
    net.runUntil(() => net.height(miner) === 2_950, 120_000, "the miner has caught up");
    net.run(60_000);
    expect(validatingNode(net, miner).chain.prunedHeight).toBeGreaterThan(30);
    const pruned = contentOf(net.ask(miner, { name: "chain", from: 30, count: 30 }), "chain").blocks;
    expect(pruned.map(({ bytes }) => bytes)).toEqual(pruned.map(() => null));
    const piece = pieceOf(net.ask(miner, { name: "raw-blocks", from: 1, count: 30 }));
    expect(piece.blocks.map(({ rawHex }) => rawHex)).toEqual(blocks.slice(0, 30).map(bytesToHex));
    net.stop(SERVER);
    net.run(2_000);
    expect(codeOf(net.ask(miner, { name: "raw-blocks", from: 1, count: 30 }))).toBe("access-needed");
    expect(codeOf(net.ask(miner, { name: "raw-blocks", from: 2_900, count: 30 }))).toBe("ok");
  }, 60_000);

  it("a wrong question is refused: bad-number, block-not-found", () => {
    const { net } = withChain(2);
    for (const [from, count] of [
      [0, 1],
      [1, 0],
      [-1, 1],
      [1.5, 1],
      [Number.NaN, 1],
    ] as const) {
      expect(codeOf(net.ask(SERVER, { name: "raw-blocks", from, count }))).toBe("bad-number");
    }
    for (const tip of ["00", "ab".repeat(32)]) {
      expect(codeOf(net.ask(SERVER, { name: "raw-blocks", tip, from: 1, count: 1 }))).toBe("block-not-found");
    }
  });
});

describe("peers that lie", () => {
  /** The n-th byte from the end is another one. */
  function spoilt(bytes: Uint8Array, fromEnd: number): Uint8Array {
    const copy = bytes.slice();
    copy[copy.length - fromEnd] = (copy[copy.length - fromEnd] ?? 0) ^ 1;
    return copy;
  }

  /** A light node, the server, and a full node that grants access at once and answers each block as the test says. */
  function lightWithLiar(answer: (block: Uint8Array, hash: Uint8Array) => readonly Message[]) {
    const { net, blocks } = withChain(40);
    const light = addLight(net);
    const { blocks: shown } = contentOf(net.ask(light, { name: "chain", count: 40 }), "chain");
    const bodies = new Map(shown.map(({ hash, height }) => [hash, blocks[height - 1] as Uint8Array]));
    const script: PeerScript = {
      answer: (message) => {
        if (message.kind === "access-request") return [{ kind: "access-reply", decision: "granted" }];
        if (message.kind !== "get-blocks") return [];
        return message.hashes.flatMap((hash) => answer(bodies.get(hashToDisplay(hash)) as Uint8Array, hash));
      },
    };
    const { peer, index } = net.addScripted(script);
    net.connect(light, index);
    net.run(2_000);
    net.ask(light, { name: "request-access" });
    net.run(1_000);
    const piece = () => net.ask(light, { name: "raw-blocks", from: 1, count: 40 });
    return { net, light, blocks, liar: peer, piece };
  }

  const reply = (block: Uint8Array): readonly Message[] => [{ kind: "block-reply", block }];

  it.each([
    ["a body that the header does not commit to", (block: Uint8Array) => reply(spoilt(block, 1))],
    ["commitments that are not the miner's", (block: Uint8Array) => reply(spoilt(block, block.length - 90))],
    ["what is no block", () => reply(Uint8Array.of(1, 2, 3))],
  ])("invalid-block: %s ends the connection, and the chain comes from somebody else", (_, answer) => {
    const { net, light, blocks, liar, piece } = lightWithLiar(answer);
    // alone with the liar, nothing comes
    expect(codeOf(piece())).toBe("access-needed");
    net.run(100);
    expect(liar.closed).toEqual(["invalid-block"]);
    grant(net, light);
    expect(pieceOf(piece()).blocks.map(({ rawHex }) => rawHex)).toEqual(blocks.map(bytesToHex));
  });

  it("unrequested: a block that nobody asked for", () => {
    const { net, liar, piece } = lightWithLiar((block) => [...reply(block), ...reply(block)]);
    void piece();
    net.run(100);
    expect(liar.closed).toEqual(["unrequested"]);
  });

  it("blocks-unavailable: it granted access and has no block, or pretends so", () => {
    const { liar, piece } = lightWithLiar((_, hash) => [
      { kind: "blocks-not-found", hashes: [hash], code: "unknown-block" },
    ]);
    expect(codeOf(piece())).toBe("blocks-unavailable");
    expect(liar.closed).toEqual([]);
  });

  it("one that is silent is left, and whoever asks hears it in time", () => {
    const { net, light, liar } = lightWithLiar(() => []);
    let heard: OperatorReply | undefined;
    expect(() =>
      net.ask(light, { name: "raw-blocks", from: 1, count: 40 }, (r) => {
        heard = r;
      }),
    ).toThrow();
    net.run(100_000);
    expect(heard === undefined ? "" : codeOf(heard)).toBe("access-needed");
    expect(liar.closed).toHaveLength(1);
  });
});
