import { BlockTree } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import type { Message } from "@triad/protocol";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

it.each([
  ["a full node", createFullNode],
  ["a light node", createLightNode],
] as const)(
  "%s does not announce a block back to the peer that announced it before its parents were known",
  (_, create) => {
    const tree = new BlockTree(EASY_NETWORK);
    const parent = tree.extend(tree.genesis, { time: tree.genesis.header.time + 1 });
    const block = tree.extend(parent.entry, { time: tree.genesis.header.time + 2 });
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr());
    const node = net.add(create);
    const announcer = net.addScripted({});
    const blocks = [parent, block];
    const giver = net.addScripted({
      answer: (message): readonly Message[] => {
        if (message.kind === "access-request") return [{ kind: "access-reply", decision: "granted" }];
        if (message.kind !== "get-blocks") return [];
        return blocks
          .filter(({ hash }) => message.hashes.some((wanted) => String(wanted) === String(hash)))
          .map(({ bytes }) => ({ kind: "block-reply", block: bytes }));
      },
    });
    net.connect(announcer.index, node);
    net.connect(giver.index, node);
    net.run(1_000);
    announcer.say({ kind: "block-announcement", header: block.headerBytes });
    net.run(100);
    for (const { headerBytes } of blocks) giver.say({ kind: "block-announcement", header: headerBytes });
    net.runUntil(() => net.height(node) === 2, 10_000, "the block is the tip");
    net.run(1_000);
    const told = announcer.peer.received.filter(({ kind }) => kind === "block-announcement");
    expect(told).not.toContainEqual({ kind: "block-announcement", header: block.headerBytes });
  },
);
