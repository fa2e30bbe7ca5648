/** Questions about nothing, as fast as the line takes them. */
import { encodeMessage, type Message } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { repeated } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";

const PEERS = 24;
const FRAMES_PER_PEER = 10_000;
const FRAMES_PER_WRITE = 500;

function questions(): readonly Message[] {
  const { bytes } = seededBytes(21);
  const hashes = (count: number): Uint8Array[] => Array.from({ length: count }, () => bytes(32));
  return [
    { kind: "get-headers", locator: hashes(64), stop: undefined },
    { kind: "get-headers", locator: hashes(1), stop: bytes(32) },
    { kind: "get-transactions", wtxids: hashes(1_000) },
    { kind: "get-transactions", wtxids: new Array<Uint8Array>(1_000).fill(bytes(32)) },
    { kind: "get-blocks", hashes: hashes(64) },
    { kind: "get-blocks", hashes: new Array<Uint8Array>(64).fill(bytes(32)) },
    { kind: "get-block-transactions", hash: bytes(32), indexes: Array.from({ length: 2_000 }, (_, at) => at) },
    { kind: "get-addresses" },
    { kind: "access-request" },
    { kind: "get-filters", startHeight: 0xffff_ffff, stop: bytes(32) },
    { kind: "get-filters", startHeight: 0, stop: bytes(32) },
    { kind: "get-transaction-proof", hash: bytes(32), txid: bytes(32) },
  ];
}

export const requestFlood: Attack = {
  name: "request-flood",
  sends: "240,000 questions about unknown, repeated and far-off things from 24 peers",
  claim: "questions are answered in a bounded share of time, and honest blocks pass between them",
  rows: [21, 29],
  play: async ({ peers, tally, scale }) => {
    const all = questions();
    await manyAtOnce(PEERS, PEERS, async (number) => {
      const question = all[number % all.length];
      const peer = await HostilePeer.greet(peers, tally, { from: number });
      if (peer === undefined || question === undefined) return;
      const perWrite = Math.min(FRAMES_PER_WRITE, scaled(FRAMES_PER_PEER, scale));
      const batch = repeated(encodeMessage(question), perWrite);
      for (let sent = 0; sent < scaled(FRAMES_PER_PEER, scale); sent += perWrite) {
        peer.socket.sendBatch(batch);
        await new Promise((resolve) => setImmediate(resolve));
        if (!(await peer.socket.drained())) break;
      }
      await peer.socket.untilEnd(3_000);
      peer.socket.leave();
    });
  },
};
