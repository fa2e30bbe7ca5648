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

it("a compact block goes to those who take it and have its parent, and no header follows; the others get the header", () => {
  const outbox = new FakeOutbox();
  const relay = new BlockRelay(outbox);
  relay.peerReady(1, "compact-blocks");
  relay.peerReady(2, "compact-blocks");
  relay.peerReady(3, "compact-blocks");
  relay.peerReady(4);
  relay.peerReady(5, "compact-blocks");
  for (const peer of [1, 3, 4]) relay.peerKnows(peer, hashOf(6));
  relay.peerKnows(3, hashOf(7));
  const made: number[] = [];
  const compact = () => {
    made.push(1);
    const empty = new Uint8Array(0);
    return {
      kind: "compact-block",
      header: empty,
      commitments: empty,
      nonce: empty,
      shortIds: empty,
      prefilled: [],
    } as const;
  };
  const block = { hash: hashOf(7), parent: hashOf(6), compact };
  const nobodyHas = { block: () => false, parent: (peer: number) => peer === 5 };
  expect(relay.forward(block, nobodyHas)).toEqual([1, 5]);
  expect(relay.forward(block, nobodyHas)).toEqual([]);
  expect(made).toEqual([1]);
  expect(outbox.takeMessages("compact-block").map(({ peer }) => peer)).toEqual([1, 5]);
  expect(relay.announce(hashOf(7), new Uint8Array(80))).toBe(2);
  expect(outbox.takeMessages("block-announcement").map(({ peer }) => peer)).toEqual([2, 4]);
  relay.peerGone(1);
  expect(relay.forward({ ...block, hash: hashOf(8) }, { block: (peer) => peer === 5, parent: () => true })).toEqual([
    2, 3,
  ]);
});
