import { DecodeError, decodeFrame } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

/** What others wait for. */
const REPLIES: ReadonlySet<string> = new Set([
  "headers",
  "block-reply",
  "block-transactions",
  "blocks-not-found",
  "transactions",
]);

export const adversary: Adversary = {
  name: "stalling",
  about: "Announces everything like an honest node, and answers one question in ten.",
  begin: ({ random }) => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError || !REPLIES.has(message.kind)) return [effect];
      return random.chance(0.1) ? [effect] : [];
    },
  }),
};
