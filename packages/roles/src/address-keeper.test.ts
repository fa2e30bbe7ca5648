import { MemoryStore } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import { expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork, validatingNode } from "./testing/role-network.ts";

const NODE = 0;
const PEER = 1;
/** Addresses are written a minute after the start, then every ten. */
const SAVED_MS = 70_000;

it("a node that is started again knows the addresses of its last run, and dials one of them by itself", () => {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 3);
  net.add(createFullNode);
  net.add(createFullNode);
  const { connections } = validatingNode(net, NODE).peers;
  expect(connections.knownAddresses()).toEqual([]);
  // it learns the address of who dials it
  net.connect(PEER, NODE);
  net.run(SAVED_MS);
  expect(connections.knownAddresses().map(({ address }) => address)).toEqual([{ host: "10.0.0.1", port: 9001 }]);

  // the peer gets an empty store, so that it doesn't dial
  net.stop(NODE);
  net.stop(PEER);
  const peer = net.nodes[PEER];
  if (peer === undefined) throw new Error("there is no peer");
  peer.store = new MemoryStore();
  net.restart(PEER);
  net.restart(NODE);
  const again = validatingNode(net, NODE).peers.connections;
  expect(again.knownAddresses().map(({ address }) => address)).toEqual([{ host: "10.0.0.1", port: 9001 }]);
  net.runUntil(() => again.ready().length === 1, 30_000, "the node has dialled its peer");
});

it("what was learned after the first minute is written when the node is told to end", () => {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 3);
  net.add(createFullNode);
  net.add(createFullNode);
  net.run(SAVED_MS);
  net.connect(PEER, NODE);
  net.run(SAVED_MS);
  const node = net.nodes[NODE];
  if (node === undefined) throw new Error("there is no node");
  expect(new TextDecoder().decode(node.store.record("addresses"))).not.toContain("10.0.0.1");
  const effects = node.core.handle({ type: "stopping" }, net.now());
  const written = effects.flatMap((effect) => (effect.type === "commit" ? [...effect.batch.records] : []));
  const record = written.find(([name]) => name === "addresses");
  expect(new TextDecoder().decode(record?.[1])).toContain("10.0.0.1");
});
