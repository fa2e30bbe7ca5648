/** Small questions with large answers, by readers who read all of it and by readers who never read. */
import { encodeMessage } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { repeated } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const PEERS = 20;
const QUESTIONS_PER_PEER = 4_000;
const QUESTIONS_PER_WRITE = 200;
const HASHES_PER_QUESTION = 64;

export const blockRequests: Attack = {
  name: "block-requests",
  sends: "80,000 questions for 64 blocks or 2,000 headers each from 20 peers, half of which never read",
  claim: "answers are paced, and who does not read is closed before much waits for him",
  rows: [21, 28],
  needsOwnNode: true,
  play: async ({ peers, chain, tally, scale }) => {
    const hashes = (chain?.blocks ?? []).map(({ hash }) => hash);
    const genesis = chain?.network.chainId ?? new Uint8Array(32);
    await manyAtOnce(PEERS, PEERS, async (number) => {
      const peer = await HostilePeer.greet(peers, tally, { from: number });
      if (peer === undefined) return;
      peer.send({ kind: "access-request" });
      const first = (number * HASHES_PER_QUESTION) % Math.max(1, hashes.length - HASHES_PER_QUESTION);
      const question =
        number % 4 < 3
          ? encodeMessage({ kind: "get-blocks", hashes: hashes.slice(first, first + HASHES_PER_QUESTION) })
          : encodeMessage({ kind: "get-headers", locator: [genesis], stop: undefined });
      if (number % 2 === 0) peer.socket.stopReading();
      const perWrite = Math.min(QUESTIONS_PER_WRITE, scaled(QUESTIONS_PER_PEER, scale));
      const batch = repeated(question, perWrite);
      for (let sent = 0; sent < scaled(QUESTIONS_PER_PEER, scale); sent += perWrite) {
        peer.socket.sendBatch(batch);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (!(await peer.socket.drained())) break;
      }
      await peer.socket.untilEnd(3_000);
      peer.socket.leave();
    });
  },
};
