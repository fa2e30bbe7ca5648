import { COIN, hashKey, reject } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Mempool } from "./mempool.ts";
import { policyRejectTable } from "./policy-reject.ts";
import { FakeChain, LOCAL_NETWORK, numberedBytes, outpoint, payment } from "./testing/fake-chain.ts";
import type { Consideration } from "./verdicts.ts";

const NOW = { monotonicMs: 0 };

function setUp(limits = {}) {
  const chain = new FakeChain();
  return { chain, pool: new Mempool({ network: LOCAL_NETWORK, chain, limits }) };
}

function codeOf(verdict: { kind: string }): string {
  return "reject" in verdict ? (verdict.reject as { code: string }).code : verdict.kind;
}

function consider(pool: Mempool, tx: Transaction): string {
  return codeOf(pool.consider(tx, NOW) satisfies Consideration);
}

/** A payment of exactly so many bytes: as many outputs as fit, and the rest memo. */
function paymentOfBytes(chain: FakeChain, bytes: number): Transaction {
  const from = [chain.fund(COIN)];
  const to = new Array<number>(Math.floor((bytes - 300) / 39)).fill(1_000);
  const roomy = payment({ from, to, memoBytes: 130 });
  const tx = payment({ from, to, memoBytes: 130 + bytes - roomy.bytes.length });
  expect(tx.bytes.length).toBe(bytes);
  return tx;
}

describe("consider, the transaction alone", () => {
  it("coinbase", () => {
    const { pool } = setUp();
    const coinbase = payment({ from: [], to: [5_000], signatures: 0, memoBytes: 64 });
    expect(consider(pool, coinbase)).toBe("coinbase");
  });

  it("tx-size", () => {
    const { chain, pool } = setUp();
    expect(consider(pool, paymentOfBytes(chain, 100_000))).toBe("check");
    expect(consider(pool, paymentOfBytes(chain, 100_001))).toBe("tx-size");
  });

  it("too-many-keys", () => {
    const { chain, pool } = setUp();
    const coins = Array.from({ length: 501 }, (_, i) => chain.fund(10_000, { key: numberedBytes(i + 10) }));
    const allowed = payment({ from: coins.slice(0, 500), to: [1_000], signatures: 500 });
    expect(consider(pool, allowed)).toBe("check");
    expect(consider(pool, payment({ from: coins, to: [1_000], signatures: 501 }))).toBe("too-many-keys");
  });

  it("dust", () => {
    const { chain, pool } = setUp();
    expect(consider(pool, payment({ from: [chain.fund(COIN)], to: [5_000, 1_000] }))).toBe("check");
    expect(consider(pool, payment({ from: [chain.fund(COIN)], to: [5_000, 999] }))).toBe("dust");
  });

  it("a consensus rule that needs nothing else comes with its own code", () => {
    const { chain, pool } = setUp();
    const coin = chain.fund(COIN);
    expect(consider(pool, payment({ from: [coin, coin], to: [5_000] }))).toBe("bad-txns-inputs-duplicate");
  });
});

