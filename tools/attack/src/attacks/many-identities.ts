/** Keys cost nothing: each connection is somebody new who asks for the chain, misbehaves and leaves. */
import { type Attack, scaled } from "../attack.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const IDENTITIES = 5_000;
const AT_ONCE = 20;

export const manyIdentities: Attack = {
  name: "many-identities",
  sends: "5,000 peers with new keys, one after the other: each asks for access, breaks a rule and leaves",
  claim: "what is remembered of keys and hosts has a size",
  rows: [37, 38, 41, 42],
  endsWith: ["bad-frame"],
  play: async ({ peers, tally, scale }) => {
    await manyAtOnce(scaled(IDENTITIES, scale), AT_ONCE, async (number) => {
      const peer = await HostilePeer.greet(peers, tally, { from: number });
      if (peer === undefined) return;
      for (let times = 0; times < 3; times++) peer.send({ kind: "access-request" });
      peer.socket.send(Uint8Array.of(0xff));
      await peer.socket.untilEnd(5_000);
      peer.socket.leave();
    });
  },
};
