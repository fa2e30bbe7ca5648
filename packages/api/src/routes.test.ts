/** Longer than 400 lines because it goes through every row of one table. */
import { createHash } from "node:crypto";
import type { OperatorCommand } from "@triad/roles";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROUTES } from "./routes.ts";
import { type ApiServer, createServer } from "./server.ts";
import { type FakeNode, makeFakeNode, TOKEN } from "./testing/fake-node.ts";
import * as sample from "./testing/sample-views.ts";

let node: FakeNode;
let server: ApiServer;

beforeEach(() => {
  node = makeFakeNode();
  server = createServer(node, "127.0.0.1", ROUTES);
});
afterEach(() => server.app.close());

const withToken = { authorization: `Bearer ${TOKEN}` };

function get(url: string) {
  return server.app.inject({ method: "GET", url, headers: withToken });
}

function post(url: string, payload: unknown) {
  const headers = { ...withToken, "content-type": "application/json" };
  return server.app.inject({ method: "POST", url, headers, payload: JSON.stringify(payload) });
}

function postHex(url: string, payload: string, type = "text/plain") {
  return server.app.inject({ method: "POST", url, headers: { ...withToken, "content-type": type }, payload });
}

describe("the node", () => {
  it("shows itself with its version", async () => {
    expect((await get("/api/node")).json()).toEqual({ ...sample.NODE, version: "1.2.3" });
  });

  it("is healthy without being asked", async () => {
    const response = await get("/healthy");
    expect(response.statusCode).toBe(200);
    expect(node.asked).toEqual([]);
  });

  it("is ready unless it synchronises", async () => {
    expect((await get("/ready")).statusCode).toBe(200);
    node.synchronising = true;
    const response = await get("/ready");
    expect(response.statusCode).toBe(503);
    expect(response.json().code).toBe("synchronising");
  });

  it("stops after it has answered", async () => {
    const response = await server.app.inject({ method: "POST", url: "/api/stop", headers: withToken });
    expect(response.statusCode).toBe(202);
    await expect.poll(() => node.stops).toBe(1);
  });
});

describe("the log", () => {
  it("shows its levels and takes others", async () => {
    expect((await get("/api/log")).json()).toEqual({ levels: "info" });
    expect((await post("/api/log", { levels: "warn,peers=debug" })).json()).toEqual({ levels: "warn,peers=debug" });
    expect((await get("/api/log")).json()).toEqual({ levels: "warn,peers=debug" });
  });

  it("tells in words what is no level: bad-log-levels", async () => {
    const response = await post("/api/log", { levels: "loud" });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ code: "bad-log-levels", message: '"loud" is no level of the log.' });
    expect((await post("/api/log", { levels: "x".repeat(301) })).json().code).toBe("bad-request");
  });
});

describe("peers", () => {
  it("are listed", async () => {
    expect((await get("/api/peers")).json()).toEqual([sample.PEER]);
  });

  it("are connected to by address", async () => {
    expect((await post("/api/peers", { address: "[::1]:9000" })).json()).toEqual({ text: "Connecting." });
    expect(node.asked).toEqual([{ name: "connect", address: "[::1]:9000" }]);
  });

  it("are banned, listed and let in again", async () => {
    expect((await post("/api/bans", { target: "192.0.2.9", hours: 2 })).json()).toEqual({ text: "Did ban." });
    expect((await get("/api/bans")).json()).toEqual([]);
    const url = `/api/bans/${encodeURIComponent("2001:db8::1")}`;
    expect((await server.app.inject({ method: "DELETE", url, headers: withToken })).json()).toEqual({
      text: "Did unban.",
    });
    expect(node.asked).toEqual([
      { name: "ban", target: "192.0.2.9", hours: 2 },
      { name: "bans" },
      { name: "unban", target: "2001:db8::1" },
    ]);
    expect((await post("/api/bans", { target: "192.0.2.9", hours: 0 })).json().message).toBe(
      "hours must be a number of hours above 0, at most 87600.",
    );
  });

  it("are disconnected by number", async () => {
    const remove = (peer: string) =>
      server.app.inject({ method: "DELETE", url: `/api/peers/${peer}`, headers: withToken });
    expect((await remove("7")).statusCode).toBe(200);
    expect((await remove("8")).statusCode).toBe(404);
    expect((await remove("seven")).json()).toEqual({
      code: "bad-request",
      message: "peer must be a peer's number, see /api/peers.",
    });
  });
});

