import { DecodeError, decodeFrame, encodeMessage, type MessageOf } from "@triad/protocol";
import type { SeededRandom } from "../engine/seeded-random.ts";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "wrong-filters",
  about: "Gives light nodes filters with entries left out, of other blocks, under other roots, or none, now and then.",
  begin: ({ random }) => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      // sometimes it gives the right ones, so as to be asked again
      if (message instanceof DecodeError || message.kind !== "filters" || random.chance(0.3)) return [effect];
      return [{ ...effect, frame: encodeMessage(changed(message, random)) }];
    },
  }),
};

function changed(message: MessageOf<"filters">, random: SeededRandom): MessageOf<"filters"> {
  const { filters } = message;
  const at = random.integer(Math.max(1, filters.length));
  switch (random.integer(5)) {
    case 0:
      return { ...message, filters: [] };
    case 1:
      // the filter of a block without any output or spend
      return {
        ...message,
        filters: filters.map((filter, i) => (i === at ? { ...filter, filter: Uint8Array.of(0) } : filter)),
      };
    case 2:
      return { ...message, filters: filters.toReversed() };
    case 3:
      return {
        ...message,
        filters: filters.map((filter, i) => (i === at ? { ...filter, txRoot: filter.historyRoot } : filter)),
      };
    default:
      return {
        ...message,
        filters: filters.map((filter, i) =>
          i === at ? { ...filter, filter: withBitFlipped(filter.filter, random) } : filter,
        ),
      };
  }
}

function withBitFlipped(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const flipped = bytes.slice();
  const at = random.integer(flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.integer(8));
  return flipped;
}
