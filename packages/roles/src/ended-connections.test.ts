import { wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { contentOf, EASY_NETWORK } from "./testing/easy-network.ts";
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

function endsTold(net: RoleNetwork, node: number): readonly string[] {
  const notices = net.nodes[node]?.notices ?? [];
  return notices.filter(({ code, level }) => code === "peer-closed" && level === "info").map(({ text }) => text);
}

describe("the end of a connection is told to people", () => {
  it("at the node that ended it, and at the other", () => {
    const net = pair();
    const [peer] = contentOf(net.ask(FULL, { name: "peers" }), "peers").peers;
    net.ask(FULL, { name: "disconnect", peer: peer?.peer ?? 0 });
    net.run(1_000);
    expect(endsTold(net, FULL)).toEqual([expect.stringMatching(/^This node ended .* light node .* \(operator\)\.$/)]);
    expect(endsTold(net, LIGHT)).toEqual([expect.stringMatching(/^Connection to full node .* ended \(operator\)\.$/)]);
  });

  it("when the line between them broke", () => {
    const net = pair();
    net.cut([FULL], [LIGHT]);
    net.run(1_000);
    for (const node of [FULL, LIGHT]) expect(endsTold(net, node)).toEqual([expect.stringMatching(/ended \(cut\)/)]);
  });

  it("when a node that the operator named refuses this one, once for each reason", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 5);
    net.add(createFullNode, { maxInbound: 0 });
    net.add(createLightNode);
    net.ask(LIGHT, { name: "connect", address: "10.0.0.1:9000" });
    net.run(3_600_000);
    expect(endsTold(net, LIGHT)).toEqual([expect.stringMatching(/^Connection to 10\.0\.0\.1:9000 ended \(full/)]);
    expect(endsTold(net, FULL)).toEqual([]);
  });
});