describe("access to the chain", () => {
  it("shows policy and requests", async () => {
    expect((await get("/api/access")).json()).toEqual({ policy: "ask", requests: [sample.ACCESS_REQUEST] });
  });

  it("is granted and denied by node key or its first digits, in either case", async () => {
    expect((await post("/api/access", { nodeKey: "4444", decision: "grant" })).json()).toEqual({ text: "Did grant." });
    await post("/api/access", { nodeKey: "AB", decision: "deny" });
    expect(node.asked.at(-1)).toEqual({ name: "decide-access", nodeKey: "ab", decision: "deny" });
  });

  it("is asked for, of all full nodes or of one peer", async () => {
    expect((await post("/api/access/request", {})).json()).toEqual({ text: "Asked." });
    await post("/api/access/request", { peer: 7 });
    expect(node.asked).toEqual([{ name: "request-access" }, { name: "request-access", peer: 7 }]);
    expect((await post("/api/access/request", { peer: "7" })).statusCode).toBe(400);
  });

  it("is decided about in no other words", async () => {
    for (const body of [
      { nodeKey: "xy", decision: "grant" },
      { nodeKey: "44", decision: "maybe" },
      { nodeKey: "44" },
    ]) {
      expect((await post("/api/access", body)).statusCode).toBe(400);
    }
    expect(node.asked).toEqual([]);
  });
});

