import { hashKey } from "@triad/chain";
import fc from "fast-check";
import { expect, it } from "vitest";
import { FakeLinks } from "./testing/fake-links.ts";
import { seededRandomness } from "./testing/fake-ports.ts";

const NODES = 4;
const node = fc.integer({ min: 0, max: NODES - 1 });
const action = fc.oneof(
  fc.record({ type: fc.constant("connect" as const), from: node, to: node }),
  fc.record({ type: fc.constant("wish" as const), from: node, to: node }),
  fc.record({ type: fc.constant("hang-up" as const), from: node, place: fc.integer({ min: 0, max: NODES }) }),
  fc.record({ type: fc.constant("settle" as const) }),
  fc.record({ type: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
);

it("whatever is opened, dialled and closed: both ends agree, one connection to a node, ready and gone in pairs", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), fc.nat(), (actions, seed) => {
      const links = new FakeLinks(seededRandomness(seed));
      const nodes = Array.from({ length: NODES }, (_, i) => links.add(i + 1, { maxOutbound: 2 }));
      for (const step of actions) {
        if (step.type === "settle") links.settle();
        else if (step.type === "pass") links.runTo(links.now.monotonicMs + step.ms, undefined, 500);
        else {
          const from = nodes[step.from];
          if (from === undefined) continue;
          if (step.type === "hang-up") {
            const peer = from.connections.ready()[step.place]?.peer;
            if (peer !== undefined) from.connections.disconnect(peer, "operator", "", links.now);
            continue;
          }
          const to = nodes[step.to];
          if (to === undefined) continue;
          if (step.type === "connect") links.connect(from, to);
          else from.connections.connect(to.address, links.now);
        }
      }
      links.settle();
      // Every pair of nodes, seen from either end.
      const seen: string[] = [];
      for (const [own, { connections, ready, gone }] of nodes.entries()) {
        const views = connections.ready();
        const keys = views.map((view) => hashKey(view.nodeKey));
        expect(new Set(keys).size).toBe(keys.length);
        expect(ready.length - gone.length).toBe(views.length);
        expect(connections.counts()).toMatchObject({ ready: views.length });
        for (const view of views) {
          const other = (view.nodeKey[3] ?? 0) - 1;
          expect(other).not.toBe(own);
          seen.push([Math.min(own, other), Math.max(own, other), view.direction].join());
        }
      }
      // One end dialled, the other was dialled: as many of one as of the other, and no pair twice.
      expect(new Set(seen).size).toBe(seen.length);
      const inbound = seen.filter((text) => text.endsWith("inbound")).map((text) => text.replace("inbound", ""));
      const outbound = seen.filter((text) => text.endsWith("outbound")).map((text) => text.replace("outbound", ""));
      expect(inbound.sort()).toEqual(outbound.sort());
    }),
    { numRuns: 200 },
  );
});
