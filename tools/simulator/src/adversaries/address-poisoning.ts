import { DecodeError, decodeFrame, encodeMessage, LIMITS, type PeerAddress } from "@triad/protocol";
import type { Adversary } from "./adversary.ts";

const ADDRESSES = Math.min(250, LIMITS.addresses.elementsMax ?? 250);

export const adversary: Adversary = {
  name: "address-poisoning",
  about: "Tells nothing but addresses at which nobody is, and its own, whenever it is asked and again and again.",
  begin({ random, own, peers }) {
    const lies = (): Uint8Array => {
      const addresses: PeerAddress[] = Array.from({ length: ADDRESSES - 1 }, () => {
        const host = `${1 + random.integer(220)}.${random.integer(256)}.${random.integer(256)}.${1 + random.integer(250)}`;
        return { host, port: 1024 + random.integer(60_000), role: "full-node" };
      });
      return encodeMessage({ kind: "addresses", addresses: [{ ...own, role: "full-node" }, ...addresses] });
    };
    return {
      outgoing(effect) {
        if (effect.type !== "send") return [effect];
        const message = decodeFrame(effect.frame);
        if (message instanceof DecodeError || message.kind !== "addresses") return [effect];
        return [{ ...effect, frame: lies() }];
      },
      everyMs: 60_000,
      periodically: () => peers().map((peer) => ({ type: "send", peer, frame: lies() })),
    };
  },
};