describe("blocks", () => {
  it("have a tip, as text", async () => {
    const height = await get("/api/blocks/tip/height");
    expect(height.body).toBe("12");
    expect(height.headers["content-type"]).toMatch(/^text\/plain/);
    expect((await get("/api/blocks/tip/hash")).body).toBe(sample.hashOf(12));
  });

  it("are listed ten at a time from the tip, newest first", async () => {
    const blocks = (await get("/api/blocks")).json();
    expect(blocks.map((block: { height: number }) => block.height)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(blocks[0].previousblockhash).toBe(blocks[1].id);
  });

  it("are listed from a height downwards, to the first", async () => {
    const blocks = (await get("/api/blocks/2")).json();
    expect(blocks.map((block: { height: number }) => block.height)).toEqual([2, 1, 0]);
    expect(blocks[2].previousblockhash).toBeNull();
  });

  it("are shown under Esplora's names", async () => {
    expect((await get(`/api/block/${sample.hashOf(5)}`)).json()).toEqual({
      id: sample.hashOf(5),
      height: 5,
      version: 1,
      timestamp: 1_700_000_005,
      tx_count: 1,
      size: 200,
      merkle_root: "ab".repeat(32),
      previousblockhash: sample.hashOf(4),
      nonce: 35,
      bits: 0x207fffff,
      confirmations: 8,
      chain_work: sample.hashOf(10),
      filter_hash: "cd".repeat(32),
      history_root: "ef".repeat(32),
    });
  });

  it("are found by a hash in upper case", async () => {
    expect((await get(`/api/block/${sample.hashOf(10).toUpperCase()}`)).json().height).toBe(10);
  });

  it("give their header, transaction ids and encoding", async () => {
    const path = `/api/block/${sample.hashOf(5)}`;
    expect((await get(`${path}/header`)).body).toMatch(/^[0-9a-f]{160}$/);
    expect((await get(`${path}/txids`)).json()).toEqual([sample.hashOf(1005)]);
    const raw = await get(`${path}/raw`);
    expect(raw.headers["content-type"]).toBe("application/octet-stream");
    expect([...raw.rawPayload]).toEqual([10, 11, 12]);
  });

  it("give their transactions in pages of 25, each by one question", async () => {
    const path = `/api/block/${sample.hashOf(3)}/txs`;
    const first = (await get(path)).json();
    expect(first).toHaveLength(25);
    expect(first[0]).toMatchObject({ txid: sample.PAGED[0]?.txid, status: { confirmed: true, block_height: 3 } });
    expect((await get(`${path}/25`)).json()[0].txid).toBe(sample.PAGED[25]?.txid);
    expect((await get(`${path}/50`)).json()).toHaveLength(10);
    expect(node.asked).toHaveLength(3);
    expect((await get(`${path}/75`)).statusCode).toBe(404);
    const between = await get(`${path}/26`);
    expect(between.statusCode).toBe(400);
    expect(between.json().message).toBe("startIndex must be a multiple of 25, the length of a page.");
    expect((await get(`${path}/x`)).statusCode).toBe(400);
  });

  it("give the id of the transaction at a place", async () => {
    const path = `/api/block/${sample.hashOf(3)}/txid`;
    expect((await get(`${path}/59`)).body).toBe(sample.PAGED[59]?.txid);
    expect((await get(`${path}/60`)).statusCode).toBe(404);
    expect((await get(`${path}/-1`)).statusCode).toBe(400);
  });

  it("of which only the header is kept have no body: not-found", async () => {
    const path = `/api/block/${sample.hashOf(sample.HEADER_ONLY_HEIGHT)}`;
    expect((await get(`${path}/header`)).statusCode).toBe(200);
    for (const part of ["txids", "raw"]) {
      const response = await get(`${path}/${part}`);
      expect(response.statusCode).toBe(404);
      expect(response.json().code).toBe("not-found");
    }
  });

  it("have a hash at each height up to the tip", async () => {
    expect((await get("/api/block-height/0")).body).toBe(sample.hashOf(0));
    expect((await get("/api/block-height/12")).body).toBe(sample.hashOf(12));
    const above = await get("/api/block-height/13");
    expect(above.statusCode).toBe(404);
    expect(above.json()).toEqual({ code: "not-found", message: "There is no block at height 13; the tip is at 12." });
  });

  it.each(["-1", "1.5", "01", "1e3", "x", "12345678901"])("have no height %s", async (height) => {
    for (const path of ["/api/block-height", "/api/blocks"]) {
      const response = await get(`${path}/${height}`);
      expect(response.statusCode).toBe(400);
      expect(response.json().code).toBe("bad-request");
    }
    expect(node.asked).toEqual([]);
  });

  it.each(["00", "g".repeat(64), "0".repeat(63), "0".repeat(65)])("have no hash %s", async (hash) => {
    const response = await get(`/api/block/${hash}`);
    expect(response.json()).toEqual({ code: "bad-request", message: "hash must be 64 hexadecimal digits." });
  });

  it("are submitted as hexadecimal text", async () => {
    const response = await postHex("/api/block", `${sample.SUBMITTED_HEX.toUpperCase()}\n`);
    const once = createHash("sha256").update(Buffer.alloc(80)).digest();
    expect(response.body).toBe(createHash("sha256").update(once).digest().reverse().toString("hex"));
    expect(node.asked).toEqual([{ name: "submit-block", rawHex: sample.SUBMITTED_HEX }]);
  });
});

describe("transactions", () => {
  const { txid } = sample.CONFIRMED;

  it("are shown under Esplora's names", async () => {
    expect((await get(`/api/tx/${txid}`)).json()).toEqual({
      txid,
      wtxid: sample.CONFIRMED.wtxid,
      locktime: 0,
      memo: "6869",
      vin: [{ txid: sample.hashOf(77), vout: 1, prevout: { value: 5_300, scriptpubkey_address: "tri1payer" } }],
      vout: [{ value: 5_000, scriptpubkey_address: "tri1someone" }],
      size: 250,
      fee: 300,
      status: { confirmed: true, block_height: 3, block_hash: sample.hashOf(3), block_time: 1_700_000_003 },
    });
  });

  it("have a status", async () => {
    expect((await get(`/api/tx/${txid}/status`)).json()).toMatchObject({ confirmed: true, block_height: 3 });
    expect((await get(`/api/tx/${sample.POOLED.txid}/status`)).json()).toEqual({ confirmed: false });
  });

  it("give their encoding", async () => {
    expect([...(await get(`/api/tx/${txid}/raw`)).rawPayload]).toEqual([1, 2, 3, 255]);
  });

  it("that nobody knows are not-found", async () => {
    for (const part of ["", "/status", "/raw"]) {
      const response = await get(`/api/tx/${sample.hashOf(9)}${part}`);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toEqual({ code: "not-found", message: "There is no such thing." });
    }
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json"])(
    "are broadcast as %s",
    async (type) => {
      expect((await postHex("/api/tx", "0102", type)).body).toBe(sample.POOLED.txid);
      expect(node.asked).toEqual([{ name: "broadcast-transaction", rawHex: "0102" }]);
    },
  );

  it.each(["", "0", "0x01", "zz", "01 02", '{"tx":"01"}'])("are not broadcast from %j", async (body) => {
    const response = await postHex("/api/tx", body);
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe("bad-request");
    expect(response.json().message).toMatch(/hexadecimal/);
    expect(node.asked).toEqual([]);
  });
});

describe("addresses", () => {
  const address = "tri1someone";
  const path = `/api/address/${address}`;

  it("show what they received and spent, under Esplora's names", async () => {
    const totals = {
      tx_count: 4,
      funded_txo_count: 3,
      funded_txo_sum: 9_000,
      spent_txo_count: 1,
      spent_txo_sum: 4_000,
    };
    expect((await get(path)).json()).toEqual({
      address,
      chain_stats: totals,
      mempool_stats: { tx_count: 1, funded_txo_count: 1, funded_txo_sum: 5_000, spent_txo_count: 0, spent_txo_sum: 0 },
    });
  });

  it("list the pool's transactions, then those of the chain in pages of 25", async () => {
    const first = (await get(`${path}/txs`)).json();
    expect([first.length, first[0].status]).toEqual([26, { confirmed: false }]);
    const chain = (await get(`${path}/txs/chain`)).json();
    expect(chain).toEqual(first.slice(1));
    const next = (await get(`${path}/txs/chain/${chain.at(-1).txid}`)).json();
    expect([next.length, next[0].txid]).toEqual([25, sample.PAGED[25]?.txid]);
    expect((await get(`${path}/txs/mempool`)).json()).toHaveLength(1);
    expect(node.asked.map((command) => ({ ...command, name: undefined, address: undefined }))).toEqual([
      { pooled: 50, confirmed: 25 },
      { pooled: 0, confirmed: 25 },
      { pooled: 0, confirmed: 25, after: chain.at(-1).txid },
      { pooled: 50, confirmed: 0 },
    ]);
    expect((await get(`${path}/txs/chain/xyz`)).statusCode).toBe(400);
  });

  it("list their coins in pages, each with a link to the next", async () => {
    const first = await get(`${path}/utxo`);
    const { txid } = sample.CONFIRMED;
    const status = { confirmed: true, block_height: 3, block_hash: sample.hashOf(3), block_time: 1_700_000_003 };
    expect(first.json()).toEqual([{ txid, vout: 0, value: 5_000, status }]);
    expect(first.headers["link"]).toBe(`<${path}/utxo?after=${txid}:0>; rel="next"`);
    const last = await get(`${path}/utxo?after=${txid}:0`);
    expect(last.json()).toEqual([{ txid: sample.POOLED.txid, vout: 1, value: 700, status: { confirmed: false } }]);
    expect(last.headers["link"]).toBeUndefined();
    for (const after of [txid, `${txid}:x`, `:0`, `${txid}:01`]) {
      expect((await get(`${path}/utxo?after=${after}`)).json().message).toMatch(/^after must be TXID:INDEX/);
    }
  });

  it.each([
    ["bad-address", 400],
    ["no-index", 409],
    ["index-behind", 503],
    ["busy", 503],
  ])("answer %s with %i", async (code, status) => {
    node.refuseWith = { code, message: "No." };
    for (const part of ["", "/txs", "/txs/chain", "/txs/mempool", "/utxo"]) {
      const response = await get(path + part);
      expect(response.statusCode).toBe(status);
      expect(response.json()).toEqual({ code, message: "No." });
    }
  });
});

describe("the pool", () => {
  const path = `/api/mempool/${sample.POOLED.txid}`;

  it("is summed up", async () => {
    expect((await get("/api/mempool")).json()).toEqual({
      count: 1,
      bytes: 250,
      vsize: 250,
      total_fee: 300,
      min_fee_rate: 1,
      fee_histogram: [[1.2, 250]],
    });
  });

  it("tells the ten newest", async () => {
    const recent = (await get("/api/mempool/recent")).json();
    expect(recent).toHaveLength(10);
    expect(recent[0]).toEqual({ txid: sample.RECENT[0]?.txid, fee: 300, vsize: 250, value: 5_000 });
  });

  it("tells of each transaction, and of the next block", async () => {
    expect((await get("/api/mempool/entries")).json()).toEqual(sample.POOL);
  });

  it("tells fee rates by the number of blocks", async () => {
    expect((await get("/api/fee-estimates")).json()).toEqual({ 1: 20.5, 6: 3 });
  });

  it("tells what a wish changes", async () => {
    expect((await post(path, { include: true })).json()).toEqual(sample.WISH);
  });

  it("lists its transactions", async () => {
    expect((await get("/api/mempool/txids")).json()).toEqual([sample.POOLED.txid]);
  });

  it.each([
    [{ action: "include" }, { wish: "include" }],
    [{ action: "none" }, { wish: "none" }],
    [{ include: true }, { wish: "include" }],
    [{ include: false }, { wish: "none" }],
    [{ exclude: true }, { wish: "exclude" }],
    [{ exclude: false }, { wish: "none" }],
    [
      { include: true, feeDelta: -5 },
      { wish: "include", feeDelta: -5 },
    ],
    // The wish stays as it is when only the fee is weighed differently.
    [{ feeDelta: 900 }, { wish: "exclude", feeDelta: 900 }],
  ])("takes the wish %j", async (body, expected) => {
    expect((await post(path, body)).statusCode).toBe(200);
    expect(node.asked.at(-1)).toEqual({ name: "prioritise", txid: sample.POOLED.txid, ...expected });
  });

  it.each([
    {},
    { include: true, exclude: true },
    { action: "include", include: true },
    { action: "drop" },
    { include: "true" },
    { feeDelta: 1.5 },
    { feeDelta: 2 ** 53 },
    { feedelta: 1 },
  ])("refuses the wish %j", async (body) => {
    const response = await post(path, body);
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe("bad-request");
    expect(node.asked).toEqual([]);
  });

  it("does not weigh the fee of what it hasn't: not-found", async () => {
    expect((await post(`/api/mempool/${sample.hashOf(9)}`, { feeDelta: 1 })).statusCode).toBe(404);
  });
});

describe("mining", () => {
  it("is shown", async () => {
    expect((await get("/api/mining")).json()).toEqual(sample.MINING);
  });

  it.each<[object, OperatorCommand]>([
    [{ action: "start" }, { name: "mining-mode", mode: "always" }],
    [{ action: "stop" }, { name: "mining-mode", mode: "off" }],
    [{ action: "pending" }, { name: "mining-mode", mode: "pending" }],
    [{ action: "generate" }, { name: "generate", blocks: 1 }],
    [
      { action: "power", percent: 30 },
      { name: "mining-power", percent: 30 },
    ],
    [
      { action: "generate", blocks: 10_000 },
      { name: "generate", blocks: 10_000 },
    ],
  ])("takes %j", async (body, command) => {
    expect((await post("/api/mining", body)).statusCode).toBe(200);
    expect(node.asked).toEqual([command]);
  });

  it.each([
    {},
    { action: "mine" },
    { action: "start", blocks: 1 },
    { action: "generate", blocks: 0 },
    { action: "generate", blocks: 10_001 },
    { action: "generate", blocks: "3" },
  ])("refuses %j", async (body) => {
    expect((await post("/api/mining", body)).statusCode).toBe(400);
    expect(node.asked).toEqual([]);
  });

  it("answers not-a-miner with 409 on other nodes", async () => {
    node.refuseWith = { code: "not-a-miner", message: "This node does not mine." };
    const response = await post("/api/mining", { action: "start" });
    expect(response.statusCode).toBe(409);
    expect(response.json()).toEqual({ code: "not-a-miner", message: "This node does not mine." });
  });
});

describe("the wallet", () => {
  it("is shown", async () => {
    expect((await get("/api/wallet")).json()).toEqual(sample.WALLET);
  });

  it("lists its payments, a hundred unless told otherwise", async () => {
    expect((await get("/api/wallet/history")).json()).toEqual([sample.PAYMENT]);
    await get("/api/wallet/history?count=1000");
    expect(node.asked).toEqual([
      { name: "history", count: 100 },
      { name: "history", count: 1_000 },
    ]);
  });

  it.each(["0", "1001", "x", "-1"])("lists no %s payments", async (count) => {
    expect((await get(`/api/wallet/history?count=${count}`)).statusCode).toBe(400);
  });

  it("sends", async () => {
    const body = { to: "tri1someone", amount: 5_000, feeRate: 1.5 };
    expect((await post("/api/wallet/send", body)).json()).toEqual({ txid: sample.POOLED.txid, text: "Sent." });
    expect(node.asked).toEqual([{ name: "send", ...body }]);
  });

  it.each([
    [{ to: "tri1a" }, "amount is missing in the body."],
    [{ amount: 1 }, "to is missing in the body."],
    [{ to: "tri1a", amount: 0 }, "amount must be a whole number of base units above 0."],
    [{ to: "tri1a", amount: 1.5 }, "amount must be a whole number of base units above 0."],
    [{ to: "tri1a", amount: "5" }, "amount must be a whole number of base units above 0."],
    [{ to: "tri1a", amount: 2 ** 53 }, "amount must be a whole number of base units above 0."],
    [{ to: "tri1a", amount: 1, feeRate: -1 }, "feeRate must be a number of base units a byte, not negative."],
    [{ to: "tri1a", amount: 1, feerate: 1 }, 'The body has a member "feerate" that isn\'t known.'],
    [[], "The body must be a JSON object, sent with Content-Type: application/json."],
  ])("does not send %j", async (body, message) => {
    const response = await post("/api/wallet/send", body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ code: "bad-request", message });
    expect(node.asked).toEqual([]);
  });

  it("has too little: insufficient-funds, 409", async () => {
    node.refuseWith = { code: "insufficient-funds", message: "You have 10." };
    expect((await post("/api/wallet/send", { to: "tri1a", amount: 11 })).statusCode).toBe(409);
  });

  it("lists its addresses, and names them and payments", async () => {
    expect((await get("/api/wallet/addresses")).json()).toEqual([sample.OWN_ADDRESS]);
    await get("/api/wallet/addresses?count=5");
    const named = { target: "tri1mine", label: "rent" };
    expect((await post("/api/wallet/label", named)).json()).toEqual({ text: "Labelled rent." });
    await post("/api/wallet/address", { label: "shop" });
    await post("/api/wallet/send", { to: "tri1a", amount: 5, label: "shoes" });
    expect(node.asked).toEqual([
      { name: "addresses", count: 100 },
      { name: "addresses", count: 5 },
      { name: "label", ...named },
      { name: "receive", label: "shop" },
      { name: "send", to: "tri1a", amount: 5, label: "shoes" },
    ]);
    expect((await get("/api/wallet/addresses?count=1001")).statusCode).toBe(400);
    expect((await post("/api/wallet/label", { target: "tri1mine" })).statusCode).toBe(400);
  });

  it("replaces and forgets a payment that waits", async () => {
    const { txid } = sample.POOLED;
    for (const [path, body] of [
      ["bump", { txid: txid.toUpperCase(), feeRate: 12.5 }],
      ["bump", { txid }],
      ["abandon", { txid }],
    ] as const) {
      expect((await post(`/api/wallet/${path}`, body)).json()).toEqual({ txid, text: `Did ${path}.` });
    }
    expect(node.asked).toEqual([
      { name: "bump", txid, feeRate: 12.5 },
      { name: "bump", txid },
      { name: "abandon", txid },
    ]);
    node.refuseWith = { code: "payment-confirmed", message: "It is in a block." };
    expect((await post("/api/wallet/abandon", { txid })).statusCode).toBe(409);
    node.refuseWith = { code: "payment-not-found", message: "There is none." };
    expect((await post("/api/wallet/bump", { txid })).statusCode).toBe(404);
    expect((await post("/api/wallet/bump", { txid: "nonsense" })).statusCode).toBe(400);
  });

  it("is unlocked, locked, and gets a passphrase, another one, or none", async () => {
    for (const [path, body] of [
      ["unlock", { passphrase: "one" }],
      ["unlock", { passphrase: "one", seconds: 86_400 }],
      ["lock", {}],
      ["passphrase", { new: "one" }],
      ["passphrase", { old: "one", new: "two" }],
      ["passphrase", { old: "two" }],
    ] as const) {
      expect((await post(`/api/wallet/${path}`, body)).json()).toEqual({ text: "Done." });
    }
    expect(node.kept).toEqual([
      "unlock by one for 300 s",
      "unlock by one for 86400 s",
      "lock",
      "change from undefined to one",
      "change from one to two",
      "change from two to undefined",
    ]);
  });

  it.each([
    ["unlock", {}],
    ["unlock", { passphrase: "" }],
    ["unlock", { passphrase: "x".repeat(1025) }],
    ["unlock", { passphrase: "tops3cret", seconds: 0 }],
    ["unlock", { passphrase: "tops3cret", seconds: 86_401 }],
    ["passphrase", {}],
    ["passphrase", { new: "" }],
  ])("%s of %j is refused, and not repeated", async (path, body) => {
    const response = await post(`/api/wallet/${path}`, body);
    expect(response.statusCode).toBe(400);
    expect(response.body).not.toContain("tops3cret");
    expect(node.kept).toEqual([]);
  });

  it("wrong-passphrase: 403; wallet-locked: 409", async () => {
    node.refuseWith = { code: "wrong-passphrase", message: "It is wrong." };
    expect((await post("/api/wallet/unlock", { passphrase: "two" })).statusCode).toBe(403);
    node.refuseWith = { code: "wallet-locked", message: "Unlock it." };
    expect((await post("/api/wallet/send", { to: "tri1a", amount: 1 })).statusCode).toBe(409);
  });

  it("gives a new address, with or without an empty body", async () => {
    expect((await post("/api/wallet/address", {})).json()).toEqual({ address: "tri1new", text: "Pay here." });
    for (const headers of [withToken, { ...withToken, "content-type": "application/json" }]) {
      const response = await server.app.inject({ method: "POST", url: "/api/wallet/address", headers });
      expect(response.statusCode).toBe(200);
    }
  });
});
