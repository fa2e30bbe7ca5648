import { encodeMessage } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

const ITEMS = 50;

export const adversary: Adversary = {
  name: "endless-inventories",
  about: "Announces transactions without end that do not exist.",
  begin: ({ random, peers }) => ({
    everyMs: 2_000,
    periodically: () =>
      peers().map((peer) => {
        const wtxids = Array.from({ length: ITEMS }, () => random.bytes(32));
        return { type: "send", peer, frame: encodeMessage({ kind: "inventory", wtxids }) };
      }),
  }),
};
