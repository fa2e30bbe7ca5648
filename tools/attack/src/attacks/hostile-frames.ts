/** Frames that no honest node sends, a million of them, before the greeting and after it. */
import { type Attack, scaled } from "../attack.ts";
import { batchOf } from "../frame-batch.ts";
import { FrameSocket } from "../frame-socket.ts";
import { FRAME_FLAWS, hostileFrames as makeFrames } from "../hostile-frames.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";

const CONNECTIONS = 2_000;
const FRAMES_PER_CONNECTION = 500;
const AT_ONCE = 20;
const END_MS = 5_000;

export const hostileFrames: Attack = {
  name: "hostile-frames",
  sends: "1,000,000 frames in bursts of 500: random, truncated, too long, empty, nested, doubled, in the wrong place",
  claim: "the first of them ends its connection, and what was sent after it costs next to nothing",
  rows: [22, 29, 39, 44, 52, 53, 59],
  endsWith: ["bad-frame", "protocol-error"],
  play: async ({ peers, tally, scale }) => {
    const flaws = Object.values(FRAME_FLAWS);
    const batches = flaws.map((make, seed) => batchOf(makeFrames(make, FRAMES_PER_CONNECTION, seededBytes(seed))));
    await manyAtOnce(scaled(CONNECTIONS, scale), AT_ONCE, async (number) => {
      const batch = batches[number % batches.length];
      if (batch === undefined) return;
      const socket = await connectOrGreet(number % 4 === 0);
      if (socket === undefined) return;
      socket.sendBatch(batch);
      await socket.drained();
      await socket.untilEnd(END_MS);
      socket.leave();
    });

    async function connectOrGreet(greets: boolean): Promise<FrameSocket | undefined> {
      if (greets) return (await HostilePeer.greet(peers, tally))?.socket;
      const opened = await FrameSocket.open(peers, tally);
      if ("socket" in opened) return opened.socket;
      tally.ended(opened.refused);
      return undefined;
    }
  },
};
