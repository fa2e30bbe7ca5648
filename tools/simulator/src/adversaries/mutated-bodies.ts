import { DecodeError, decodeFrame, encodeMessage, type Message } from "@triad/protocol";
import type { SeededRandom } from "../engine/seeded-random.ts";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "mutated-bodies",
  about: "Serves good headers with bodies in which one byte is changed, so that a victim may condemn a good block.",
  begin: ({ random }) => ({
    outgoing(effect) {
      if (effect.type !== "send") return [effect];
      const message = decodeFrame(effect.frame);
      if (message instanceof DecodeError) return [effect];
      const mutated = mutate(message, random);
      return [mutated === undefined ? effect : { ...effect, frame: encodeMessage(mutated) }];
    },
  }),
};

/** Undefined: it has no body. */
function mutate(message: Message, random: SeededRandom): Message | undefined {
  switch (message.kind) {
    case "block-reply":
      // the header stays: it is the one that was asked for
      return { ...message, block: withBitFlipped(message.block, 82, random) };
    case "compact-block": {
      const [coinbase] = message.prefilled;
      if (coinbase === undefined || random.chance(0.5)) {
        return { ...message, commitments: withBitFlipped(message.commitments, 0, random) };
      }
      const transaction = withBitFlipped(coinbase.transaction, 0, random);
      return { ...message, prefilled: [{ ...coinbase, transaction }, ...message.prefilled.slice(1)] };
    }
    case "block-transactions": {
      const [first, ...others] = message.transactions;
      if (first === undefined) return undefined;
      return { ...message, transactions: [withBitFlipped(first, 0, random), ...others] };
    }
    default:
      return undefined;
  }
}

function withBitFlipped(bytes: Uint8Array, from: number, random: SeededRandom): Uint8Array {
  const changed = bytes.slice();
  const at = from + random.integer(changed.length - from);
  changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(8));
  return changed;
}
