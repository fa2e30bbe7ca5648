import type { RoleName } from "@triad/host-nodejs";
import type { OperatorCommand } from "@triad/roles";
import { describe, expect, it } from "vitest";
import { makePaint } from "./paint.ts";
import { showMining } from "./show-node.ts";
import { driveConsole, fakeNode, hashOf, LOCAL_ADDRESS, MINING, NEXT_BLOCK, poolEntry } from "./testing/fake-node.ts";

/** What the node is asked when these lines are typed. */
async function askedFor(role: RoleName, ...lines: readonly string[]): Promise<readonly OperatorCommand[]> {
  const driven = await driveConsole(role);
  for (const line of lines) await driven.type(line);
  await driven.close();
  return driven.node.asked;
}

const HEX = "ab".repeat(60);

it("a balance that is not proven is told as such", async () => {
  const wallet = {
    confirmed: 5,
    pending: 0,
    immature: 0,
    address: "a",
    coins: 1,
    scannedHeight: 1234,
    isProven: false,
    encrypted: false,
    unlockedUntilUnixMs: null,
  };
  const node = fakeNode("light-node", () => ({ ok: true, value: { of: "wallet", wallet } }));
  const driven = await driveConsole("light-node", { node });
  const text = await driven.type("balance");
  expect(text).toContain("Unproven");
  expect(text).toContain("height 1,234");
  await driven.close();
});

