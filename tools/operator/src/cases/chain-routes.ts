/** Routes about blocks, transactions and the whole chain. */
import assert from "node:assert/strict";
import { newestBlock, payFromMiner, strangersBlock, strangersPayment } from "./fleet-deeds.ts";
import type { RouteAt, RouteRow } from "./route-case.ts";

const HASH = /^[0-9a-f]{64}$/;

interface Block {
  readonly id: string;
  readonly height: number;
  readonly tx_count: number;
}
interface Status {
  readonly confirmed: boolean;
  readonly block_hash?: string;
}

const ofTip =
  (rest: string) =>
  async ({ fleet }: RouteAt) =>
    `/api/block/${(await newestBlock(fleet)).hash}${rest}`;
const ofPayment =
  (rest: string) =>
  async ({ fleet }: RouteAt) => {
    const txid = await payFromMiner(fleet);
    await fleet.nodes["full-node"].readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
    return `/api/tx/${txid}${rest}`;
  };
const ofConfirmed =
  (rest: string) =>
  async ({ fleet }: RouteAt) =>
    `/api/tx/${(await newestBlock(fleet)).txids[0]}${rest}`;

export const CHAIN_ROUTES: readonly RouteRow[] = [
  {
    route: "GET /api/blocks/tip/height",
    claim: "the height that the node tells",
    sees: async (value, { node }) =>
      assert.equal(Number(value), (await node.reads<{ height: number }>("/api/node")).height),
  },
  {
    route: "GET /api/blocks/tip/hash",
    claim: "the hash that the node tells",
    sees: async (value, { node }) => assert.equal(value, (await node.reads<{ tipHash: string }>("/api/node")).tipHash),
  },
  {
    route: "GET /api/blocks",
    claim: "ten blocks from the tip downwards",
    async sees(value, { fleet }) {
      const blocks = value as Block[];
      assert.equal(blocks[0]?.id, (await newestBlock(fleet)).hash);
      assert.equal(blocks.length, 10);
    },
  },
  {
    route: "GET /api/blocks/:startHeight",
    claim: "from a height downwards to the first",
    path: async () => "/api/blocks/3",
    sees: (value) =>
      assert.deepEqual(
        (value as Block[]).map(({ height }) => height),
        [3, 2, 1, 0],
      ),
  },
  {
    route: "GET /api/block/:hash",
    claim: "the block with this hash",
    path: ofTip(""),
    async sees(value, { fleet }) {
      const { hash, txids } = await newestBlock(fleet);
      assert.equal((value as Block).id, hash);
      assert.equal((value as Block).tx_count, txids.length);
    },
  },
  {
    route: "GET /api/block/:hash/header",
    claim: "80 bytes in hexadecimal",
    path: ofTip("/header"),
    sees: (value) => assert.match(value as string, /^[0-9a-f]{160}$/),
  },
  {
    route: "GET /api/block/:hash/txids",
    claim: "begins with the coinbase's id",
    path: ofTip("/txids"),
    sees: (value) => assert.match((value as string[])[0] ?? "", HASH),
  },
  {
    route: "GET /api/block/:hash/txid/:index",
    claim: "the id at a place",
    path: ofTip("/txid/0"),
    sees: async (value, { fleet }) => assert.equal(value, (await newestBlock(fleet)).txids[0]),
  },
  ...["", "/:startIndex"].map(
    (start): RouteRow => ({
      route: `GET /api/block/:hash/txs${start}`,
      claim: "transactions, the coinbase first",
      path: ofTip(`/txs${start.replace(":startIndex", "0")}`),
      sees: async (value, { fleet }) =>
        assert.deepEqual(
          (value as { txid: string }[]).map(({ txid }) => txid),
          (await newestBlock(fleet)).txids,
        ),
    }),
  ),
  {
    route: "GET /api/block/:hash/filter",
    claim: "the filter and what its header commits to",
    path: ofTip("/filter"),
    sees: (value) => assert.deepEqual(Object.keys(value as object), ["filter", "tx_root", "history_root"]),
  },
  {
    route: "GET /api/block/:hash/raw",
    claim: "octets that hold the header",
    path: ofTip("/raw"),
    async sees(value, { node, fleet }) {
      const header = await node.reads<string>(`/api/block/${(await newestBlock(fleet)).hash}/header`);
      assert.ok(
        Buffer.from(value as string, "latin1")
          .toString("hex")
          .includes(header),
      );
    },
  },
  {
    route: "GET /api/block-height/:height",
    claim: "the hash at a height",
    path: async () => "/api/block-height/3",
    sees: async (value, { node }) => assert.equal(value, (await node.reads<Block[]>("/api/blocks/3"))[0]?.id),
  },
  {
    route: "POST /api/block",
    claim: "takes a block, which is the tip then",
    body: async ({ fleet }) => (await strangersBlock(fleet)).hex,
    sees: async (value, { node }) => assert.equal(await node.reads("/api/blocks/tip/hash"), value),
  },
  {
    route: "GET /api/tx/:txid",
    claim: "a payment that waits",
    path: ofPayment(""),
    sees(value) {
      const { vin, fee, status } = value as { vin: { txid: string }[]; fee: number; status: Status };
      assert.match(vin[0]?.txid ?? "", HASH);
      assert.ok(fee > 0);
      assert.equal(status.confirmed, false);
    },
  },
  {
    route: "GET /api/tx/:txid/status",
    claim: "confirmed, and in which block",
    path: ofConfirmed("/status"),
    async sees(value, { fleet }) {
      const { confirmed, block_hash } = value as Status;
      assert.deepEqual({ confirmed, block_hash }, { confirmed: true, block_hash: (await newestBlock(fleet)).hash });
    },
  },
  {
    route: "GET /api/tx/:txid/merkle-proof",
    claim: "what shows that it is in its block",
    path: ofConfirmed("/merkle-proof"),
    async sees(value, { fleet }) {
      const { block_hash, pos } = value as { block_hash: string; pos: number };
      assert.deepEqual({ block_hash, pos }, { block_hash: (await newestBlock(fleet)).hash, pos: 0 });
    },
  },
  {
    route: "GET /api/tx/:txid/raw",
    claim: "octets",
    path: ofPayment("/raw"),
    sees: (value, _at, { type }) => {
      assert.equal(type, "application/octet-stream");
      assert.ok((value as string).length > 0);
    },
  },
  {
    route: "POST /api/tx",
    claim: "takes a payment into the pool and tells the others",
    body: async ({ fleet }) => (await strangersPayment(fleet)).hex,
    sees: async (value, { fleet }) =>
      fleet.nodes.miner.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(value as string)),
  },
  {
    route: "GET /api/chain",
    claim: "the complete chain as a file",
    sees(value, _at, { headers }) {
      assert.match(value as string, /^TRIAD/);
      assert.match(headers.get("content-disposition") ?? "", /filename/);
    },
  },
];