describe("consider, in the pool", () => {
  it("hands out one check of 128 bytes for each distinct key", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN), chain.fund(COIN, { key: numberedBytes(2) }), chain.fund(COIN)];
    const verdict = pool.consider(payment({ from, to: [3 * COIN - 1_000], signatures: 2 }), NOW);
    expect(verdict).toMatchObject({ kind: "check", fee: 1_000 });
    expect(verdict.kind === "check" && verdict.checks.length).toBe(256);
  });

  it("bad-txns-signature-count", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    expect(consider(pool, payment({ from, to: [5_000], signatures: 0 }))).toBe("bad-txns-signature-count");
    expect(consider(pool, payment({ from, to: [5_000], signatures: 1 }))).toBe("check");
    expect(consider(pool, payment({ from, to: [5_000], signatures: 2 }))).toBe("bad-txns-signature-count");
  });

  it("bad-txns-nonfinal", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    expect(consider(pool, payment({ from, to: [5_000], lockHeight: 101 }))).toBe("check");
    expect(consider(pool, payment({ from, to: [5_000], lockHeight: 102 }))).toBe("bad-txns-nonfinal");
  });

  it("bad-txns-premature-spend-of-coinbase", () => {
    const { chain, pool } = setUp();
    const mature = chain.fund(COIN, { isCoinbase: true, height: 96 });
    const immature = chain.fund(COIN, { isCoinbase: true, height: 97 });
    expect(consider(pool, payment({ from: [mature], to: [5_000] }))).toBe("check");
    expect(consider(pool, payment({ from: [immature], to: [5_000] }))).toBe("bad-txns-premature-spend-of-coinbase");
  });

  it("bad-txns-inputs-missingorspent for an output that a parent in the pool does not have", () => {
    const { chain, pool } = setUp();
    const parent = payment({ from: [chain.fund(COIN)], to: [50_000] });
    pool.add(parent, NOW);
    expect(consider(pool, payment({ from: [outpoint(parent, 1)], to: [5_000] }))).toBe(
      "bad-txns-inputs-missingorspent",
    );
    expect(consider(pool, payment({ from: [outpoint(parent, 0)], to: [5_000] }))).toBe("check");
  });

  it("min-fee-not-met", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    const bytes = payment({ from, to: [COIN - 200] }).bytes.length;
    expect(consider(pool, payment({ from, to: [COIN - bytes] }))).toBe("check");
    expect(consider(pool, payment({ from, to: [COIN - bytes + 1] }))).toBe("min-fee-not-met");
  });

  it("min-fee-not-met counts the operator's delta", () => {
    const { chain, pool } = setUp();
    const tx = payment({ from: [chain.fund(COIN)], to: [COIN - 1] });
    pool.setWish(hashKey(tx.txid), "none", tx.bytes.length - 1);
    expect(consider(pool, tx)).toBe("check");
    expect(pool.add(tx, NOW)).toMatchObject({ kind: "added", entry: { fee: 1, modifiedFee: tx.bytes.length } });
  });

  it("txn-same-nonwitness-data-in-mempool", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    pool.add(payment({ from, to: [5_000] }), NOW);
    const copy = payment({ from, to: [5_000], signatureByte: 8 });
    expect(consider(pool, copy)).toBe("txn-same-nonwitness-data-in-mempool");
  });

  it("txn-already-in-mempool", () => {
    const { chain, pool } = setUp();
    const tx = payment({ from: [chain.fund(COIN)], to: [5_000] });
    expect(codeOf(pool.add(tx, NOW))).toBe("added");
    expect(codeOf(pool.add(tx, NOW))).toBe("txn-already-in-mempool");
    expect(pool.consider(tx, NOW)).toEqual({ kind: "known", as: "pool" });
    expect(pool.size).toBe(1);
  });

  it("txn-already-known", () => {
    const { chain, pool } = setUp();
    const tx = payment({ from: [chain.fund(COIN)], to: [5_000, 6_000] });
    pool.blockConnected(chain.connect([tx]));
    expect(consider(pool, tx)).toBe("txn-already-known");
  });

  it("too-long-mempool-chain, down a line", () => {
    const { chain, pool } = setUp({ ancestorsMax: 3, descendantsMax: 10 });
    let last = payment({ from: [chain.fund(COIN)], to: [COIN - 1_000] });
    for (const amount of [COIN - 2_000, COIN - 3_000]) {
      expect(codeOf(pool.add(last, NOW))).toBe("added");
      last = payment({ from: [outpoint(last)], to: [amount] });
    }
    expect(consider(pool, last)).toBe("check");
    pool.add(last, NOW);
    expect(consider(pool, payment({ from: [outpoint(last)], to: [5_000] }))).toBe("too-long-mempool-chain");
  });

  it("too-long-mempool-chain, by the number of parents alone", () => {
    const { chain, pool } = setUp({ ancestorsMax: 3 });
    const parents = [1, 2, 3].map(() => payment({ from: [chain.fund(COIN)], to: [50_000] }));
    for (const parent of parents) pool.add(parent, NOW);
    const from = parents.map((parent) => outpoint(parent));
    expect(consider(pool, payment({ from: from.slice(0, 2), to: [5_000] }))).toBe("check");
    expect(consider(pool, payment({ from, to: [5_000] }))).toBe("too-long-mempool-chain");
  });

  it("too-long-mempool-chain, by the number of descendants", () => {
    const { chain, pool } = setUp({ descendantsMax: 3 });
    const parent = payment({ from: [chain.fund(COIN)], to: [50_000, 50_000, 50_000] });
    const [first, second, third] = [0, 1, 2].map((i) => payment({ from: [outpoint(parent, i)], to: [5_000] }));
    pool.add(parent, NOW);
    pool.add(first!, NOW);
    expect(consider(pool, second!)).toBe("check");
    pool.add(second!, NOW);
    expect(consider(pool, third!)).toBe("too-long-mempool-chain");
  });
});

