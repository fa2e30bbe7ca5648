/** Words about other nodes. `stranger` is one that none of the three is connected to by itself. */
import assert from "node:assert/strict";
import type { OperatedNode } from "../nodes/operated-node.ts";
import type { WordRow } from "./operator-case.ts";

interface Peer {
  readonly peer: number;
  readonly nodeKey: string;
  readonly address: string;
  readonly direction: string;
  readonly toldBy: string | null;
}
interface AccessState {
  readonly permission: {
    readonly grantedBy: string[];
    readonly waitingFor: string[];
    readonly deniedBy: string[];
  } | null;
}

export const PEER_WORDS: readonly WordRow[] = [
  {
    word: "connect",
    claim: "dials a node",
    async run({ node, fleet }) {
      const address = await fleet.stranger.peerAddress();
      await node.types(`connect ${address}`, /Connecting to /);
      const nodeKey = await keyOf(fleet.stranger);
      const peers = await node.readsUntil<Peer[]>("/api/peers", (all) => all.some((peer) => peer.nodeKey === nodeKey));
      assert.equal(peers.find((peer) => peer.nodeKey === nodeKey)?.toldBy, "operator");
    },
  },
  {
    word: "peers",
    claim: "shows each connected node",
    async run({ node }) {
      await node.types("peers", /^peer +address +role .*\n/m);
      for (const { peer, address } of await node.reads<Peer[]>("/api/peers")) {
        await node.prints(new RegExp(`^ +${peer} {2}${address} `, "m"));
      }
    },
  },
  {
    word: "disconnect",
    claim: "ends the connection to the peer with this number",
    async run({ node, fleet }) {
      const peer = await peerWith(node, await keyOf(fleet.stranger));
      await node.types(`disconnect ${peer}`, new RegExp(`Peer ${peer} is being disconnected`));
      await node.readsUntil<Peer[]>("/api/peers", (all) => all.every((other) => other.peer !== peer));
    },
  },
  {
    word: "ban",
    claim: "shuts a node out by its key, for so many hours",
    async run({ node, fleet }) {
      const nodeKey = await keyOf(fleet.stranger);
      await node.types(`ban ${nodeKey} 2`, new RegExp(`Banned for 2 hours: node key ${nodeKey.slice(0, 16)}`));
      const [ban] = await node.reads<{ who: string; sinceUnixMs: number; untilUnixMs: number }[]>("/api/bans");
      assert.equal(ban?.who, nodeKey);
      assert.equal(ban.untilUnixMs - ban.sinceUnixMs, 2 * 3_600_000);
    },
  },
  {
    word: "bans",
    claim: "shows who is banned",
    run: async ({ node, fleet }) =>
      node.types("bans", new RegExp(`^${await keyOf(fleet.stranger)} +node key +\\d`, "m")),
  },
  {
    word: "unban",
    claim: "lets a node in again",
    async run({ node, fleet }) {
      await node.types(`unban ${await keyOf(fleet.stranger)}`, /No longer banned/);
      assert.deepEqual(await node.reads("/api/bans"), []);
    },
  },
  {
    word: "node",
    claim: "shows the state as the API does",
    async run({ node, role }) {
      const { height, tipHash } = await node.reads<{ height: number; tipHash: string }>("/api/node");
      await node.types(
        "node",
        new RegExp(`^Role +${role}\\n[\\s\\S]*^Height +${height} [\\s\\S]*^Tip +${tipHash}$`, "m"),
      );
    },
  },
  {
    word: "access",
    roles: ["miner", "light-node"],
    claim: "asks the full node for its chain, whose operator sees it",
    async run({ node, fleet }) {
      await node.types("access", /Asked full node \w+ at .* for the complete chain/);
      const nodeKey = await keyOf(node);
      await fleet.nodes["full-node"].readsUntil<{ requests: { nodeKey: string }[] }>("/api/access", ({ requests }) => {
        return requests.some((request) => request.nodeKey === nodeKey);
      });
    },
  },
  {
    word: "access",
    roles: ["full-node"],
    claim: "says that no other full node is there to be asked",
    run: ({ node }) => node.types("access", /No full node is connected; each is asked as soon as it is/),
  },
  {
    word: "answer",
    claim: "grants the chain, takes it back and leaves it to the policy again",
    async run({ node, fleet }) {
      const { miner } = fleet.nodes;
      const key = (await keyOf(miner)).slice(0, 12);
      const says = async (decision: string, now: keyof NonNullable<AccessState["permission"]>) => {
        await node.types(`answer ${key} ${decision}`, new RegExp(`node ${key}`, "i"));
        await miner.readsUntil<AccessState>("/api/node", ({ permission }) => permission?.[now].length === 1);
      };
      await says("grant", "grantedBy");
      await says("deny", "deniedBy");
      await says("forget", "waitingFor");
    },
  },
];

async function keyOf(node: OperatedNode): Promise<string> {
  return (await node.reads<{ nodeKey: string }>("/api/node")).nodeKey;
}

async function peerWith(node: OperatedNode, nodeKey: string): Promise<number> {
  const peer = (await node.reads<Peer[]>("/api/peers")).find((each) => each.nodeKey === nodeKey);
  if (peer === undefined) throw new Error(`${nodeKey} is not connected`);
  return peer.peer;
}
