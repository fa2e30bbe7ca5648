import type { Network } from "@triad/chain";
import { requiredBits, targetOfBits, workOfTarget } from "@triad/chain/headers";
import { searchNonces, withNonce } from "@triad/mining";
import { DecodeError, decodeFrame, encodeMessage, hashHeader, writeHeader } from "@triad/protocol";
import type { PeerId } from "@triad/roles";
import type { SeededRandom } from "../engine/seeded-random.ts";
import type { Adversary } from "./adversary.ts";

/** Made in a round. Each costs the work of the first blocks, which is next to nothing by then. */
const HEADERS = 40;
const NONCES_MAX = 1_000_000;

export const adversary: Adversary = {
  name: "header-floods",
  about: "Makes one branch after another of cheap headers on the first block, and gives them to everybody.",
  begin({ random, peers, chain, network, perform }) {
    let branch: readonly Uint8Array[] = [];
    /** Who was told of the branch and has not asked for it yet. */
    const untold = new Set<PeerId>();
    return {
      everyMs: 30_000,
      periodically() {
        // a branch with as much work as the chain would be the better chain: there is nothing wrong with following it
        const workMax = (chain()?.tip.chainWork ?? 0n) / 2n;
        branch = cheapBranch(network, workMax, random);
        const header = branch.at(-1);
        if (header === undefined) return [];
        for (const peer of peers()) untold.add(peer);
        const frame = encodeMessage({ kind: "block-announcement", header });
        return peers().map((peer) => ({ type: "send", peer, frame }));
      },
      incoming(event) {
        if (event.type !== "frame-received" || !untold.has(event.peer)) return [event];
        const message = decodeFrame(event.frame);
        if (message instanceof DecodeError || message.kind !== "get-headers") return [event];
        untold.delete(event.peer);
        perform([{ type: "send", peer: event.peer, frame: encodeMessage({ kind: "headers", headers: branch }) }]);
        return [];
      },
    };
  },
};

function cheapBranch(network: Network, workMax: bigint, random: SeededRandom): Uint8Array[] {
  const { consensus } = network.params;
  const headers: Uint8Array[] = [];
  const first = network.genesis.header.time + consensus.spacing;
  let prev = network.genesis.hash;
  let work = 0n;
  for (let height = 1; height <= HEADERS; height++) {
    const time = network.genesis.header.time + height * consensus.spacing;
    const bits = requiredBits(consensus, { height, time, parentTime: time - consensus.spacing, firstTime: first });
    const target = targetOfBits(bits);
    if (target === undefined) return headers;
    work += workOfTarget(target);
    if (work > workMax) return headers;
    const blank = writeHeader({ version: 1, prev, root: random.bytes(32), time, bits, nonce: 0 });
    const nonce = searchNonces({ header: blank, target: bigEndian(target), from: 0, count: NONCES_MAX });
    if (nonce === undefined) return headers;
    const header = withNonce(blank, nonce);
    headers.push(header);
    prev = hashHeader(header);
  }
  return headers;
}

function bigEndian(target: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((target >> BigInt(8 * (31 - i))) & 0xffn));
}
