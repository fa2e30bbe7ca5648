import { DecodeError, decodeFrame } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "withheld-blocks",
  about: "Announces every block, its own among them, and never gives one to anybody.",
  begin: () => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError) return [effect];
      return message.kind === "block-reply" || message.kind === "blocks-not-found" ? [] : [effect];
    },
  }),
};
