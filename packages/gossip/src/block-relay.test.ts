import { expect, it } from "vitest";
import { BlockRelay } from "./block-relay.ts";
import { FakeOutbox, hashOf } from "./testing/fake-ports.ts";

it("a block goes once to each peer that does not have it, never back to where it came from", () => {
  const outbox = new FakeOutbox();
  const relay = new BlockRelay(outbox);
  for (const peer of [1, 2, 3]) relay.peerReady(peer);
  relay.peerKnows(2, hashOf(7));
  relay.peerGone(3);
  expect(relay.announce(hashOf(7), new Uint8Array(80))).toBe(1);
  expect(outbox.takeMessages("block-announcement").map(({ peer }) => peer)).toEqual([1]);
  expect(relay.announce(hashOf(7), new Uint8Array(80))).toBe(0);
});
