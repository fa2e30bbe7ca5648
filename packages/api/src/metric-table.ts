/** Every metric of a node, once: what is scraped and the operator's reference are made of this table. */

export interface MetricRow {
  readonly name: `triad_${string}`;
  /** One line, also in what is scraped. */
  readonly help: string;
  readonly labels?: readonly string[];
}

/** Filled at the moment of the question. */
export const GAUGES = {
  info: { name: "triad_info", help: "Always 1", labels: ["role", "network", "version"] },
  height: { name: "triad_blocks", help: "Height of the tip" },
  headers: { name: "triad_headers", help: "Height of the best header" },
  tipTime: { name: "triad_tip_time_seconds", help: "Time of the tip's header, since 1970" },
  chainWork: { name: "triad_chain_work_hashes", help: "Expected hashes of the whole chain" },
  synchronising: { name: "triad_synchronising", help: "1 while the node catches up" },
  peers: { name: "triad_peers", help: "Connections whose greeting is done", labels: ["direction", "role"] },
  handshakes: { name: "triad_handshakes", help: "Connections whose greeting goes on" },
  sent: { name: "triad_peers_sent_bytes", help: "Bytes sent on the connections that are open" },
  received: { name: "triad_peers_received_bytes", help: "Bytes received on the connections that are open" },
  banned: { name: "triad_banned", help: "Hosts and node keys that are shut out" },
  poolTransactions: { name: "triad_mempool_transactions", help: "Transactions that wait for a block" },
  poolBytes: { name: "triad_mempool_bytes", help: "Their bytes" },
  poolFees: { name: "triad_mempool_fees", help: "Their fees, in base units" },
  hashRate: { name: "triad_mining_hashes_per_second", help: "Hash rate of this miner" },
  blocksFound: { name: "triad_mining_blocks_found", help: "Blocks that this miner found since its start" },
  templateTransactions: {
    name: "triad_mining_template_transactions",
    help: "Transactions in the block that is searched for",
  },
  templateFees: { name: "triad_mining_template_fees", help: "Their fees, in base units" },
} as const satisfies Readonly<Record<string, MetricRow>>;

export const NOTICES_COUNTER = {
  name: "triad_notices_total",
  help: "Notices since the start, by level, area and code",
  labels: ["level", "area", "code"],
} as const satisfies MetricRow;

export const METRICS: readonly MetricRow[] = [...Object.values(GAUGES), NOTICES_COUNTER];