describe("what is remembered", () => {
  it("a refusal that a new tip may change is forgotten with it", () => {
    const { chain, pool } = setUp();
    const tx = payment({ from: [chain.fund(COIN)], to: [5_000], lockHeight: 102 });
    expect(consider(pool, tx)).toBe("bad-txns-nonfinal");
    expect(pool.consider(tx, NOW)).toMatchObject({ kind: "known", as: "rejected" });
    expect(pool.knows(hashKey(tx.wtxid))).toBe(true);
    pool.blockConnected(chain.connect([]));
    expect(pool.knows(hashKey(tx.wtxid))).toBe(false);
    expect(consider(pool, tx)).toBe("check");
  });

  it("a copy with a bad signature stays refused, and the real one is welcome", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    const real = payment({ from, to: [5_000] });
    const copy = payment({ from, to: [5_000], signatureByte: 9 });
    pool.consider(copy, NOW);
    pool.refuse(copy, reject("bad-txns-signature"));
    pool.blockConnected(chain.connect([]));
    expect(consider(pool, copy)).toBe("bad-txns-signature");
    expect(consider(pool, real)).toBe("check");
  });

  it("recent rejects are bounded, the oldest goes first", () => {
    const { chain, pool } = setUp({ recentRejectsMax: 2 });
    const dusty = [1, 2, 3].map(() => payment({ from: [chain.fund(COIN)], to: [1] }));
    for (const tx of dusty) consider(pool, tx);
    expect(dusty.map((tx) => pool.knows(hashKey(tx.wtxid)))).toEqual([false, true, true]);
  });

  it("signatures that were verified once are not handed out again", () => {
    const { chain, pool } = setUp();
    const tx = payment({ from: [chain.fund(COIN)], to: [5_000] });
    pool.add(tx, NOW);
    pool.blockConnected(chain.connect([tx]));
    expect(pool.isVerified(hashKey(tx.wtxid))).toBe(true);
    const [back] = pool.blockDisconnected(chain.disconnect());
    const verdict = pool.consider(back!, NOW);
    expect(verdict.kind === "check" && verdict.checks.length).toBe(0);
  });

  it("verified wtxids are bounded", () => {
    const { pool } = setUp({ verifiedMax: 2 });
    for (const id of ["a", "b", "a", "c"]) pool.markVerified(id);
    expect(["a", "b", "c"].map((id) => pool.isVerified(id))).toEqual([true, false, true]);
  });
});

it("every policy code is tested by name", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const here = new URL(".", import.meta.url);
  const tests = readdirSync(here).filter((name) => name.endsWith(".test.ts"));
  const text = tests.map((name) => readFileSync(new URL(name, here), "utf8")).join();
  expect(policyRejectTable().filter(({ code }) => !text.includes(`toBe("${code}")`))).toEqual([]);
});
