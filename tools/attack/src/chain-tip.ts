/** The node's best chain as it tells it to a peer, so that an attacker can build on it as any miner could. */
import { type HeaderEntry, HeaderIndex } from "@triad/chain/headers";
import { DecodeError, hashHeader, readHeader } from "@triad/protocol";
import type { KnownChain } from "./attack.ts";
import { HostilePeer } from "./hostile-peer.ts";
import type { Tally } from "./tally.ts";
import type { PeerTarget } from "./target.ts";

const ANSWER_MS_MAX = 10_000;

export async function fetchTip(peers: PeerTarget, chain: KnownChain, tally: Tally): Promise<HeaderEntry> {
  const index = new HeaderIndex(chain.network, []);
  let tip = index.genesis;
  const add = (headerBytes: Uint8Array): void => {
    const header = readHeader(headerBytes);
    if (header instanceof DecodeError) return;
    const parent = index.get(header.prev);
    if (parent !== undefined) tip = index.add(headerBytes, header, hashHeader(headerBytes), parent);
  };
  for (const { headerBytes } of chain.blocks) add(headerBytes);
  let answered: () => void = () => {};
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const peer = await HostilePeer.greet(peers, tally, {
    heard: (message) => {
      if (message.kind !== "headers") return;
      for (const header of message.headers) add(header);
      answered();
    },
  });
  peer?.send({ kind: "get-headers", locator: [tip.hash], stop: undefined });
  const late = setTimeout(answered, ANSWER_MS_MAX);
  await answer;
  clearTimeout(late);
  peer?.socket.leave();
  return tip;
}
