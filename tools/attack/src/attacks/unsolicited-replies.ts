/** Answers to questions that nobody asked, the same ones over and over. */
import { encodeMessage } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { repeated } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { sampleMessages } from "../sample-messages.ts";
import { seededBytes } from "../seeded-bytes.ts";

const ROUNDS = 20;
const FRAMES_PER_PEER = 500;
const AT_ONCE = 10;

/** The node may ignore some of them; those that would cost it something end the connection. */
const ANSWERS: ReadonlySet<string> = new Set([
  "pong",
  "addresses",
  "headers",
  "transactions",
  "block-reply",
  "blocks-not-found",
  "block-transactions",
  "access-reply",
  "notice",
  "filters",
  "transaction-proof",
  "proof-not-found",
]);

export const unsolicitedReplies: Attack = {
  name: "unsolicited-replies",
  sends: "500 times the same unasked answer from each of 240 peers, all kinds of answers in turn",
  claim: "what was never asked for ends the connection or is ignored, and is never taken in",
  rows: [19],
  endsWith: ["unrequested"],
  play: async ({ peers, tally, scale }) => {
    const answers = sampleMessages(seededBytes(19)).filter(({ kind }) => ANSWERS.has(kind));
    await manyAtOnce(answers.length * scaled(ROUNDS, scale), AT_ONCE, async (number) => {
      const answer = answers[number % answers.length];
      const peer = await HostilePeer.greet(peers, tally, { from: number % 50 });
      if (peer === undefined || answer === undefined) return;
      peer.socket.sendBatch(repeated(encodeMessage(answer), FRAMES_PER_PEER));
      await peer.socket.untilEnd(1_500);
      peer.socket.leave();
    });
  },
};
