/** Routes about addresses, of a full node that keeps an index of them. */
import assert from "node:assert/strict";
import { minersAddress, payFromMiner } from "./fleet-deeds.ts";
import type { RouteAt, RouteRow } from "./route-case.ts";

interface Listed {
  readonly txid: string;
  readonly vout: readonly { readonly scriptpubkey_address: string }[];
  readonly status: { readonly confirmed: boolean; readonly block_height?: number };
}

const ofMiner =
  (rest: string) =>
  async ({ fleet }: RouteAt) =>
    `/api/address/${await minersAddress(fleet)}${rest}`;
/** Of the full node's own address, which is paid first. */
const ofPaid =
  (rest: string) =>
  async ({ fleet }: RouteAt) => {
    const { address } = await fleet.nodes["full-node"].reads<{ address: string }>("/api/wallet");
    const txid = await payFromMiner(fleet, address);
    await fleet.nodes["full-node"].readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
    return `/api/address/${address}${rest}`;
  };

function isNewestFirst(value: unknown): void {
  const heights = (value as Listed[]).map(({ status }) => status.block_height ?? Number.POSITIVE_INFINITY);
  assert.ok(heights.length > 0);
  assert.deepEqual(
    heights,
    heights.toSorted((a, b) => b - a),
  );
}

export const ADDRESS_ROUTES: readonly RouteRow[] = [
  {
    route: "GET /api/address/:address",
    claim: "what the miner's address has earned",
    path: ofMiner(""),
    async sees(value, { fleet }) {
      const { address, chain_stats } = value as { address: string; chain_stats: Record<string, number> };
      assert.equal(address, await minersAddress(fleet));
      assert.ok((chain_stats["funded_txo_sum"] ?? 0) > 0);
      assert.ok((chain_stats["tx_count"] ?? 0) >= (chain_stats["funded_txo_count"] ?? 0) / 2);
    },
  },
  {
    route: "GET /api/address/:address/txs",
    claim: "what waits first, then blocks from the tip downwards",
    path: ofPaid("/txs"),
    sees(value) {
      isNewestFirst(value);
      assert.equal((value as Listed[])[0]?.status.confirmed, false);
    },
  },
  {
    route: "GET /api/address/:address/txs/chain",
    claim: "what is in blocks, from the tip downwards",
    path: ofMiner("/txs/chain"),
    sees: isNewestFirst,
  },
  {
    route: "GET /api/address/:address/txs/chain/:lastSeenTxid",
    claim: "goes on below the last one",
    async path(at) {
      const path = await ofMiner("/txs/chain")(at);
      const [first] = await at.node.reads<Listed[]>(path);
      return `${path}/${first?.txid}`;
    },
    async sees(value, at) {
      const page = await at.node.reads<Listed[]>(await ofMiner("/txs/chain")(at));
      assert.equal((value as Listed[])[0]?.txid, page[1]?.txid);
    },
  },
  {
    route: "GET /api/address/:address/txs/mempool",
    claim: "what waits alone",
    path: ofPaid("/txs/mempool"),
    sees: (value) => assert.ok((value as Listed[]).every(({ status }) => !status.confirmed)),
  },
  {
    route: "GET /api/address/:address/utxo",
    claim: "coins that make up its balance",
    path: ofMiner("/utxo"),
    async sees(value, at) {
      const { chain_stats: chain } = await at.node.reads<{ chain_stats: Record<string, number> }>(
        await ofMiner("")(at),
      );
      const confirmed = (value as { value: number; status: Listed["status"] }[]).filter(
        (coin) => coin.status.confirmed,
      );
      const sum = confirmed.reduce((all, coin) => all + coin.value, 0);
      // what the pool spends of it is not listed
      assert.ok(sum > 0 && sum <= (chain["funded_txo_sum"] ?? 0) - (chain["spent_txo_sum"] ?? 0));
    },
  },
];
