import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

/** All that a block, or a part of it, is given out in, and the word that one has not got it. */
const GIVES: ReadonlySet<string> = new Set(["block-reply", "blocks-not-found", "block-transactions"]);

export const adversary: Adversary = {
  name: "withheld-blocks",
  about: "Announces every block, its own among them, and never gives one to anybody.",
  begin: () => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError) return [effect];
      if (GIVES.has(message.kind)) return [];
      // whatever announces a block does it by its header alone
      if (!("header" in message)) return [effect];
      return [{ ...effect, frame: encodeMessage({ kind: "block-announcement", header: message.header }) }];
    },
  }),
};
