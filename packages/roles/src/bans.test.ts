import { wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { codeOf, contentOf, EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const FULL = 0;
const LIGHT = 1;

function pair(): RoleNetwork {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 5);
  net.add(createFullNode);
  net.add(createLightNode);
  net.connect(LIGHT, FULL);
  net.run(1_000);
  return net;
}

function peersOf(net: RoleNetwork, node: number) {
  return contentOf(net.ask(node, { name: "peers" }), "peers").peers;
}

function bansOf(net: RoleNetwork, node: number) {
  return contentOf(net.ask(node, { name: "bans" }), "bans").bans;
}

describe("a banned node", () => {
  it.each([FULL, LIGHT])("is disconnected, stays banned over a restart, and comes back when the ban ends", (node) => {
    const net = pair();
    const [peer] = peersOf(net, node);
    expect(codeOf(net.ask(node, { name: "ban", target: String(peer?.peer), hours: 1 }))).toBe("ok");
    net.run(5_000);
    expect(peersOf(net, node)).toEqual([]);
    const bans = bansOf(net, node);
    expect(bans.map(({ kind }) => kind)).toContain("node-key");
    expect(bans.find(({ kind }) => kind === "node-key")?.who).toBe(peer?.nodeKey);
    net.restart(node);
    net.run(5_000);
    expect(bansOf(net, node)).toEqual(bans);
    net.connect(node === FULL ? LIGHT : FULL, node);
    net.run(5_000);
    expect(peersOf(net, node).filter(({ state }) => state === "ready")).toEqual([]);
    for (const { who } of bans) expect(codeOf(net.ask(node, { name: "unban", target: who }))).toBe("ok");
    net.connect(node === FULL ? LIGHT : FULL, node);
    net.run(5_000);
    expect(peersOf(net, node).map(({ state }) => state)).toEqual(["ready"]);
  });
});
