import { encodeMessage, type Message } from "@triad/protocol";
import { expect, it } from "vitest";
import { LinkFrames } from "./link-frames.ts";

/** 0 – 1 – 2; a node's number for its left neighbour is 1, for its right one 2. */
const LINKS = [
  { neighbours: new Map([[2, 1]]) },
  {
    neighbours: new Map([
      [1, 0],
      [2, 2],
    ]),
  },
  { neighbours: new Map([[1, 1]]) },
];
const announcement = (byte: number): Message => ({ kind: "inventory", wtxids: [new Uint8Array(32).fill(byte)] });

function framesOf(sent: readonly (readonly [from: number, peer: number, byte: number])[]): LinkFrames {
  const frames = new LinkFrames();
  for (const [from, peer, byte] of sent) frames.sent(from, peer, encodeMessage(announcement(byte)));
  return frames;
}

it("an item that crosses each link once is not repeated", () => {
  const frames = framesOf([
    [0, 2, 1],
    [1, 2, 1],
    [1, 2, 2],
  ]);
  expect(frames.repeated(LINKS)).toEqual([]);
  expect(frames.count(LINKS).map(({ link, frames: count }) => [link, count])).toEqual([
    ["0-1", 1],
    ["1-2", 2],
  ]);
});

it("an item that comes back over its link is repeated", () => {
  const frames = framesOf([
    [0, 2, 1],
    [1, 1, 1],
  ]);
  expect(frames.repeated(LINKS)).toEqual([expect.stringMatching(/^2 times over link 0-1: announced transaction 0101/)]);
});

it("a frame over a connection that is no link of the line is an error", () => {
  expect(() => framesOf([[0, 7, 1]]).count(LINKS)).toThrow("has ended since");
});
