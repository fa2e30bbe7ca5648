import { wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import type { Core } from "./seam.ts";
import { EASY_NETWORK, MINING_OFF } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

/** A greeting may take so long. */
const GREETING_MS = 10_000;

it.each([
  ["full node", createFullNode],
  ["miner", createMiner],
  ["light node", createLightNode],
])("a %s asks to be woken for a peer that never greets, and closes that connection in time", (_, create) => {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 2);
  const node = net.add(create, { mining: MINING_OFF });
  // what it does in rounds would wake it too, but later
  net.run(31_000);
  const closed: string[] = [];
  const silent: Core = {
    start: () => [],
    handle(event) {
      if (event.type === "peer-closed") closed.push(event.code);
      return [];
    },
  };
  net.connect(
    node,
    net.add(() => silent),
  );
  net.run(GREETING_MS);
  expect(closed).toEqual([]);
  net.run(1_000);
  expect(closed).toEqual(["handshake-timeout"]);
});
