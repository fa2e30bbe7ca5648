/** Metrics: each is what the API says of the same thing. */
import assert from "node:assert/strict";
import type { RoleName } from "@triad/host-nodejs";
import type { OperatedNode } from "../nodes/operated-node.ts";
import { payFromMiner } from "./fleet-deeds.ts";
import type { OperatorCase } from "./operator-case.ts";

/** Labels as they are printed, and value, of each line of one metric. */
type Lines = ReadonlyMap<string, number>;

interface MetricRow {
  readonly metric: string;
  readonly claim: string;
  /** Whose metrics are read: the miner's unless given. */
  readonly role?: RoleName;
  readonly sees: (lines: Lines, node: OperatedNode) => unknown;
}

interface State {
  readonly height: number;
  readonly headers: number;
  readonly tipTime: number;
  readonly chainWork: string;
  readonly version: string;
}
interface Pool {
  readonly count: number;
  readonly bytes: number;
  readonly total_fee: number;
}
interface Mining {
  readonly hashesPerSecond: number;
  readonly blocksFound: number;
  readonly templateTransactions: number;
  readonly templateFees: number;
}

const METRIC_ROWS: readonly MetricRow[] = [
  {
    metric: "triad_info",
    claim: "says role, network and version",
    async sees(lines, node) {
      const { version } = await node.reads<State>("/api/node");
      assert.deepEqual([...lines], [[`{role="miner",network="testnet",version="${version}"}`, 1]]);
    },
  },
  ...sameAs<State>("/api/node", {
    triad_blocks: ({ height }) => height,
    triad_headers: ({ headers }) => headers,
    triad_tip_time_seconds: ({ tipTime }) => tipTime,
    triad_chain_work_hashes: ({ chainWork }) => Number(`0x${chainWork}`),
  }),
  {
    metric: "triad_synchronising",
    claim: "is 0 once the node has caught up",
    sees: (lines) => assert.equal(lines.get(""), 0),
  },
  {
    metric: "triad_peers",
    claim: "counts by direction and role",
    role: "full-node",
    sees(lines) {
      assert.equal(lines.get('{direction="inbound",role="miner"}'), 1);
      assert.equal(lines.get('{direction="inbound",role="light-node"}'), 1);
      assert.equal(lines.get('{direction="outbound",role="full-node"}'), 0);
    },
  },
  {
    metric: "triad_handshakes",
    claim: "is 0 when all have greeted",
    sees: (lines) => assert.equal(lines.get(""), 0),
  },
  ...["sent", "received"].map(
    (way): MetricRow => ({
      metric: `triad_peers_${way}_bytes`,
      claim: "is at least what a greeting takes",
      sees: (lines) => assert.ok((lines.get("") ?? 0) > 100),
    }),
  ),
  {
    metric: "triad_banned",
    claim: "counts a ban",
    async sees(_lines, node) {
      await node.asks("POST", "/api/bans", { body: { target: "203.0.113.9" } });
      assert.equal((await linesOf(node, "triad_banned")).get(""), 1);
      await node.asks("DELETE", "/api/bans/203.0.113.9");
    },
  },
  ...sameAs<Pool>("/api/mempool", {
    triad_mempool_transactions: ({ count }) => count,
    triad_mempool_bytes: ({ bytes }) => bytes,
    triad_mempool_fees: ({ total_fee }) => total_fee,
  }),
  ...sameAs<Mining>("/api/mining", {
    triad_mining_blocks_found: ({ blocksFound }) => blocksFound,
    triad_mining_template_transactions: ({ templateTransactions }) => templateTransactions,
    triad_mining_template_fees: ({ templateFees }) => templateFees,
  }),
  {
    metric: "triad_mining_hashes_per_second",
    claim: "rises above 0 while it searches",
    async sees(_lines, node) {
      await node.asks("POST", "/api/mining", { body: { action: "start" } });
      await node.readsUntil<Mining>("/api/mining", ({ hashesPerSecond }) => hashesPerSecond > 0);
      assert.ok(((await linesOf(node, "triad_mining_hashes_per_second")).get("") ?? 0) > 0);
      await node.asks("POST", "/api/mining", { body: { action: "stop" } });
    },
  },
  {
    metric: "triad_notices_total",
    claim: "has counted every block",
    async sees(lines, node) {
      const { height } = await node.reads<State>("/api/node");
      const [, blocks = 0] = [...lines].find(([labels]) => labels.includes('code="tip-changed"')) ?? [];
      assert.ok(blocks >= height, `${blocks} notices of ${height} blocks`);
    },
  },
];

export const METRIC_CASES: readonly OperatorCase[] = METRIC_ROWS.map(({ metric, claim, role = "miner", sees }) => ({
  touches: `metric ${metric}`,
  title: `${metric}: ${claim}`,
  async run(fleet) {
    const node = fleet.nodes[role];
    if (metric.includes("mempool") || metric.includes("template")) {
      const txid = await payFromMiner(fleet);
      await node.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
    }
    await sees(await linesOf(node, metric), node);
  },
}));

function sameAs<Value>(path: string, fields: Readonly<Record<string, (value: Value) => number>>): readonly MetricRow[] {
  return Object.entries(fields).map(([metric, read]) => ({
    metric,
    claim: `is what ${path} says`,
    async sees(lines, node) {
      const expected = read(await node.reads<Value>(path));
      assert.equal(lines.get(""), expected);
    },
  }));
}

async function linesOf(node: OperatedNode, metric: string): Promise<Lines> {
  const text = (await node.asks("GET", "/metrics", { token: undefined })).value as string;
  const found = [...text.matchAll(new RegExp(`^${metric}(\\{.*\\})? (\\S+)$`, "gm"))];
  return new Map(found.map(([, labels = "", value]) => [labels, Number(value)]));
}
