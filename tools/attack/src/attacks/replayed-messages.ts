/** What was said once, said again: headers and announcements of blocks that the node has had for long. */
import { encodeMessage, type Message } from "@triad/protocol";
import { type Attack, type KnownChain, scaled } from "../attack.ts";
import { batchOf } from "../frame-batch.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const PEERS = 100;
const ROUNDS = 10;
const AT_ONCE = 10;

export const replayedMessages: Attack = {
  name: "replayed-messages",
  sends: "320,000 announcements of old blocks, by header and as compact blocks, from 100 peers, then the old bodies",
  claim: "what is known already costs a look and nothing else; an old body that nobody asked for ends the connection",
  rows: [19],
  needsOwnNode: true,
  endsWith: ["unrequested"],
  play: async ({ peers, chain, tally, scale }) => {
    if (chain === undefined) return;
    const announcements = batchOf(oldAnnouncements(chain).map(encodeMessage));
    const [oldest] = chain.blocks;
    await manyAtOnce(scaled(PEERS, scale), AT_ONCE, async (from) => {
      const peer = await HostilePeer.greet(peers, tally, { from });
      if (peer === undefined) return;
      for (let round = 0; round < ROUNDS; round++) {
        peer.socket.sendBatch(announcements);
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (!(await peer.socket.drained())) break;
      }
      if (oldest !== undefined) peer.send({ kind: "block-reply", block: oldest.bytes });
      await peer.socket.untilEnd(1_500);
      peer.socket.leave();
    });
  },
};

function oldAnnouncements({ blocks }: KnownChain): readonly Message[] {
  return blocks.map(({ headerBytes, block }, at) =>
    at % 2 === 0
      ? { kind: "block-announcement", header: headerBytes }
      : {
          kind: "compact-block",
          header: headerBytes,
          commitments: block.commitments,
          nonce: new Uint8Array(8),
          shortIds: new Uint8Array(0),
          prefilled: block.transactions.map((transaction, index) => ({ index, transaction })),
        },
  );
}
