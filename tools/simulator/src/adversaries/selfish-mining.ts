/**
 * Selfish mining (Eyal and Sirer, "Majority is not Enough", 2014), without their advantage in spreading blocks: own
 * blocks are kept back. Whenever the others find one, all are shown if the lead has shrunk to one block or none, so that
 * their block is wasted; who is further ahead waits.
 */
import { type HashKey, hashKey } from "@triad/chain";
import type { BlockChain } from "@triad/chain/blocks";
import { forkOf, type HeaderEntry } from "@triad/chain/headers";
import { DecodeError, decodeFrame, encodeMessage, hashHeader, type Message } from "@triad/protocol";
import type { Effect } from "@triad/roles";
import type { Adversary } from "./adversary.ts";

export const adversary: Adversary = {
  name: "selfish-mining",
  about: "Keeps the blocks that it finds to itself, and shows them to waste those of others.",
  begin({ peers, chain }) {
    const kept = new Set<HashKey>();
    let shownTo: HeaderEntry | undefined;
    const isKept = (header: Uint8Array): boolean => kept.has(hashKey(hashHeader(header)));
    return {
      incoming(event) {
        if (event.type === "nonce-found") kept.add(hashKey(hashHeader(event.header)));
        return [event];
      },
      outgoing(effect) {
        if (effect.type !== "send") return [effect];
        const message = decodeFrame(effect.frame);
        const said = message instanceof DecodeError ? message : withoutKept(message, isKept, shownTo);
        if (said instanceof DecodeError || said === message) return [effect];
        return said === undefined ? [] : [{ ...effect, frame: encodeMessage(said) }];
      },
      everyMs: 250,
      periodically() {
        const own = chain();
        if (own === undefined) return [];
        shownTo = bestShown(own, kept);
        const fork = forkOf(own.tip, shownTo);
        const [mine, theirs] = [own.tip.height - fork.height, shownTo.height - fork.height];
        if (mine === 0 || theirs === 0 || mine - theirs > 1) return [];
        return show(own, fork, kept, peers());
      },
    };
  },
};

/** The best block that is known to others: neither kept nor built on one that is. */
function bestShown({ tip, headers }: BlockChain, kept: ReadonlySet<HashKey>): HeaderEntry {
  const isShown = new Map<HeaderEntry, boolean>();
  let best = headers.get(tip.hash) ?? tip;
  while (kept.has(hashKey(best.hash)) && best.parent !== undefined) best = best.parent;
  for (const entry of headers.all()) {
    const isOpen =
      (entry.parent === undefined || isShown.get(entry.parent) !== false) && !kept.has(hashKey(entry.hash));
    isShown.set(entry, isOpen);
    if (isOpen && !entry.isInvalid && entry.chainWork > best.chainWork) best = entry;
  }
  return best;
}

function show(own: BlockChain, fork: HeaderEntry, kept: Set<HashKey>, peers: readonly number[]): Effect[] {
  const frames: Uint8Array[] = [];
  for (let entry = own.tip; entry !== fork && entry.parent !== undefined; entry = entry.parent) {
    if (!kept.delete(hashKey(entry.hash))) continue;
    frames.unshift(encodeMessage({ kind: "block-announcement", header: own.headers.headerBytes(entry) }));
  }
  return peers.flatMap((peer) => frames.map((frame): Effect => ({ type: "send", peer, frame })));
}

/** What may be said without giving away a block that is kept. */
function withoutKept(
  message: Message,
  isKept: (header: Uint8Array) => boolean,
  shownTo: HeaderEntry | undefined,
): Message | undefined {
  if ("header" in message) return isKept(message.header) ? undefined : message;
  switch (message.kind) {
    case "headers": {
      const first = message.headers.findIndex(isKept);
      return first === -1 ? message : { ...message, headers: message.headers.slice(0, first) };
    }
    case "hello":
      return shownTo === undefined ? message : { ...message, height: shownTo.height, work: shownTo.chainWork };
    default:
      return message;
  }
}
