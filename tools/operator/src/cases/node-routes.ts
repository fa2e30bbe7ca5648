/** Routes about the node itself and its peers. */
import assert from "node:assert/strict";
import { placeOptions } from "../nodes/fleet.ts";
import { OperatedNode } from "../nodes/operated-node.ts";
import { mine } from "./fleet-deeds.ts";
import { askRoute, type RouteAt, type RouteRow } from "./route-case.ts";

/** For documentation (RFC 5737): nobody has it. */
const NOBODY = "203.0.113.7";

interface Peer {
  readonly peer: number;
  readonly nodeKey: string;
  readonly role: string;
}
interface Access {
  readonly policy: string;
  readonly requests: readonly { readonly nodeKey: string; readonly decision: string }[];
}

const keyOf = async (node: OperatedNode) => (await node.reads<{ nodeKey: string }>("/api/node")).nodeKey;
const strangerIsThere = async ({ node, fleet }: RouteAt, isThere: boolean) => {
  const nodeKey = await keyOf(fleet.stranger);
  await node.readsUntil<Peer[]>("/api/peers", (peers) => peers.some((peer) => peer.nodeKey === nodeKey) === isThere);
};

export const NODE_ROUTES: readonly RouteRow[] = [
  {
    route: "GET /api/node",
    claim: "role, network and where it listens",
    async sees(value, { node }) {
      const { role, network, listening } = value as { role: string; network: string; listening: string[] };
      assert.deepEqual({ role, network }, { role: "full-node", network: "testnet" });
      assert.deepEqual(listening, [await node.peerAddress()]);
    },
  },
  { route: "GET /healthy", claim: "the process answers", sees: (value) => assert.deepEqual(value, { healthy: true }) },
  {
    route: "GET /ready",
    claim: "it has caught up",
    role: "light-node",
    sees: (value) => assert.equal((value as { ready: boolean }).ready, true),
  },
  {
    route: "GET /openapi.json",
    claim: "a description in which every path is",
    async sees(value) {
      const { openapi, paths } = value as { openapi: string; paths: object };
      assert.match(openapi, /^3\.1/);
      assert.ok("/api/block/{hash}/raw" in paths);
    },
  },
  {
    route: "POST /api/log",
    claim: "logs more of one area from now on",
    body: () => ({ levels: "info,peers=debug" }),
    sees: (value) => assert.deepEqual(value, { levels: "info,peers=debug" }),
  },
  {
    route: "GET /api/log",
    claim: "how much is logged now",
    sees: (value) => assert.deepEqual(value, { levels: "info,peers=debug" }),
  },
  {
    route: "GET /metrics",
    claim: "figures in Prometheus' form",
    sees: (value) => assert.match(value as string, /^# TYPE triad_blocks gauge$/m),
  },
  {
    route: "POST /api/peers",
    claim: "connects to a node",
    body: async ({ fleet }) => ({ address: await fleet.stranger.peerAddress() }),
    sees: (_value, at) => strangerIsThere(at, true),
  },
  {
    route: "GET /api/peers",
    claim: "the connected ones with their roles",
    async sees(value, { fleet }) {
      const miner = await keyOf(fleet.nodes.miner);
      assert.equal((value as Peer[]).find(({ nodeKey }) => nodeKey === miner)?.role, "miner");
    },
  },
  {
    route: "DELETE /api/peers/:peer",
    claim: "disconnects it",
    async path({ node, fleet }) {
      const nodeKey = await keyOf(fleet.stranger);
      const peers = await node.reads<Peer[]>("/api/peers");
      return `/api/peers/${peers.find((peer) => peer.nodeKey === nodeKey)?.peer}`;
    },
    sees: (_value, at) => strangerIsThere(at, false),
  },
  {
    route: "POST /api/bans",
    claim: "shuts a host out",
    body: () => ({ target: NOBODY, hours: 3 }),
    sees: async (_value, { node }) => assert.equal((await node.reads<unknown[]>("/api/bans")).length, 1),
  },
  {
    route: "GET /api/bans",
    claim: "who, since when and until when",
    sees(value) {
      const [ban] = value as { kind: string; who: string; sinceUnixMs: number; untilUnixMs: number }[];
      assert.deepEqual([ban?.kind, ban?.who], ["host", NOBODY]);
      assert.equal((ban?.untilUnixMs ?? 0) - (ban?.sinceUnixMs ?? 0), 3 * 3_600_000);
    },
  },
  {
    route: "DELETE /api/bans/:target",
    claim: "lets it in again",
    path: async () => `/api/bans/${NOBODY}`,
    sees: async (_value, { node }) => assert.deepEqual(await node.reads("/api/bans"), []),
  },
  {
    route: "POST /api/access/request",
    claim: "asks the full node for its chain",
    role: "light-node",
    body: () => ({}),
    async sees(_value, { node, fleet }) {
      const asker = await keyOf(node);
      await fleet.nodes["full-node"].readsUntil<Access>("/api/access", ({ requests }) => {
        return requests.some(({ nodeKey }) => nodeKey === asker);
      });
    },
  },
  {
    route: "GET /api/access",
    claim: "the policy and who waits",
    async sees(value, { fleet }) {
      const { policy, requests } = value as Access;
      const light = await keyOf(fleet.nodes["light-node"]);
      assert.equal(policy, "ask");
      assert.equal(requests.find(({ nodeKey }) => nodeKey === light)?.decision, "pending");
    },
  },
  {
    route: "POST /api/access",
    claim: "grants it, and the one that asked knows",
    body: async ({ fleet }) => ({ nodeKey: await keyOf(fleet.nodes["light-node"]), decision: "grant" }),
    sees: (_value, { fleet }) =>
      fleet.nodes["light-node"].readsUntil<{ permission: { grantedBy: string[] } | null }>("/api/node", (state) => {
        return state.permission?.grantedBy.length === 1;
      }),
  },
];

/** A stream does not end by itself, and a node that is stopped is of no use to others: neither is asked like the rest. */
export const STOP_ROUTE: RouteRow = {
  route: "POST /api/stop",
  claim: "ends the node cleanly",
  sees: async (_value, { node }) => assert.equal(await node.ends(), 0),
};

export async function stopByApi({ fleet }: RouteAt): Promise<void> {
  const node = new OperatedNode("light-node", { options: placeOptions(fleet, "to-be-stopped") });
  await askRoute(STOP_ROUTE, { node, fleet });
}

export async function readEvents({ node, fleet }: RouteAt): Promise<void> {
  const response = await fetch(`${await node.apiUrl()}/api/events`, { signal: AbortSignal.timeout(10_000) });
  assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
  await mine(fleet);
  let read = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    read += chunk;
    if (/^data: \{.*"code":"tip-changed"/m.test(read)) return;
  }
  assert.fail(`the stream ended; it said:\n${read}`);
}
