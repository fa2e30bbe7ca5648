import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "mutated-bodies",
  about: "Serves good headers with bodies in which one byte is changed, so that a victim may condemn a good block.",
  begin: ({ random }) => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError || message.kind !== "block-reply") return [effect];
      const block = message.block.slice();
      // the header stays: it is the one that was asked for
      const at = 82 + random.integer(block.length - 82);
      block[at] = (block[at] ?? 0) ^ (1 << random.integer(8));
      return [{ ...effect, frame: encodeMessage({ kind: "block-reply", block }) }];
    },
  }),
};
