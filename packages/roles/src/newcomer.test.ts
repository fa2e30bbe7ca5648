import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const LOCAL = BUILT_IN_NETWORKS.local;
const addressOf = (node: number) => ({ host: "10.0.0.1", port: 9000 + node });
const network = makeNetwork({
  ...LOCAL,
  seeds: ["10.0.0.1:9000", "10.0.0.1:9001"],
  consensus: { ...LOCAL.consensus, easiestBits: 0x207fffff, genesisBits: 0x207fffff },
});
const OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;
/** Twice: the next question for addresses after at most 150 s, a feeler after at most 180 s. */
const PATIENCE_MS = 660_000;

it("a full node whose connections all lead to light nodes finds one that has blocks", () => {
  const net = new RoleNetwork(network, wasmSchnorr());
  // two light nodes that know the miner, and a newcomer that knows only them; the miner dials nobody
  const miner = 3;
  for (let i = 0; i < 2; i++) net.add(createLightNode, { connectOnly: [addressOf(miner)] });
  const newcomer = net.add(createFullNode, { maxOutbound: 2 });
  net.run(5_000);
  net.add(createMiner, { mining: OFF, connectOnly: [addressOf(99)] });
  net.ask(miner, { name: "generate", blocks: 5 });
  net.runUntil(() => net.height(0) === 5, 60_000, "the light node follows the miner");
  expect(net.height(newcomer)).toBe(0);
  net.runUntil(() => net.height(newcomer) === 5, PATIENCE_MS, "the newcomer follows the miner");
});
