import fc from "fast-check";
import { expect, it } from "vitest";
import { BLOCKS_IN_FLIGHT_PER_PEER_MAX, BlockDownload, type BlockReference } from "./block-download.ts";
import { QUESTION_BLOCKS_MAX } from "./question-size.ts";
import { at, FakeOutbox, hashOf } from "./testing/fake-ports.ts";

const HEIGHT = 100;
const PEERS = 3;
const peer = fc.integer({ min: 1, max: PEERS });
const height = fc.integer({ min: 1, max: HEIGHT });
const action = fc.oneof(
  fc.record({ type: fc.constant("join" as const), peer, height }),
  fc.record({ type: fc.constant("deliver" as const), peer, bytes: fc.integer({ min: 100, max: 1_000_000 }) }),
  fc.record({ type: fc.constant("not-found" as const), peer, isTooMuch: fc.boolean() }),
  fc.record({ type: fc.constant("gone" as const), peer }),
  fc.record({ type: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 30_000 }) }),
);

it("each block is asked of one peer at a time, peers' bounds hold, and nothing is left when all are gone", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const chain = Array.from({ length: HEIGHT + 1 }, (_, i): BlockReference => {
        return { hash: hashOf(i), height: i, chainWork: BigInt(i) };
      });
      const stored = new Set<BlockReference>(chain.slice(0, 1));
      const outbox = new FakeOutbox();
      const asked = new Map<number, Uint8Array[]>();
      const connected = new Set<number>();
      let nowMs = 0;
      const download = new BlockDownload<BlockReference>({
        outbox,
        wanted: (limit) => chain.filter((entry) => !stored.has(entry)).slice(0, limit),
        isAncestor: (entry, of) => entry.height <= of.height,
        maxBlockBytes: 1_000_000,
      });
      outbox.onDisconnect = (gone) => {
        connected.delete(gone);
        asked.delete(gone);
        download.peerGone(gone, at(nowMs));
      };
      for (const step of actions) {
        if (step.type === "join") {
          if (!connected.has(step.peer)) download.peerReady(step.peer, "all");
          connected.add(step.peer);
          download.peerHas(step.peer, chain[step.height] as BlockReference, at(nowMs));
        } else if (step.type === "gone") outbox.onDisconnect(step.peer);
        else if (step.type === "pass") {
          nowMs += step.ms;
          download.wake(at(nowMs));
        } else {
          const hash = asked.get(step.peer)?.shift();
          if (hash === undefined) continue;
          if (step.type === "not-found") download.notFound(step.peer, [hash], step.isTooMuch, at(nowMs));
          else {
            // Whatever was asked may come, however late.
            expect(download.received(step.peer, hash, step.bytes, at(nowMs))).toBe("requested");
            stored.add(chain[new DataView(hash.buffer).getUint32(0)] as BlockReference);
            download.schedule(at(nowMs));
          }
        }
        for (const { peer: to, message } of outbox.takeMessages("get-blocks")) {
          expect(connected.has(to)).toBe(true);
          expect(message.hashes.length).toBeLessThanOrEqual(QUESTION_BLOCKS_MAX);
          asked.set(to, [...(asked.get(to) ?? []), ...message.hashes]);
        }
        expect(download.inFlight()).toBeLessThanOrEqual(connected.size * BLOCKS_IN_FLIGHT_PER_PEER_MAX);
        expect(download.inFlight() > 0).toBe(download.nextWake() !== undefined);
      }
      for (let id = 1; id <= PEERS; id++) download.peerGone(id, at(nowMs));
      expect(download.inFlight()).toBe(0);
      expect(download.nextWake()).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
