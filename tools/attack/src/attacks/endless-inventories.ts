/** Transactions that are announced and don't exist (CVE-2018-17145). */
import { encodeMessage } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { batchOf } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";

const PEERS = 20;
const FRAMES_PER_PEER = 500;
const IDS_PER_FRAME = 1_000;
const FRAMES_PER_WRITE = 20;

export const endlessInventories: Attack = {
  name: "endless-inventories",
  sends: "10,000,000 random transaction ids from 20 peers, 1,000 in a frame",
  claim: "what is kept for each peer has a limit, and nothing is asked for twice at a time",
  rows: [26, 27],
  play: async ({ peers, tally, scale }) => {
    await manyAtOnce(PEERS, PEERS, async (number) => {
      const peer = await HostilePeer.greet(peers, tally, { from: number });
      if (peer === undefined) return;
      const random = seededBytes(number);
      for (let sent = 0; sent < scaled(FRAMES_PER_PEER, scale); sent += FRAMES_PER_WRITE) {
        const frames = Array.from({ length: FRAMES_PER_WRITE }, () =>
          encodeMessage({ kind: "inventory", wtxids: Array.from({ length: IDS_PER_FRAME }, () => random.bytes(32)) }),
        );
        peer.socket.sendBatch(batchOf(frames));
        await new Promise((resolve) => setImmediate(resolve));
        if (!(await peer.socket.drained())) break;
      }
      await peer.socket.untilEnd(2_000);
      peer.socket.leave();
    });
  },
};
