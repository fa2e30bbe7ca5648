import { encodeMessage } from "@triad/protocol";
import type { Effect } from "@triad/roles";
import type { Adversary } from "./adversary.ts";

/** Newest blocks that are asked for in a round. */
const BLOCKS_ASKED = 16;

export const adversary: Adversary = {
  name: "slow-reading",
  about: "Asks for headers and blocks without end, and reads thirty bytes a second of what comes.",
  readsBytesPerMs: 0.03,
  begin: ({ peers, chain, network }) => ({
    everyMs: 10_000,
    periodically: () =>
      peers().flatMap((peer): Effect[] => {
        const hashes: Uint8Array[] = [];
        for (let entry = chain()?.tip; entry !== undefined && hashes.length < BLOCKS_ASKED; entry = entry.parent) {
          hashes.push(entry.hash);
        }
        const getHeaders = encodeMessage({ kind: "get-headers", locator: [network.genesis.hash], stop: undefined });
        const headers: Effect = { type: "send", peer, frame: getHeaders };
        if (hashes.length === 0) return [headers];
        return [headers, { type: "send", peer, frame: encodeMessage({ kind: "get-blocks", hashes }) }];
      }),
  }),
};
