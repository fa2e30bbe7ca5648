/** Addresses that lead nowhere, told by as many peers as there are places, to whoever asks and to who does not. */
import { encodeMessage, type PeerAddress } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { batchOf } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";

const PEERS = 100;
const FRAMES_PER_PEER = 20;
const ADDRESSES_PER_FRAME = 1_000;
const AT_ONCE = 10;

export const addressPoisoning: Attack = {
  name: "address-poisoning",
  sends: "2,000,000 addresses from 100 peers, 1,000 in a frame, empty lists between them",
  claim: "addresses count only when they were asked for, and the book has a size",
  rows: [36, 39, 40],
  play: async ({ peers, tally, scale }) => {
    const random = seededBytes(40);
    const number = (): number => random.below(256);
    const address = (): PeerAddress => ({
      host: `${1 + random.below(223)}.${number()}.${number()}.${number()}`,
      port: 1 + random.below(65_535),
      role: "full-node",
    });
    const lists = Array.from({ length: FRAMES_PER_PEER }, (_, at) =>
      at % 5 === 4 ? [] : Array.from({ length: ADDRESSES_PER_FRAME }, address),
    );
    const batch = batchOf(lists.map((addresses) => encodeMessage({ kind: "addresses", addresses })));
    await manyAtOnce(scaled(PEERS, scale), AT_ONCE, async (from) => {
      const peer = await HostilePeer.greet(peers, tally, { from });
      if (peer === undefined) return;
      peer.socket.sendBatch(batch);
      await peer.socket.drained();
      await peer.socket.untilEnd(1_000);
      peer.socket.leave();
    });
  },
};
