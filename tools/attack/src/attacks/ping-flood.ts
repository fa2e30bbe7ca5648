/** Pings of both kinds, whose answers are never read. */
import { encodeMessage } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { repeated } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const PEERS = 20;
const PINGS_PER_PEER = 50_000;
const PINGS_PER_WRITE = 2_500;

export const pingFlood: Attack = {
  name: "ping-flood",
  sends: "1,000,000 pings from 20 peers, half of them of the WebSocket layer, read by nobody",
  claim: "answers wait in a bounded queue, or the sender is closed",
  rows: [28, 43],
  play: async ({ peers, tally, scale }) => {
    await manyAtOnce(PEERS, PEERS, async (number) => {
      const peer = await HostilePeer.greet(peers, tally, { from: number });
      if (peer === undefined) return;
      const { socket } = peer;
      const isOfSocket = number % 2 === 0;
      const payload = isOfSocket ? new Uint8Array(125) : encodeMessage({ kind: "ping", nonce: new Uint8Array(8) });
      const batch = repeated(payload, PINGS_PER_WRITE, isOfSocket ? "ping" : "binary");
      if (number % 4 < 2) socket.stopReading();
      for (let sent = 0; sent < scaled(PINGS_PER_PEER, scale); sent += PINGS_PER_WRITE) {
        socket.sendBatch(batch);
        await new Promise((resolve) => setImmediate(resolve));
        if (!(await socket.drained())) break;
      }
      await socket.untilEnd(2_000);
      socket.leave();
    });
  },
};
