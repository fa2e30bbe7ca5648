/** Messages in fragments of one byte that never end: each fragment costs a receiver that keeps them far more than a byte. */
import { type Attack, scaled } from "../attack.ts";
import { frameHead } from "../frame-batch.ts";
import { FrameSocket } from "../frame-socket.ts";
import { manyAtOnce } from "../many-at-once.ts";

const SOCKETS = 200;
/** Bounded by this; the node is expected to end each much sooner. */
const FRAGMENTS_PER_SOCKET = 200_000;
const FRAGMENTS_PER_WRITE = 1_000;
const END_MS = 12_000;

export const endlessFragments: Attack = {
  name: "endless-fragments",
  sends: "fragments of one byte without end on 200 sockets, up to 200,000 on each",
  claim: "a message in too many fragments ends its connection before it has cost memory",
  rows: [45],
  play: async ({ peers, tally, scale }) => {
    const fragment = Buffer.concat([frameHead(1, "continuation", false), Uint8Array.of(1)]);
    const many = Buffer.alloc(fragment.length * FRAGMENTS_PER_WRITE, fragment);
    const sockets = scaled(SOCKETS, scale);
    await manyAtOnce(sockets, sockets, async (number) => {
      const opened = await FrameSocket.open(peers, tally, number);
      if ("refused" in opened) {
        tally.ended(opened.refused);
        return;
      }
      const { socket } = opened;
      socket.sendFragment(Uint8Array.of(1), "binary", false);
      for (let sent = 0; sent < FRAGMENTS_PER_SOCKET * scale; sent += FRAGMENTS_PER_WRITE) {
        socket.sendBytes(many);
        // one turn for each write, so that all sockets go forward together
        await new Promise((resolve) => setImmediate(resolve));
        if (!(await socket.drained())) break;
      }
      await socket.untilEnd(END_MS);
      socket.leave();
    });
  },
};
