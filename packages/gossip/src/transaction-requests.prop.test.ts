import fc from "fast-check";
import { expect, it } from "vitest";
import type { PeerId } from "./ports.ts";
import { TRANSACTION_REQUEST_TIMEOUT_MS, TransactionRequests } from "./transaction-requests.ts";

const PEERS = 4;
const peer = fc.integer({ min: 1, max: PEERS });
const key = fc.constantFrom("a", "b", "c", "d", "e");
const action = fc.oneof(
  fc.record({ type: fc.constant("announce" as const), peer, key }),
  fc.record({ type: fc.constant("forget" as const), key }),
  fc.record({ type: fc.constant("gone" as const), peer }),
  fc.record({
    type: fc.constant("pass" as const),
    ms: fc.integer({ min: 1, max: 2 * TRANSACTION_REQUEST_TIMEOUT_MS }),
  }),
);

it("each item is in flight at most once, every announcer gets its turn, and nothing is left when all are gone", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
      const requests = new TransactionRequests();
      /** A reference: who announced what and has not failed yet, and what is in flight until when. */
      const inFlight = new Map<string, { peer: PeerId; untilMs: number }>();
      let nowMs = 0;
      for (const step of actions) {
        if (step.type === "announce") requests.announced(step.peer, step.key);
        if (step.type === "forget") {
          requests.forget(step.key);
          inFlight.delete(step.key);
        }
        if (step.type === "gone") {
          requests.peerGone(step.peer);
          for (const [item, asked] of inFlight) if (asked.peer === step.peer) inFlight.delete(item);
        }
        if (step.type === "pass") {
          nowMs += step.ms;
          requests.expire(nowMs);
          for (const [item, asked] of inFlight) if (asked.untilMs <= nowMs) inFlight.delete(item);
        }
        for (const [to, items] of requests.takeRequests(nowMs)) {
          for (const item of items) {
            expect(inFlight.has(item)).toBe(false);
            inFlight.set(item, { peer: to, untilMs: nowMs + TRANSACTION_REQUEST_TIMEOUT_MS });
            expect(requests.mayStillCome(to, item)).toBe(true);
          }
        }
        expect(requests.inFlight).toBe(inFlight.size);
        // Whatever is remembered waits for an answer: nothing is parked without a request in flight.
        expect(requests.size > 0).toBe(inFlight.size > 0);
      }
      for (let id = 1; id <= PEERS; id++) requests.peerGone(id);
      expect(requests.size).toBe(0);
      expect(requests.inFlight).toBe(0);
      expect(requests.nextExpiryMs()).toBeUndefined();
      expect(requests.takeRequests(nowMs).size).toBe(0);
    }),
    { numRuns: 500 },
  );
});
