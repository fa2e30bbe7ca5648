import type { Adversary } from "./adversary.ts";

/** What keeps a connection alive and says nothing. */
const GREETINGS: ReadonlySet<number | undefined> = new Set([1, 2, 3, 4].map((field) => field * 8 + 2));

export const adversary: Adversary = {
  name: "silent",
  about: "Greets and answers pings, and never says anything else.",
  begin: () => ({
    outgoing: (effect) => (effect.type === "send" && !GREETINGS.has(effect.frame[0]) ? [] : [effect]),
  }),
};
