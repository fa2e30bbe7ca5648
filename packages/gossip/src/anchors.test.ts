import { expect, it } from "vitest";
import { ANCHORS_MAX } from "./address-book.ts";
import { FakeLinks } from "./testing/fake-links.ts";

it("after a restart the outbound peers that lasted longest are dialled first, whatever the book was fed meanwhile", () => {
  const links = new FakeLinks();
  const good = [2, 3, 4].map((seed) => links.add(seed));
  const before = links.add(1, { peers: good.map(({ address }) => address) });
  before.connections.start(links.now);
  links.settle();
  const text = before.connections.serialiseAddresses();
  const poison = Array.from({ length: 500 }, (_, i) => {
    return { host: `10.1.${i >> 8}.${i & 255}`, port: 9000, role: "miner", lastReadyUnixMs: 2_000_000_000_000 };
  });
  const record = JSON.parse(text) as { addresses: unknown[]; anchors: string[] };
  expect(record.anchors).toEqual(["10.0.0.2:9000", "10.0.0.3:9000"]);
  record.addresses.push(...poison);
  const after = links.add(5, { maxOutbound: ANCHORS_MAX });
  after.connections.restoreAddresses(JSON.stringify(record), links.now);
  links.settle();
  const dialled = after.connections.ready().map((view) => view.address.host);
  expect(dialled).toEqual(["10.0.0.2", "10.0.0.3"]);
});

it("a node that has lost all connections keeps the anchors it had", () => {
  const links = new FakeLinks();
  const [alone, gone] = [links.add(3), links.add(4)];
  alone.connections.connect(gone.address, links.now);
  links.settle();
  const kept = JSON.parse(alone.connections.serialiseAddresses()) as { anchors: string[] };
  expect(kept.anchors).toEqual(["10.0.0.4:9000"]);
  links.nodes.splice(1, 1);
  alone.connections.disconnect(alone.connections.ready()[0]?.peer ?? 0, "stalled", "", links.now);
  expect(JSON.parse(alone.connections.serialiseAddresses())).toMatchObject({ anchors: kept.anchors });
});
