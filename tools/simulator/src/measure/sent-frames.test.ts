import { encodeMessage } from "@triad/protocol";
import { expect, it } from "vitest";
import { addSent, type Kind, type Sent, SentFrames, sentBetween } from "./sent-frames.ts";

const PING = encodeMessage({ kind: "ping", nonce: new Uint8Array(8) });
/** Its tag has two bytes. */
const NOT_FOUND = encodeMessage({ kind: "blocks-not-found", hashes: [new Uint8Array(32)], code: "pruned" });
const GET_BLOCKS = encodeMessage({ kind: "get-blocks", hashes: [new Uint8Array(32)] });

it("frames are counted by kind, whatever the length of their tags", () => {
  const frames = new SentFrames();
  for (const frame of [PING, NOT_FOUND, GET_BLOCKS, PING]) frames.count(frame);
  expect([...frames.copy()]).toEqual([
    ["ping", { frames: 2, bytes: 2 * PING.length }],
    ["blocks-not-found", { frames: 1, bytes: NOT_FOUND.length }],
    ["get-blocks", { frames: 1, bytes: GET_BLOCKS.length }],
  ]);
});

it("between two copies is what was sent meanwhile", () => {
  const frames = new SentFrames();
  frames.count(PING);
  const before = frames.copy();
  frames.count(GET_BLOCKS);
  const between = sentBetween(before, frames.copy());
  expect([...between.keys()]).toEqual(["get-blocks"]);
  const sum = new Map<Kind, Sent>();
  addSent(sum, between);
  addSent(sum, between);
  expect(sum.get("get-blocks")).toEqual({ frames: 2, bytes: 2 * GET_BLOCKS.length });
});
