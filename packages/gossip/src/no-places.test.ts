import { expect, it } from "vitest";
import { FakeLinks } from "./testing/fake-links.ts";

it("full: a node without inbound places takes nobody, and one without outbound places dials nobody", () => {
  const links = new FakeLinks();
  const closed = links.add(1, { maxInbound: 0 });
  const idle = links.add(2, { maxOutbound: 0, seeds: [{ host: "10.0.0.3", port: 9000 }] });
  const open = links.add(3, { maxInbound: 1, maxOutbound: 1 });
  idle.connections.start(links.now);
  links.connect(open, closed);
  links.runTo(60_000);
  expect(closed.readyCount).toBe(0);
  expect(idle.connections.counts()).toMatchObject({ outbound: 0, ready: 0 });
  expect(open.connections.counts()).toMatchObject({ inbound: 0 });
});

it("a node with one inbound place takes one", () => {
  const links = new FakeLinks();
  const hub = links.add(1, { maxInbound: 1, maxOutbound: 0 });
  const other = links.add(2, { maxOutbound: 1 });
  links.connect(other, hub);
  links.settle();
  expect(hub.readyCount).toBe(1);
});
