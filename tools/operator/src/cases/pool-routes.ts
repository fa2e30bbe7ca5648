/** Routes about the pool, the miner and the wallet. */
import assert from "node:assert/strict";
import { mine, payFromMiner } from "./fleet-deeds.ts";
import type { RouteAt, RouteRow } from "./route-case.ts";

/** Base units. */
const AMOUNT = 12_345_678;

const PASSPHRASE = "seven words nobody else would ever type";

interface Lock {
  readonly encrypted: boolean;
  readonly unlockedUntilUnixMs: number | null;
}

interface PoolEntry {
  readonly txid: string;
  readonly wish: string;
  readonly place: number | null;
}

const waits = async ({ node, fleet }: RouteAt) => {
  const txid = await payFromMiner(fleet);
  await node.readsUntil<string[]>("/api/mempool/txids", (txids) => txids.includes(txid));
  return txid;
};
const wallet = (node: RouteAt["node"]) =>
  node.reads<{ address: string; coins: number; confirmed: number }>("/api/wallet");

const lockOf = async (node: RouteAt["node"]) => {
  const { encrypted, unlockedUntilUnixMs } = await node.reads<Lock>("/api/wallet");
  return { encrypted, isUnlocked: unlockedUntilUnixMs !== null };
};

export const POOL_ROUTES: readonly RouteRow[] = [
  {
    route: "GET /api/mempool/txids",
    claim: "the payments that wait",
    async path(at) {
      await mine(at.fleet);
      await waits(at);
      return "/api/mempool/txids";
    },
    sees: (value) => assert.equal((value as string[]).length, 1),
  },
  {
    route: "GET /api/mempool",
    claim: "how many and what they pay",
    sees(value) {
      const { count, total_fee, min_fee_rate } = value as { count: number; total_fee: number; min_fee_rate: number };
      assert.equal(count, 1);
      assert.ok(total_fee > 0);
      assert.equal(min_fee_rate, 1);
    },
  },
  {
    route: "GET /api/mempool/recent",
    claim: "the newest, with fee and value",
    async sees(value, { node }) {
      const [txid] = await node.reads<string[]>("/api/mempool/txids");
      const [newest] = value as { txid: string; fee: number; value: number }[];
      assert.equal(newest?.txid, txid);
      assert.ok((newest?.value ?? 0) > (newest?.fee ?? 0));
    },
  },
  {
    route: "GET /api/mempool/entries",
    claim: "each with its place in the next block",
    role: "miner",
    sees: (value) => assert.equal((value as { entries: PoolEntry[] }).entries[0]?.place, 1),
  },
  {
    route: "POST /api/mempool/:txid",
    claim: "keeps one out of the next block",
    role: "miner",
    path: async (at) => `/api/mempool/${await waits(at)}`,
    body: () => ({ action: "exclude" }),
    async sees(value, { node, fleet }) {
      const { txid, wish } = value as PoolEntry;
      assert.equal(wish, "exclude");
      await mine(fleet);
      assert.deepEqual(await node.reads("/api/mempool/txids"), [txid]);
      await node.asks("POST", `/api/mempool/${txid}`, { body: { action: "none" } });
    },
  },
  {
    route: "GET /api/fee-estimates",
    claim: "an object of rates, without targets of which too little is known",
    sees: (value) => assert.deepEqual(value, {}),
  },
  {
    route: "GET /api/mining",
    claim: "mode, threads and whom it pays",
    role: "miner",
    sees(value) {
      const { mode, threads, payTo } = value as { mode: string; threads: number; payTo: string };
      assert.deepEqual({ mode, threads }, { mode: "off", threads: 1 });
      assert.match(payTo, /^xtri1/);
    },
  },
  {
    route: "POST /api/mining",
    claim: "mines with less power, as GET tells then",
    role: "miner",
    body: () => ({ action: "power", percent: 40 }),
    sees: async (_value, { node }) =>
      assert.equal((await node.reads<{ powerPercent: number }>("/api/mining")).powerPercent, 40),
  },
  {
    route: "GET /api/wallet",
    claim: "balance and address",
    role: "miner",
    sees(value) {
      const { confirmed, address } = value as { confirmed: number; address: string };
      assert.ok(confirmed > 0);
      assert.match(address, /^xtri1/);
    },
  },
  {
    route: "POST /api/wallet/address",
    claim: "a new address",
    role: "light-node",
    sees: (value) => assert.match((value as { address: string }).address, /^xtri1/),
  },
  {
    route: "POST /api/wallet/label",
    claim: "names an address",
    role: "light-node",
    body: async ({ node }) => ({ target: (await wallet(node)).address, label: "rent" }),
    sees: (value) => assert.match((value as { text: string }).text, /has the label "rent" now/),
  },
  {
    route: "GET /api/wallet/addresses",
    claim: "the newest first, with labels",
    role: "light-node",
    async sees(value, { node }) {
      const [newest] = value as { address: string; label: string | null }[];
      assert.deepEqual(
        { ...newest },
        { address: (await wallet(node)).address, label: "rent", received: 0, payments: 0 },
      );
    },
  },
  {
    route: "POST /api/wallet/send",
    claim: "pays, which the one that is paid sees in a block",
    role: "miner",
    body: async ({ fleet }) => ({ to: (await wallet(fleet.nodes["light-node"])).address, amount: AMOUNT, feeRate: 3 }),
    async sees(_value, { fleet }) {
      await mine(fleet);
      await fleet.nodes["light-node"].readsUntil<{ confirmed: number }>("/api/wallet", (state) => {
        return state.confirmed === AMOUNT;
      });
    },
  },
  {
    route: "POST /api/wallet/bump",
    claim: "puts a payment with a higher fee in the place of one that waits",
    role: "miner",
    body: async ({ fleet }) => ({ txid: await payFromMiner(fleet), feeRate: 40 }),
    async sees(value, { node }) {
      const { entries } = await node.reads<{ entries: { txid: string; feeRate: number }[] }>("/api/mempool/entries");
      const { txid } = value as { txid: string };
      assert.ok((entries.find((entry) => entry.txid === txid)?.feeRate ?? 0) >= 40);
    },
  },
  {
    route: "POST /api/wallet/abandon",
    claim: "forgets a payment that waits",
    role: "miner",
    body: async ({ fleet }) => ({ txid: await payFromMiner(fleet) }),
    async sees(value, { fleet }) {
      assert.match((value as { text: string }).text, /is forgotten/);
      await mine(fleet);
    },
  },
  {
    route: "POST /api/wallet/passphrase",
    claim: "encrypts the wallet, which is locked then",
    role: "light-node",
    body: () => ({ new: PASSPHRASE }),
    sees: async (_value, { node }) => assert.deepEqual(await lockOf(node), { encrypted: true, isUnlocked: false }),
  },
  {
    route: "POST /api/wallet/unlock",
    claim: "lets it pay",
    role: "light-node",
    body: () => ({ passphrase: PASSPHRASE, seconds: 60 }),
    sees: async (_value, { node }) => assert.deepEqual(await lockOf(node), { encrypted: true, isUnlocked: true }),
  },
  {
    route: "POST /api/wallet/lock",
    claim: "ends that",
    role: "light-node",
    sees: async (_value, { node }) => assert.deepEqual(await lockOf(node), { encrypted: true, isUnlocked: false }),
  },
  {
    route: "GET /api/wallet/history",
    claim: "as many payments as are asked for",
    role: "miner",
    path: async () => "/api/wallet/history?count=2",
    sees: (value) => assert.equal((value as unknown[]).length, 2),
  },
];
