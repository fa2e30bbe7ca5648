import { encodeMessage } from "@triad/protocol";
import { expect, it } from "vitest";
import { relayBlocks } from "./block-relay.ts";
import { SentBytes } from "./sent-bytes.ts";

const PAYMENTS = 30;

it("a block crosses a line of processes by short ids where the pools are warm, and with its transactions where they are cold", async () => {
  const [warm, cold] = await relayBlocks(1, PAYMENTS, () => {});
  for (const block of [warm, cold]) {
    expect(block?.tipMs).toHaveLength(5);
    expect(block?.tipMs.every((ms) => ms > 0)).toBe(true);
    expect(block?.sent["compact-block"]?.frames).toBe(1);
    expect(block?.sent["block-reply"]).toBeUndefined();
  }
  expect([warm?.pools, warm?.sent["block-transactions"]]).toEqual(["warm", undefined]);
  expect([cold?.pools, cold?.sent["block-transactions"]?.frames]).toEqual(["cold", 1]);
}, 90_000);

it("what a node sent is counted by kind, and once", () => {
  const sent = new SentBytes();
  const ping = encodeMessage({ kind: "ping", nonce: new Uint8Array(8) });
  for (const frame of [ping, ping, encodeMessage({ kind: "get-addresses" })]) sent.add(frame);
  expect(sent.take()).toEqual({
    ping: { frames: 2, bytes: 2 * ping.length },
    "get-addresses": { frames: 1, bytes: 2 },
  });
  expect(sent.take()).toEqual({});
  sent.add(Uint8Array.of(1));
  expect(() => sent.take()).toThrow("can't be read");
});
