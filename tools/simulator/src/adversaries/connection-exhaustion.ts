import { formatNetAddress, type NetAddress, type PeerId } from "@triad/roles";
import type { Adversary } from "./adversary.ts";

/** Dialled in a round: a node that takes 24 is full after a few of them. */
const DIALS = 8;

export const adversary: Adversary = {
  name: "connection-exhaustion",
  about: "Opens one connection after another to everybody and never greets, so that no place is left for others.",
  begin({ random, addresses, own }) {
    /** How many dials of its own are under way to each address: the program under it must not hear of them. */
    const dialled = new Map<string, number>();
    const mute = new Set<PeerId>();
    const wasDialled = (address: NetAddress): boolean => {
      const key = formatNetAddress(address);
      const count = dialled.get(key) ?? 0;
      if (count > 0) dialled.set(key, count - 1);
      return count > 0;
    };
    return {
      everyMs: 3_000,
      periodically() {
        const victim = random.pick(addresses.filter(({ host }) => host !== own.host));
        if (victim === undefined) return [];
        const key = formatNetAddress(victim);
        dialled.set(key, (dialled.get(key) ?? 0) + DIALS);
        return Array.from({ length: DIALS }, () => ({ type: "dial", address: victim }));
      },
      incoming(event) {
        switch (event.type) {
          case "peer-connected":
            if (event.direction !== "outbound" || !wasDialled(event.address)) return [event];
            mute.add(event.peer);
            return [];
          case "dial-failed":
            return wasDialled(event.address) ? [] : [event];
          case "frame-received":
            return mute.has(event.peer) ? [] : [event];
          case "peer-closed":
            return mute.delete(event.peer) ? [] : [event];
          default:
            return [event];
        }
      },
    };
  },
};