describe("each numbered entry asks the node for what it says", () => {
  it("1 requests access", async () => {
    expect(await askedFor("light-node", "1")).toEqual([{ name: "request-access" }]);
    expect(await askedFor("full-node", "access 3")).toEqual([{ name: "request-access", peer: 3 }]);
  });

  it("2 pays an address, amount in coins", async () => {
    const send = { name: "send", to: LOCAL_ADDRESS, amount: 150_000_000 };
    expect(await askedFor("full-node", "2", LOCAL_ADDRESS, "1.5")).toEqual([send]);
    expect(await askedFor("full-node", `broadcast ${LOCAL_ADDRESS} 1.5`)).toEqual([send]);
    expect(await askedFor("miner", `send ${LOCAL_ADDRESS} 1.5 12`)).toEqual([{ ...send, feeRate: 12 }]);
  });

  it("2 broadcasts a transaction in hex", async () => {
    expect(await askedFor("miner", "2", HEX)).toEqual([{ name: "broadcast-transaction", rawHex: HEX }]);
    expect(await askedFor("light-node", "2", HEX)).toEqual([{ name: "broadcast-transaction", rawHex: HEX }]);
  });

  it("tx of a light node takes the block that has it", async () => {
    const txid = "ab".repeat(32);
    expect(await askedFor("light-node", `tx ${txid} 12 raw`)).toEqual([{ name: "transaction", txid, block: "12" }]);
    expect(await askedFor("light-node", `tx ${txid}`)).toEqual([{ name: "transaction", txid }]);
  });

  it("look-up shows what an address has, its transactions, and from which one to go on", async () => {
    const driven = await driveConsole("full-node");
    const text = await driven.type(`look-up ${LOCAL_ADDRESS}`);
    expect(text).toContain("5.00000000 coins at height");
    expect(text).toContain("9.00000000 coins in 3 outputs");
    expect(text).toContain("waits");
    expect(await driven.type(`lookup ${LOCAL_ADDRESS} ${"d".repeat(8)}`)).toContain("There is no transaction to show.");
    const listed = { name: "address-transactions", address: LOCAL_ADDRESS, confirmed: 25 };
    expect(driven.node.asked).toEqual([
      { name: "address", address: LOCAL_ADDRESS },
      { ...listed, pooled: 50 },
      { name: "address", address: LOCAL_ADDRESS },
      { ...listed, pooled: 0, after: "d".repeat(64) },
    ]);
    await driven.close();
    expect(await askedFor("light-node", `look-up ${LOCAL_ADDRESS}`)).toEqual([]);
  });

  it("2 of a light node pays an address as well", async () => {
    expect(await askedFor("light-node", `broadcast ${LOCAL_ADDRESS} 1.5`)).toEqual([
      { name: "send", to: LOCAL_ADDRESS, amount: 150_000_000 },
    ]);
  });

  it("8 of a full node lists who asked for the chain, and grants or denies it", async () => {
    const requests = ["ab", "cd"].map((pair, i) => ({
      nodeKey: pair.repeat(32),
      peer: i === 0 ? 3 : null,
      address: "127.0.0.1:5",
      role: "full-node",
      decision: i === 0 ? ("pending" as const) : ("denied" as const),
      sinceUnixMs: 0,
    }));
    const node = fakeNode("full-node", ({ name }) =>
      name === "access"
        ? { ok: true, value: { of: "access", policy: "ask", requests } }
        : { ok: true, value: { of: "done", text: "Noted." } },
    );
    const driven = await driveConsole("full-node", { node });
    const list = await driven.type("8");
    expect(list).toMatch(/1 +abab.*waits.*3/);
    expect(list).toMatch(/2 +cdcd.*denied.*-/);
    expect(await driven.type("3")).toContain("There is no number 3");
    await driven.type("1");
    expect(await driven.type("perhaps")).toContain("Say grant, deny or forget");
    expect(await driven.type("grant")).toContain("Noted.");
    await driven.type("answer CDcd deny");
    expect(node.asked).toEqual([
      { name: "access" },
      { name: "decide-access", nodeKey: "ab".repeat(32), decision: "grant" },
      { name: "decide-access", nodeKey: "cdcd", decision: "deny" },
    ]);
    await driven.close();
  });

  it("3 connects, with or without ws:// in front, and by wss://", async () => {
    expect(await askedFor("miner", "3", "127.0.0.1:38640")).toEqual([{ name: "connect", address: "127.0.0.1:38640" }]);
    expect(await askedFor("miner", "connect ws://[::1]:7")).toEqual([{ name: "connect", address: "[::1]:7" }]);
    expect(await askedFor("miner", "connect wss://a:7/")).toEqual([{ name: "connect", address: "wss://a:7" }]);
  });

  it("4, stop, quit, Ctrl-C and Ctrl-D stop the node", async () => {
    for (const keys of ["4\n", "stop\n", "quit\n", "\u0003", "\u0004", "half typed\u0003"]) {
      const driven = await driveConsole("full-node");
      await driven.press(keys);
      expect(driven.node.stops, JSON.stringify(keys)).toBe(1);
      await driven.close();
    }
  });

  it("5 shows the chain, page after page until the first block", async () => {
    const driven = await driveConsole("full-node");
    expect(await driven.type("5")).toContain(hashOf(120).slice(0, 16));
    await driven.type("");
    await driven.type("30");
    const last = await driven.type("");
    expect(last).toContain("the chain begins here");
    expect(driven.node.asked.map((command) => (command.name === "chain" ? command.from : "?"))).toEqual([
      undefined,
      102,
      30,
      12,
    ]);
    expect(await driven.type("chain 50 2")).toMatch(/50 {2}0{8}.*\n.*49 {2}0{8}/);
    await driven.close();
  });

  it("5 of a light node shows hashes, whole where they fit", async () => {
    const node = fakeNode("light-node", () => ({
      ok: true,
      value: {
        of: "chain",
        tipHeight: 0,
        blocks: [{ height: 0, hash: hashOf(0), time: 0, transactions: null, bytes: null, chainWork: "1" }],
      },
    }));
    const driven = await driveConsole("light-node", { node });
    const text = await driven.type("5");
    expect(text).toContain(hashOf(0));
    expect(text).not.toContain("txs");
    await driven.close();
  });

  it("6 of a miner shows the state, then changes the mode", async () => {
    const mode = (value: "always" | "pending" | "off") => ({ name: "mining-mode", mode: value });
    expect(await askedFor("miner", "6", "pending")).toEqual([{ name: "mining" }, mode("pending")]);
    expect(await askedFor("miner", "6", "")).toEqual([{ name: "mining" }]);
    expect(await askedFor("miner", "6", "generate 3")).toEqual([
      { name: "mining" },
      { name: "mining" },
      { name: "generate", blocks: 3 },
    ]);
    expect(await askedFor("miner", "6", "power 30", "mining power 7%")).toEqual([
      { name: "mining" },
      { name: "mining-power", percent: 30 },
      { name: "mining-power", percent: 7 },
    ]);
    expect(await askedFor("miner", "mining power 0")).toEqual([]);
    expect(await askedFor("miner", "mining start", "mining stop")).toEqual([mode("always"), mode("off")]);
    expect(await askedFor("miner", "generate")).toEqual([{ name: "generate", blocks: 1 }]);
  });

  it("6 of a full node submits a block", async () => {
    expect(await askedFor("full-node", "6", HEX)).toEqual([{ name: "submit-block", rawHex: HEX }]);
  });

  it("7 shows the pool", async () => {
    const driven = await driveConsole("full-node");
    const text = await driven.type("7");
    expect(text).toContain("2 transactions, 580 B, fees 0.000058 coins");
    expect(text).toMatch(/2 {2}0002f+.* - {2}exclude \+0\.0/);
    await driven.close();
  });

  it("9 selects by number, by first digits and in one line; what is not changed stays", async () => {
    const pool = { name: "pool" };
    const [first, second] = [poolEntry(1).txid, poolEntry(2).txid];
    const wish = (txid: string, value: string, feeDelta: number) => ({
      name: "prioritise",
      txid,
      wish: value,
      feeDelta,
    });
    expect(await askedFor("miner", "9", "1", "include")).toEqual([pool, wish(first, "include", 0)]);
    expect(await askedFor("miner", "9", "0002", "+0.5")).toEqual([pool, wish(second, "exclude", 50_000_000)]);
    expect(await askedFor("miner", "prioritise 2 none")).toEqual([pool, wish(second, "none", 0)]);
    expect(await askedFor("miner", "include 2")).toEqual([pool, wish(second, "include", 5)]);
    expect(await askedFor("miner", "exclude 0001")).toEqual([pool, wish(first, "exclude", 0)]);
  });

  it("9 shows what a wish does to the next block", async () => {
    const driven = await driveConsole("miner", { columns: 80 });
    const pool = await driven.type("9");
    expect(pool).toContain("Next block  1 transaction, 290 B of 999.7 kB");
    expect(pool).toContain("Given up    0.000029 coins of fees, by your wishes");
    await driven.type("2");
    const wish = await driven.type("exclude");
    expect(wish).toMatch(/^0002f+…f+ stays out of the next block\.$/m);
    expect(wish).toContain("Its fees    0.000029 coins, 0.000029 coins less");
    expect(wish).toMatch(/^Goes out {4}c+…c+ {2}fee 0\.00002900$/m);
    await driven.close();
  });

  it("6 tells a mean of more minutes once there are some, and all of them after an hour", () => {
    const look = { width: 79, pageRows: 20, paint: makePaint(false), nowMs: 0 };
    const averages = [10, 60, 1_440].map((minutes) => ({ minutes, hashesPerSecond: minutes }));
    const meansAfter = (minutes: number) =>
      /On average.*/.exec(showMining({ ...MINING, averages, hashRateByMinute: Array(minutes).fill(1) }, look))?.[0];
    expect(meansAfter(10)).toBe("On average  10 H/s in 10 min");
    expect(meansAfter(11)).toBe("On average  10 H/s in 10 min, 60 H/s in 1 h");
    expect(meansAfter(60)).toBe("On average  10 H/s in 10 min, 60 H/s in 1 h, 1.4 kH/s in 24 h");
  });

  it("6 shows the hash rate of now, on average and over time", async () => {
    const driven = await driveConsole("miner", { columns: 80 });
    const text = await driven.type("6");
    expect(text).toMatch(/^Speed {7}1\.2 MH\/s in 1 thread, each 50 % of its time$/m);
    expect(text).toMatch(/^On average {2}1\.1 MH\/s in 10 min$/m);
    expect(text).toMatch(/^By minute {3}·▅█$/m);
    expect(text).toMatch(/^Says {8}found by me$/m);
    await driven.close();
  });

  it("fees are shown for the waits that people ask for", async () => {
    const driven = await driveConsole("full-node");
    const text = await driven.type("fees");
    expect(text).toMatch(/^In 1 block {7}12\.3 base units a byte$/m);
    expect(text).toMatch(/^In 6 blocks {6}3\.25 base units a byte$/m);
    expect(text).not.toContain("In 4");
    expect(text).toContain("The wallet pays  3.25 base units a byte, to be in one of the next 6 blocks");
    await driven.close();
  });

  it("9 of an empty pool has nothing to ask", async () => {
    const pool = { transactions: 0, bytes: 0, fees: 0, feeRateMin: 1, nextBlock: NEXT_BLOCK, entries: [] };
    const value = { of: "pool", pool } as const;
    const driven = await driveConsole("miner", { node: fakeNode("miner", () => ({ ok: true, value })) });
    expect(await driven.type("9")).toContain("The pool is empty");
    expect(await driven.type("node")).not.toContain("empty: cancel");
    await driven.close();
  });
});

