import { DecodeError, decodeFrame, encodeMessage } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "lying-about-work",
  about: "Says in its greeting that its chain is a million blocks long and has all the work there is.",
  begin: () => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError || message.kind !== "hello") return [effect];
      const frame = encodeMessage({ ...message, height: 1_000_000, work: 2n ** 255n });
      return [{ ...effect, frame }];
    },
  }),
};
