/** Headers that cost their maker nothing: easy ones, ones without a parent, ones without work. */

import { HeaderIndex } from "@triad/chain/headers";
import { growHeaders } from "@triad/chain/testing";
import { encodeMessage } from "@triad/protocol";
import { type Attack, type KnownChain, scaled } from "../attack.ts";
import { HostilePeer } from "../hostile-peer.ts";
import { manyAtOnce } from "../many-at-once.ts";
import { seededBytes } from "../seeded-bytes.ts";

const BRANCHES = 500;
const HEADERS_PER_BRANCH = 2_000;
const AT_ONCE = 8;
/** So far apart that the difficulty falls to its lowest within a few headers. */
const SECONDS_APART = 9;
/** Different ones; each is sent many times, with other roots it would be as cheap and take longer to make. */
const DIFFERENT_BRANCHES = 10;
const HELD_MS = 1_500;
const CLAIMED_WORK = 2n ** 60n;

export const headerFloods: Attack = {
  name: "header-floods",
  sends: "1,000,000 headers of least work in 500 branches, headers without work, and headers without a parent",
  claim: "no header is stored before its branch has work, and a header without work ends the connection",
  rows: [16, 42],
  needsOwnNode: true,
  endsWith: ["invalid-header"],
  play: async ({ peers, chain, tally, scale }) => {
    if (chain === undefined) return;
    const branches = makeBranches(chain);
    const random = seededBytes(16);
    await manyAtOnce(scaled(BRANCHES, scale), AT_ONCE, async (number) => {
      const branch = branches[number % branches.length] ?? [];
      let answers = 0;
      const peer = await HostilePeer.greet(peers, tally, {
        from: number % 50,
        work: CLAIMED_WORK,
        height: 1_000_000,
        heard: (message, self) => {
          // whatever it is asked for, it gives the same branch; after that it has nothing more
          if (message.kind !== "get-headers") return;
          answers += 1;
          self.send({ kind: "headers", headers: answers > 3 ? [] : branch });
        },
      });
      if (peer === undefined) return;
      await peer.socket.untilEnd(HELD_MS);
      const orphan = branch.at(-1);
      if (orphan !== undefined) peer.send({ kind: "block-announcement", header: orphan });
      // without work at last: nobody may do that
      peer.socket.send(encodeMessage({ kind: "block-announcement", header: random.bytes(80) }));
      await peer.socket.untilEnd(HELD_MS);
      peer.socket.leave();
    });
  },
};

function makeBranches({ network }: KnownChain): readonly (readonly Uint8Array[])[] {
  const { genesis } = new HeaderIndex(network, []);
  return Array.from({ length: DIFFERENT_BRANCHES }, (_, mark) =>
    growHeaders({ network, parent: genesis, count: HEADERS_PER_BRANCH, secondsApart: SECONDS_APART, mark: mark + 1 }),
  );
}
