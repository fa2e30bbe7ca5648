/**
 * What a monitor reads (Prometheus' text format). The process's own figures have the names that prom-client gives them in
 * every program; the node's begin with `triad_`. Gauges are filled at the moment of the question, from the operator's
 * vocabulary, so a node that nobody watches spends nothing on it.
 */
import type { OperatorCommand, OperatorValue } from "@triad/roles";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { ApiNode } from "./api-node.ts";
import { GAUGES, type MetricRow, NOTICES_COUNTER } from "./metric-table.ts";
import { PUBLIC_AREAS } from "./public-areas.ts";

type ValueOf<Of extends OperatorValue["of"]> = Extract<OperatorValue, { of: Of }>;

export interface Metrics {
  /** In Prometheus' text format. */
  show(): Promise<{ readonly text: string; readonly type: string }>;
  /** Counts no more. */
  end(): void;
}

export function createMetrics(node: ApiNode): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const notices = new Counter({
    name: NOTICES_COUNTER.name,
    help: NOTICES_COUNTER.help,
    labelNames: [...NOTICES_COUNTER.labels],
    registers: [registry],
  });
  const unsubscribe = node.subscribe(({ level, area, code }) => {
    if (PUBLIC_AREAS.has(area)) notices.inc({ level, area, code });
  });
  const gauges = gaugesOf(registry);
  return {
    async show() {
      await fill(gauges, node);
      return { text: await registry.metrics(), type: registry.contentType };
    },
    end() {
      unsubscribe();
      registry.clear();
    },
  };
}

type Gauges = ReturnType<typeof gaugesOf>;

function gaugesOf(registry: Registry) {
  const rows: readonly (readonly [string, MetricRow])[] = Object.entries(GAUGES);
  const gauges = rows.map(([key, { name, help, labels = [] }]) => {
    return [key, new Gauge({ name, help, labelNames: [...labels], registers: [registry] })] as const;
  });
  return Object.fromEntries(gauges) as Readonly<Record<keyof typeof GAUGES, Gauge>>;
}

async function fill(gauges: Gauges, node: ApiNode): Promise<void> {
  const { node: view } = (await find(node, { name: "node" }, "node")) ?? {};
  if (view !== undefined) {
    gauges.info.set({ role: view.role, network: view.network, version: node.version }, 1);
    gauges.height.set(view.height);
    gauges.headers.set(view.headers);
    gauges.tipTime.set(view.tipTime);
    gauges.chainWork.set(Number(BigInt(`0x${view.chainWork}`)));
    gauges.synchronising.set(view.synchronising ? 1 : 0);
  }
  fillPeers(gauges, (await find(node, { name: "peers" }, "peers"))?.peers ?? []);
  gauges.banned.set((await find(node, { name: "bans" }, "bans"))?.bans.length ?? 0);
  const { pool } = (await find(node, { name: "pool" }, "pool")) ?? {};
  if (pool !== undefined) {
    gauges.poolTransactions.set(pool.transactions);
    gauges.poolBytes.set(pool.bytes);
    gauges.poolFees.set(pool.fees);
  }
  const { mining } = (await find(node, { name: "mining" }, "mining")) ?? {};
  if (mining !== undefined) {
    gauges.hashRate.set(mining.hashesPerSecond);
    gauges.blocksFound.set(mining.blocksFound);
    gauges.templateTransactions.set(mining.templateTransactions);
    gauges.templateFees.set(mining.templateFees);
  }
}

function fillPeers(gauges: Gauges, peers: ValueOf<"peers">["peers"]): void {
  gauges.peers.reset();
  // a monitor that looks for too few outbound connections must see the zero
  for (const direction of ["inbound", "outbound"] as const) {
    for (const role of ["full-node", "miner", "light-node"]) gauges.peers.set({ direction, role }, 0);
  }
  const ready = peers.filter(({ state }) => state === "ready");
  for (const { direction, role } of ready) gauges.peers.inc({ direction, role });
  gauges.handshakes.set(peers.length - ready.length);
  gauges.sent.set(peers.reduce((sum, { bytesSent }) => sum + bytesSent, 0));
  gauges.received.set(peers.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0));
}

/** Undefined where the role has no such thing. */
async function find<Of extends OperatorValue["of"]>(
  node: ApiNode,
  command: OperatorCommand,
  of: Of,
): Promise<ValueOf<Of> | undefined> {
  const reply = await node.ask(command);
  return reply.ok && reply.value.of === of ? (reply.value as ValueOf<Of>) : undefined;
}
