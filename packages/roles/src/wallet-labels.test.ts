import { COIN } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { codeOf, contentOf, EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const NODE = 0;

function earning(): RoleNetwork {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
  net.add(createMiner, { mining: MINING_OFF });
  net.run(5_000);
  net.ask(NODE, { name: "generate", blocks: 10 });
  net.runUntil(() => net.height(NODE) === 10, 60_000, "ten blocks");
  net.run(1_000);
  return net;
}

const addresses = (net: RoleNetwork) =>
  contentOf(net.ask(NODE, { name: "addresses", count: 1_000 }), "addresses").addresses;
const history = (net: RoleNetwork) => contentOf(net.ask(NODE, { name: "history", count: 1_000 }), "history").payments;

describe("labels of a running node", () => {
  it("given at receive and send stand in addresses and history, and are there after a restart", () => {
    const net = earning();
    const to = contentOf(net.ask(NODE, { name: "receive", label: " rent " }), "done").id ?? "";
    expect(addresses(net)[0]).toMatchObject({ address: to, label: "rent" });
    expect(codeOf(net.ask(NODE, { name: "send", to, amount: COIN, label: "to myself" }))).toBe("ok");
    expect(history(net)[0]).toMatchObject({ label: "to myself", height: null });
    net.restart(NODE);
    net.run(5_000);
    expect(history(net)[0]?.label).toBe("to myself");
    const target = history(net)[0]?.txid ?? "";
    expect(codeOf(net.ask(NODE, { name: "label", target, label: "" }))).toBe("ok");
    expect(history(net)[0]?.label).toBe("rent");
  });

  it("bad-label-target, payment-not-found, label-too-long: nothing is named, made or paid", () => {
    const net = earning();
    const before = addresses(net);
    const label = "x".repeat(101);
    const to = before[0]?.address ?? "";
    expect(codeOf(net.ask(NODE, { name: "label", target: "nonsense", label: "a" }))).toBe("bad-label-target");
    expect(codeOf(net.ask(NODE, { name: "label", target: "00".repeat(32), label: "a" }))).toBe("payment-not-found");
    expect(codeOf(net.ask(NODE, { name: "receive", label }))).toBe("label-too-long");
    expect(codeOf(net.ask(NODE, { name: "send", to, amount: COIN, label }))).toBe("label-too-long");
    expect(addresses(net)).toEqual(before);
    expect(history(net).every(({ height }) => height !== null)).toBe(true);
  });

  it("are those of a light node, too", () => {
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 6);
    net.add(createLightNode);
    net.run(1_000);
    const to = contentOf(net.ask(NODE, { name: "receive", label: "rent" }), "done").id ?? "";
    net.restart(NODE);
    expect(addresses(net)[0]).toMatchObject({ address: to, label: "rent", received: 0, payments: 0 });
    expect(codeOf(net.ask(NODE, { name: "label", target: to, label: "" }))).toBe("ok");
    expect(addresses(net)[0]?.label).toBeNull();
  });
});
