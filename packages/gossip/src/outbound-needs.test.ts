import { expect, it } from "vitest";
import { FEELER_MS_MAX } from "./feelers.ts";
import { blockSourcesWanted } from "./outbound-needs.ts";
import { FakeLinks, type FakeNode } from "./testing/fake-links.ts";

const LISTENER = { maxOutbound: 0 } as const;
/** Node 1 hears of its own address too, and of each light node's once more. */
const UNTIL_ALL_FELT_MS = 8 * FEELER_MS_MAX;

it("half of the outbound places, at least two of them, are meant for nodes that have blocks", () => {
  expect([0, 1, 2, 3, 4, 5, 8].map(blockSourcesWanted)).toEqual([0, 1, 2, 2, 2, 3, 4]);
});

/** Node 1 has taken its outbound places with light nodes; then it hears of `sources` full nodes and miners. */
function surroundedByLight(places: number, sources: number, manual = false) {
  const links = new FakeLinks();
  const light = Array.from({ length: places }, (_, i) => links.add(20 + i, { ...LISTENER, role: "light-node" }));
  const addresses = light.map(({ address }) => address);
  const own = links.add(1, { maxOutbound: places, ...(manual ? { peers: addresses } : { seeds: addresses }) });
  own.connections.start(links.now);
  links.settle();
  expect(rolesOf(own)).toEqual(light.map(() => "light-node"));
  const told = Array.from({ length: sources }, (_, i) => {
    const role = i % 2 === 0 ? "full-node" : "miner";
    return links.add(40 + i, { ...LISTENER, role });
  });
  // they come and tell where they listen
  for (const node of told) node.connections.connect(own.address, links.now);
  links.settle();
  for (const node of told) node.connections.disconnect(node.ready[0]?.peer ?? 0, "operator", "", links.now);
  links.runTo(UNTIL_ALL_FELT_MS, undefined, 500);
  return own;
}

function rolesOf(node: FakeNode): string[] {
  const outbound = node.connections.ready().filter(({ direction }) => direction === "outbound");
  return outbound.map(({ role }) => role).sort();
}

it("light nodes give up half of the outbound places to full nodes and miners, and no more", () => {
  const own = surroundedByLight(4, 4);
  expect(rolesOf(own).filter((role) => role === "light-node")).toHaveLength(2);
  expect(own.connections.counts().outbound).toBe(4);
});

it("light nodes keep the places as long as nobody else is known", () => {
  expect(rolesOf(surroundedByLight(3, 0))).toEqual(["light-node", "light-node", "light-node"]);
  expect(rolesOf(surroundedByLight(3, 1))).toEqual(["full-node", "light-node", "light-node"]);
});

it("a light node that the operator asked for keeps its place", () => {
  expect(rolesOf(surroundedByLight(2, 2, true))).toEqual(["light-node", "light-node"]);
});

it("a light node needs full nodes and miners as well", () => {
  const links = new FakeLinks();
  const others = [2, 3, 4, 5, 6, 7].map((seed) => {
    return links.add(seed, { ...LISTENER, role: seed < 6 ? "light-node" : "full-node" });
  });
  const own = links.add(1, { maxOutbound: 2, role: "light-node", seeds: others.map(({ address }) => address) });
  own.connections.start(links.now);
  links.runTo(UNTIL_ALL_FELT_MS, undefined, 500);
  expect(rolesOf(own)).toEqual(["full-node", "full-node"]);
});