describe("each word shows its view", () => {
  const VIEWS: readonly (readonly [line: string, shown: string])[] = [
    ["block 7", "114 confirmations"],
    ["block 7 raw", "02".repeat(20)],
    [`tx ${"d".repeat(64)}`, "thanks"],
    [`tx ${"d".repeat(64)} raw`, "0303"],
    ["balance", "1.50000000 coins"],
    ["wallet", "trl1x"],
    ["receive", "Did receive."],
    ["history 5", "-1.50002900"],
    ["peers", "192.168.100.7:38640"],
    ["disconnect 3", "Did disconnect."],
    ["peers", "anchor"],
    ["peers", "told by"],
    ["ban 3", "Did ban."],
    ["ban 192.168.100.66 48", "Did ban."],
    ["ban 192.168.100.66 0", "is no number of hours"],
    ["unban 192.168.100.66", "Did unban."],
    ["bans", "192.168.100.66"],
    ["node", "synchronising"],
    ["log off", "d/debug.log"],
    ["log warn peers=debug", "from these levels on: warn,peers=debug"],
    ["help chain", "newest first"],
    ["help", "Explain the words"],
    ["menu", "Stop the node"],
  ];

  it.each(VIEWS)("%s", async (line, shown) => {
    const driven = await driveConsole("miner");
    expect(await driven.type(line)).toContain(shown);
    await driven.close();
  });

  it.each([40, 80, 120])("within %i columns", async (columns) => {
    const driven = await driveConsole("miner", { columns });
    for (const line of [...VIEWS.map(([typed]) => typed), "chain 120 5", "pool", "mining off"]) {
      const text = await driven.type(line);
      // The first line is the prompt with what was typed; raw hexadecimal is one line on purpose.
      const lines = line.endsWith("raw") ? [] : text.split(/\r?\n/).slice(1, -1);
      for (const shown of lines) expect(shown.length, `${line}: ${shown}`).toBeLessThanOrEqual(columns);
    }
    await driven.close();
  });

  it("finds a hash again by the digits that a table showed", async () => {
    expect(await askedFor("miner", "chain 120 1", "block 0000…6789")).toContainEqual({
      name: "block",
      block: hashOf(120),
    });
  });
});

