import { DecodeError, decodeFrame } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { batchOf, frameHead, repeated } from "./frame-batch.ts";
import { FRAME_FLAWS, hostileFrames } from "./hostile-frames.ts";
import { sampleFrames } from "./sample-messages.ts";
import { seededBytes } from "./seeded-bytes.ts";

const FRAMES = 300;
/** Of these, what comes out may be well-formed by chance, or is meant to be. */
const MAY_BE_READ: ReadonlySet<string> = new Set([
  "random",
  "known kind, random content",
  "empty",
  "fields twice",
  "oversize",
  "unknown fields",
  "nested without end",
  "thousands of empty elements",
  "wrong place",
]);

describe("hostile frames", () => {
  it.each(Object.entries(FRAME_FLAWS))("are refused, or read without a throw: %s", (name, make) => {
    const read = hostileFrames(make, FRAMES, seededBytes(1)).map((frame) => decodeFrame(frame));
    const refused = read.filter((message) => message instanceof DecodeError).length;
    if (name === "wrong place") expect(refused).toBe(0);
    else expect(refused).toBeGreaterThan(FRAMES / 4);
    if (!MAY_BE_READ.has(name)) expect(refused).toBe(FRAMES);
  });

  it("are the same in each run", () => {
    const [make] = Object.values(FRAME_FLAWS);
    if (make === undefined) throw new Error("there are flaws");
    expect(hostileFrames(make, 20, seededBytes(3))).toEqual(hostileFrames(make, 20, seededBytes(3)));
    expect(hostileFrames(make, 20, seededBytes(3))).not.toEqual(hostileFrames(make, 20, seededBytes(4)));
  });

  it("are made from messages of every kind, each of which is well-formed", () => {
    for (const frame of sampleFrames(seededBytes(1))) expect(decodeFrame(frame)).not.toBeInstanceOf(DecodeError);
  });
});

describe("WebSocket frames", () => {
  it("have the head that RFC 6455 says, on both sides of each length", () => {
    expect([...frameHead(125, "binary", true)]).toEqual([0x82, 0x80 | 125, 0, 0, 0, 0]);
    expect([...frameHead(126, "continuation", false)]).toEqual([0x00, 0x80 | 126, 0, 126, 0, 0, 0, 0]);
    expect([...frameHead(65_535, "text", true).subarray(0, 4)]).toEqual([0x81, 0x80 | 126, 0xff, 0xff]);
    const long = [0x89, 0x80 | 127, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    expect([...frameHead(65_536, "ping", true)]).toEqual(long);
  });

  it("lie one after the other in a batch, and are counted", () => {
    const one = batchOf([Uint8Array.of(7)]);
    expect([...one.bytes]).toEqual([0x82, 0x81, 0, 0, 0, 0, 7]);
    const three = repeated(Uint8Array.of(7), 3);
    expect(three.frames).toBe(3);
    expect([...three.bytes]).toEqual([...one.bytes, ...one.bytes, ...one.bytes]);
  });
});
