import type { Effect } from "@triad/roles";
import type { Adversary } from "./adversary.ts";

/** Frames that it remembers, and how many of them each peer gets in a round. */
const FRAMES_KEPT = 400;
const FRAMES_AGAIN = 3;

export const adversary: Adversary = {
  name: "old-messages",
  about: "Says to its peers again what it heard from others minutes ago, greetings and answers included.",
  begin({ random, peers }) {
    const heard: Uint8Array[] = [];
    return {
      incoming(event) {
        if (event.type === "frame-received") {
          // the oldest are replaced at random, so that some are old and some are new
          if (heard.length < FRAMES_KEPT) heard.push(event.frame);
          else heard[random.integer(FRAMES_KEPT)] = event.frame;
        }
        return [event];
      },
      everyMs: 5_000,
      periodically: () =>
        peers().flatMap((peer) => {
          const again = Array.from({ length: FRAMES_AGAIN }, () => random.pick(heard));
          return again.flatMap((frame): Effect[] => (frame === undefined ? [] : [{ type: "send", peer, frame }]));
        }),
    };
  },
};
