/** Greetings that lie: foreign chains, the node's own key, proofs of nothing, numbers and clocks at their ends. */
import { randomBytes } from "node:crypto";
import type { MessageOf } from "@triad/protocol";
import { type Attack, scaled } from "../attack.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";

const PEERS = 2_000;
const AT_ONCE = 20;
const HELD_MS = 500;
const UINT32_MAX = 0xffff_ffff;

type Hello = MessageOf<"hello">;

const CHANGES: readonly ((hello: Hello) => Hello)[] = [
  (hello) => ({ ...hello, chainId: new Uint8Array(32) }),
  (hello) => ({ ...hello, nonce: new Uint8Array(randomBytes(32)) }),
  (hello) => ({ ...hello, nodeKey: new Uint8Array(32).fill(0xff) }),
  (hello) => ({ ...hello, version: 0 }),
  // taken as they are: none of these numbers is believed
  (hello) => ({ ...hello, time: 0 }),
  (hello) => ({ ...hello, time: UINT32_MAX, version: UINT32_MAX, services: UINT32_MAX, height: UINT32_MAX }),
  (hello) => ({ ...hello, work: 2n ** 256n - 1n, listenPort: 65_535, listenHost: "a".repeat(253) }),
];

export const badGreetings: Attack = {
  name: "bad-greetings",
  sends: "2,000 greetings with new keys: foreign chain, proofs of nothing, clocks and numbers at their ends",
  claim: "nothing that a greeting claims is believed without proof, and no state of it stays",
  rows: [20, 22],
  endsWith: ["different-network", "bad-proof"],
  play: async ({ peers, tally, scale }) => {
    await manyAtOnce(scaled(PEERS, scale), AT_ONCE, async (number) => {
      const changeHello = CHANGES[number % CHANGES.length];
      const peer = await HostilePeer.greet(peers, tally, {
        from: number % 100,
        ...(changeHello === undefined ? {} : { changeHello }),
      });
      await peer?.socket.untilEnd(HELD_MS);
      peer?.socket.leave();
    });
  },
};
