/** The largest message that is allowed, but for its last byte, from as many peers as the node takes. */
import { FRAME_BYTES_MAX } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { frameHead } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const PEERS = 125;
const CHUNK_BYTES = 65_536;
const HELD_MS = 15_000;

export const unfinishedFrames: Attack = {
  name: "unfinished-frames",
  sends: "the largest frame but for its last byte from 125 peers, held for 15 seconds",
  claim: "what waits unfinished is bounded over all connections together",
  rows: [41, 48],
  play: async ({ peers, tally, scale }) => {
    const count = scaled(PEERS, scale);
    const chunk = new Uint8Array(CHUNK_BYTES);
    await manyAtOnce(count, count, async (number) => {
      const peer = await HostilePeer.greet(peers, tally, { from: number, isMute: true });
      if (peer === undefined) return;
      const { socket } = peer;
      socket.sendBytes(frameHead(FRAME_BYTES_MAX, "binary", true));
      for (let left = FRAME_BYTES_MAX - 1; left > 0; left -= CHUNK_BYTES) {
        socket.sendBytes(chunk.subarray(0, Math.min(left, CHUNK_BYTES)));
        if (!(await socket.drained())) break;
      }
      await socket.untilEnd(HELD_MS);
      socket.leave();
    });
  },
};
