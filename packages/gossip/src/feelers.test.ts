import { expect, it } from "vitest";
import { FEELER_MS_MAX, FEELER_MS_MIN } from "./feelers.ts";
import { FakeLinks } from "./testing/fake-links.ts";

/** Of two addresses that node 1 has heard of, one is its own. */
const UNTIL_BOTH_FELT_MS = 2 * FEELER_MS_MAX + 1_000;

/** Node 1 has the one outbound connection that it wants, to node 9; it has heard of node 2. */
function makeWorld(knowsLive: boolean) {
  const links = new FakeLinks();
  const [hub, told] = [links.add(9, { maxOutbound: 0 }), links.add(2, { maxOutbound: 0 })];
  const own = links.add(1, { maxOutbound: 1, peers: [hub.address] });
  hub.connections.connect(told.address, links.now);
  links.settle();
  if (!knowsLive) links.nodes.splice(links.nodes.indexOf(told), 1);
  own.connections.start(links.now);
  links.settle();
  const entry = () => own.connections.knownAddresses().find(({ address }) => address.host === told.address.host);
  return { links, own, told, entry };
}

it("a told address at which a node answers moves to tried, and the connection ends", () => {
  const { links, own, told, entry } = makeWorld(true);
  links.runTo(FEELER_MS_MIN - 100, undefined, 100);
  expect(entry()).toMatchObject({ table: "new", failures: 0 });
  links.runTo(UNTIL_BOTH_FELT_MS, undefined, 100);
  expect(entry()).toMatchObject({ table: "tried", failures: 0 });
  expect(own.ready.map((view) => view.address.host)).toEqual(["10.0.0.9"]);
  expect(own.connections.counts()).toMatchObject({ outbound: 1, ready: 1 });
  expect(told.connections.counts()).toMatchObject({ inbound: 1, outbound: 0 });
});

it("one at which nobody answers stays in new, with its failures", () => {
  const { links, entry } = makeWorld(false);
  links.runTo(UNTIL_BOTH_FELT_MS, undefined, 100);
  expect(entry()).toMatchObject({ table: "new", lastFailure: "refused" });
});

it.each([
  [1, 2],
  [2, 1],
])(
  "node %i feels node %i, which has dialled it and told no address: no outbound connection more than it wants",
  (ownSeed, toldSeed) => {
    const links = new FakeLinks();
    const told = links.add(toldSeed, { maxOutbound: 0, listen: undefined });
    const hub = links.add(9, { maxOutbound: 0 });
    const own = links.add(ownSeed, { maxOutbound: 1, peers: [hub.address] });
    hub.connections.connect(told.address, links.now);
    own.connections.start(links.now);
    links.connect(told, own);
    links.settle();
    expect(own.connections.counts()).toMatchObject({ inbound: 1, outbound: 1, ready: 2 });
    links.runTo(UNTIL_BOTH_FELT_MS, undefined, 100);
    const entry = own.connections.knownAddresses().find(({ address }) => address.host === told.address.host);
    expect(entry).toMatchObject({ table: "tried" });
    expect(own.connections.counts()).toMatchObject({ outbound: 1 });
    expect(own.ready.filter(({ direction }) => direction === "outbound")).toHaveLength(1);
  },
);

it("the node that was felt holds nothing against the one that felt it", () => {
  const { links, own, told } = makeWorld(true);
  links.runTo(UNTIL_BOTH_FELT_MS, undefined, 100);
  const known = told.connections.knownAddresses().find(({ address }) => address.host === own.address.host);
  expect(known).toMatchObject({ failures: 0 });
});