describe("a wrong entry explains itself and changes nothing", () => {
  const WRONG: readonly (readonly [lines: readonly string[], explained: string])[] = [
    [["2", "trl1nonsense"], "typing error"],
    [["2", "abc"], "odd number of digits"],
    [["2", LOCAL_ADDRESS, "1,5"], "An amount is a number"],
    [["2", LOCAL_ADDRESS, "0"], "above 0"],
    [["2", LOCAL_ADDRESS, "0.123456789"], "at most 8 decimals"],
    [["2", LOCAL_ADDRESS, "21000001"], "never more than 21000000"],
    [[`send ${LOCAL_ADDRESS} 1 0.5`], "no fee rate"],
    [["3", "localhost"], "no HOST:PORT"],
    [["3", "localhost:70000"], "no HOST:PORT"],
    [["disconnect x"], "no peer"],
    [["chain -1"], "no height"],
    [["block xyz"], "no hash"],
    [["generate 0"], "from 1 to 1000"],
    [["mining sometimes"], "always (start)"],
    [["submit-block 0g"], "hexadecimal"],
    [["log maybe"], '"maybe" is no level. Or it is log on or log off.'],
    [["chian"], "Did you mean chain?"],
  ];

  it.each(WRONG)("%j", async (lines, explained) => {
    const driven = await driveConsole("miner");
    let text = "";
    for (const line of lines) text = await driven.type(line);
    expect(text.replace(/\s+/g, " ")).toContain(explained);
    expect(driven.node.asked).toEqual([]);
    await driven.close();
  });

  it("asks again after a wrong answer, and an empty one cancels", async () => {
    const driven = await driveConsole("miner");
    await driven.type("3");
    expect(await driven.type("nonsense")).toContain("Address of the node");
    expect(await driven.type("")).toContain("Cancelled; nothing was changed.");
    expect(driven.node.asked).toEqual([]);
    await driven.close();
  });

  it("prints why the node refused, without a peer's escape sequences", async () => {
    const refusal = { ok: false, code: "not-a-full-node", message: "Peer 3 \u001b[2Jis a miner." } as const;
    const driven = await driveConsole("light-node", { node: fakeNode("light-node", () => refusal) });
    expect(await driven.type("1")).toContain("Peer 3 \ufffd[2Jis a miner. [not-a-full-node]");
    await driven.close();
  });
});
