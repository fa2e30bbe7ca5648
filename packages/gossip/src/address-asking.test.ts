import { describe, expect, it } from "vitest";
import { ASK_AGAIN_MS_MAX, ASK_AGAIN_MS_MIN } from "./address-asking.ts";
import { ANSWER_INTERVAL_MS } from "./address-exchange.ts";
import type { ConnectionsOptions } from "./connections-options.ts";
import { FakeLinks } from "./testing/fake-links.ts";

/** Node 1 has dialled node 9, which knows nobody; `links.delivered` holds what it is asked. */
function newcomer(options: Partial<ConnectionsOptions> = {}) {
  const links = new FakeLinks();
  const hub = links.add(9, { maxOutbound: 0 });
  const own = links.add(1, { maxOutbound: 2, peers: [hub.address], ...options });
  own.connections.start(links.now);
  links.settle();
  const delivered = (kind: "get-addresses" | "addresses") =>
    links.delivered.filter((each) => each.message.kind === kind);
  return { links, hub, own, delivered };
}

describe("asking for addresses again", () => {
  it("a newcomer hears of a node that its neighbour did not know at first", () => {
    const { links, hub, own } = newcomer();
    const late = links.add(2, { maxOutbound: 0 });
    late.connections.connect(hub.address, links.now);
    links.runTo(ASK_AGAIN_MS_MIN - 100, undefined, 100);
    expect(own.readyCount).toBe(1);
    links.runTo(ASK_AGAIN_MS_MAX + 100, undefined, 100);
    expect(own.connections.ready().map(({ address }) => address.host)).toEqual(["10.0.0.9", "10.0.0.2"]);
  });

  it("every question is answered: none comes before the other side's interval is over", () => {
    const { links, delivered } = newcomer();
    const hourMs = 3_600_000;
    links.runTo(hourMs, undefined, 500);
    expect(delivered("get-addresses").length).toBeGreaterThanOrEqual(hourMs / ASK_AGAIN_MS_MAX - 1);
    expect(delivered("get-addresses").length).toBeLessThanOrEqual(1 + hourMs / ASK_AGAIN_MS_MIN);
    expect(delivered("addresses")).toHaveLength(delivered("get-addresses").length);
    expect(ASK_AGAIN_MS_MIN).toBeGreaterThan(ANSWER_INTERVAL_MS);
  });

  it("a node whose outbound connections are complete asks once", () => {
    const { links, delivered } = newcomer({ maxOutbound: 1 });
    links.runTo(4 * ASK_AGAIN_MS_MAX, undefined, 500);
    expect(delivered("get-addresses")).toHaveLength(1);
  });

  it("a node that is complete with light nodes alone goes on asking", () => {
    const links = new FakeLinks();
    const light = links.add(9, { maxOutbound: 0, role: "light-node" });
    const own = links.add(1, { maxOutbound: 1, peers: [light.address] });
    own.connections.start(links.now);
    links.runTo(4 * ASK_AGAIN_MS_MAX, undefined, 500);
    const asked = links.delivered.filter(({ to, message }) => to === light && message.kind === "get-addresses");
    expect(asked.length).toBeGreaterThanOrEqual(4);
  });

  it("whoever dials named peers only asks once, and who was dialled never asks", () => {
    const links = new FakeLinks();
    const hub = links.add(9);
    const loyal = links.add(1, { connectOnly: [hub.address], listen: undefined });
    loyal.connections.start(links.now);
    links.runTo(4 * ASK_AGAIN_MS_MAX, undefined, 500);
    const asked = links.delivered.filter(({ message }) => message.kind === "get-addresses");
    expect(asked.map(({ to }) => to)).toEqual([hub]);
  });
});
