import { COIN, hashKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Mempool } from "./mempool.ts";
import { FEE_FLOOR_HALF_LIFE_MS, ORPHAN_EXPIRY_MS, POOL_EXPIRY_MS } from "./policy.ts";
import { FakeChain, LOCAL_NETWORK, outpoint, payment } from "./testing/fake-chain.ts";

const NOW = { monotonicMs: 0 };

function setUp(limits = {}) {
  const chain = new FakeChain();
  return { chain, pool: new Mempool({ network: LOCAL_NETWORK, chain, limits }) };
}

function codeOf(verdict: { kind: string }): string {
  return "reject" in verdict ? (verdict.reject as { code: string }).code : verdict.kind;
}

function added(pool: Mempool, tx: Transaction, now = NOW) {
  const addition = pool.add(tx, now);
  if (addition.kind !== "added") throw new Error(addition.reject.code);
  return addition;
}

function ids(entries: readonly { readonly tx: Transaction }[]): string[] {
  return entries.map(({ tx }) => hashKey(tx.txid));
}

function payingFee(chain: FakeChain, fee: number): Transaction {
  return payment({ from: [chain.fund(COIN)], to: [COIN - fee] });
}

describe("orphans", () => {
  it("wait for all their parents and are given back once", () => {
    const { chain, pool } = setUp();
    const [a, b] = [payingFee(chain, 500), payingFee(chain, 500)];
    const child = payment({ from: [outpoint(a), outpoint(b)], to: [5_000] });
    expect(pool.consider(child, NOW)).toEqual({ kind: "orphan", missing: [hashKey(a.txid), hashKey(b.txid)] });
    expect(pool.consider(child, NOW)).toEqual({ kind: "known", as: "orphan" });
    expect(codeOf(pool.add(child, NOW))).toBe("orphan");
    expect(added(pool, a).unorphaned).toEqual([]);
    expect(added(pool, b).unorphaned).toEqual([child]);
    expect(pool.orphanCount).toBe(0);
    expect(codeOf(pool.consider(child, NOW))).toBe("check");
  });

  it("are given back when a block holds the parent, and dropped when it spends what they wanted", () => {
    const { chain, pool } = setUp();
    const parent = payment({ from: [chain.fund(COIN)], to: [40_000, 40_000] });
    const child = payment({ from: [outpoint(parent, 0)], to: [5_000] });
    const late = payment({ from: [outpoint(parent, 1)], to: [5_000] });
    const winner = payment({ from: [outpoint(parent, 1)], to: [6_000] });
    pool.consider(child, NOW);
    pool.consider(late, NOW);
    expect(pool.blockConnected(chain.connect([parent, winner])).unorphaned).toEqual([child]);
    expect(pool.orphanCount).toBe(0);
  });

  it("are bounded by number and by bytes, the oldest goes first", () => {
    const { chain, pool } = setUp({ orphansMax: 2 });
    const orphans = [1, 2, 3].map(() => payment({ from: [outpoint(payingFee(chain, 500))], to: [5_000] }));
    for (const orphan of orphans) pool.consider(orphan, NOW);
    expect(orphans.map((orphan) => pool.knows(hashKey(orphan.wtxid)))).toEqual([false, true, true]);

    const large = setUp({ orphansBytesMax: 100_000 });
    const to = new Array<number>(1_500).fill(1_000);
    const big = [1, 2].map(() => payment({ from: [outpoint(payingFee(large.chain, 500))], to }));
    for (const orphan of big) large.pool.consider(orphan, NOW);
    expect(big.map((orphan) => large.pool.knows(hashKey(orphan.wtxid)))).toEqual([false, true]);
  });

  it("expire", () => {
    const { chain, pool } = setUp();
    pool.consider(payment({ from: [outpoint(payingFee(chain, 500))], to: [5_000] }), NOW);
    pool.expire({ monotonicMs: ORPHAN_EXPIRY_MS - 1 });
    expect(pool.orphanCount).toBe(1);
    pool.expire({ monotonicMs: ORPHAN_EXPIRY_MS });
    expect(pool.orphanCount).toBe(0);
  });
});

describe("eviction", () => {
  it("mempool-full", () => {
    const { chain, pool } = setUp({ poolTransactionsMax: 2 });
    added(pool, payingFee(chain, 1_000));
    const low = payingFee(chain, 800);
    added(pool, low);
    expect(codeOf(pool.consider(payingFee(chain, 800), NOW))).toBe("mempool-full");
    const better = payingFee(chain, 801);
    expect(codeOf(pool.consider(better, NOW))).toBe("check");
    expect(ids(added(pool, better).evicted)).toEqual(ids([{ tx: low }]));
    expect(pool.size).toBe(2);
  });

  it("min-fee-not-met after an eviction, for the evicted rate and one more, until it halved away", () => {
    const { chain, pool } = setUp({ poolTransactionsMax: 1 });
    const low = payingFee(chain, 2_000);
    added(pool, low);
    added(pool, payingFee(chain, 50_000));
    const rate = 2_000 / low.bytes.length + 1;
    expect(pool.feeRateMin(NOW)).toBe(rate);
    const feeMin = Math.ceil(rate * low.bytes.length);
    expect(codeOf(pool.consider(payingFee(chain, feeMin - 1), NOW))).toBe("min-fee-not-met");
    expect(codeOf(pool.consider(payingFee(chain, feeMin), NOW))).toBe("mempool-full");
    expect(pool.feeRateMin({ monotonicMs: FEE_FLOOR_HALF_LIFE_MS - 1 })).toBe(rate);
    expect(pool.feeRateMin({ monotonicMs: FEE_FLOOR_HALF_LIFE_MS })).toBe(rate / 2);
    expect(pool.feeRateMin({ monotonicMs: 100 * FEE_FLOOR_HALF_LIFE_MS })).toBe(1);
  });

  it("by bytes: the largest allowed transaction pushes out several, and the bound holds to the byte", () => {
    const { chain, pool } = setUp({ poolBytesMax: 100_000 });
    const to = new Array<number>(1_000).fill(1_000);
    const parts = [1, 2, 3].map((i) => payment({ from: [chain.fund(COIN)], to: [...to, 50_000_000 + i] }));
    for (const part of parts) pool.add(part, NOW);
    expect(pool.bytes).toBeLessThanOrEqual(100_000);
    expect(pool.size).toBe(2);
  });

  it("takes a child with its parent, and a child that pays enough keeps its parent", () => {
    const { chain, pool } = setUp({ poolTransactionsMax: 3 });
    const poor = payingFee(chain, 300);
    const rescuer = payment({ from: [outpoint(poor)], to: [COIN - 300 - 5_000] });
    added(pool, poor);
    added(pool, rescuer);
    const middle = payingFee(chain, 600);
    added(pool, middle);
    expect(ids(added(pool, payingFee(chain, 3_000)).evicted)).toEqual(ids([{ tx: middle }]));
    const { evicted } = added(pool, payingFee(chain, 9_000));
    expect(ids(evicted)).toEqual(ids([{ tx: poor }, { tx: rescuer }]));
  });

  it.each([false, true])("a refused one leaves the pool as it was; it would have replaced another: %s", (replaces) => {
    const { chain, pool } = setUp({ poolBytesMax: 100_000, descendantsBytesMax: 100_000 });
    const to = new Array<number>(1_290).fill(1_000);
    const change = COIN - 1_290_000 - 60_000;
    const parent = payment({ from: [chain.fund(COIN)], to: [...to, change] });
    added(pool, parent);
    for (let i = 0; i < 5; i++) added(pool, payingFee(chain, 150 + i));
    const rival = replaces ? pool.entriesByFeeRate().at(-2)!.tx.inputs : [];
    const before = [ids(pool.entriesByFeeRate()), pool.bytes, pool.fees, pool.feeRateMin(NOW)];
    // the small ones are evicted first and do not make enough room: then its own parent would have to go
    const child = payment({
      from: [outpoint(parent, 1_290), ...rival],
      to: [...to, change + rival.length * COIN - 1_290_000 - 66_000],
    });
    expect(codeOf(pool.consider(child, NOW))).toBe("check");
    expect(codeOf(pool.add(child, NOW))).toBe("mempool-full");
    expect([ids(pool.entriesByFeeRate()), pool.bytes, pool.fees, pool.feeRateMin(NOW)]).toEqual(before);
  });
});

describe("blocks", () => {
  it("confirm their own, with the children left, and throw out conflicts with all that builds on them", () => {
    const { chain, pool } = setUp();
    const coin = chain.fund(COIN);
    const confirmed = payingFee(chain, 500);
    const child = payment({ from: [outpoint(confirmed)], to: [COIN - 1_500] });
    const rival = payment({ from: [coin], to: [COIN - 500] });
    const heir = payment({ from: [outpoint(rival)], to: [5_000] });
    for (const tx of [confirmed, child, rival, heir]) added(pool, tx);
    const result = pool.blockConnected(chain.connect([confirmed, payment({ from: [coin], to: [7_000] })]));
    expect(ids(result.confirmed)).toEqual(ids([{ tx: confirmed }]));
    expect(ids(result.conflicted)).toEqual(ids([{ tx: rival }, { tx: heir }]));
    expect(ids(pool.entriesByFeeRate())).toEqual(ids([{ tx: child }]));
    expect(pool.get(hashKey(child.wtxid))?.withAncestors).toEqual({
      count: 1,
      bytes: child.bytes.length,
      pinned: 0,
      fees: 1_000,
    });
  });

  it("a copy with other signatures confirms the entry", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    added(pool, payment({ from, to: [5_000] }));
    const { confirmed, conflicted } = pool.blockConnected(
      chain.connect([payment({ from, to: [5_000], signatureByte: 8 })]),
    );
    expect([confirmed.length, conflicted.length, pool.size]).toEqual([1, 0, 0]);
  });

  it("a disconnected block gives back its transactions and then what built on them", () => {
    const { chain, pool } = setUp();
    const parent = payingFee(chain, 500);
    const block = chain.connect([parent]);
    pool.blockConnected(block);
    const child = payment({ from: [outpoint(parent)], to: [COIN - 1_500] });
    const grandchild = payment({ from: [outpoint(child)], to: [5_000] });
    added(pool, child);
    added(pool, grandchild);
    const back = pool.blockDisconnected(chain.disconnect());
    expect(back).toEqual([parent, child, grandchild]);
    expect(pool.size).toBe(0);
    for (const tx of back) added(pool, tx);
    expect(pool.selectForBlock(1_000_000).map(({ entry }) => entry.tx)).toEqual([parent, child, grandchild]);
  });

  it("a disconnected block gives back what came again when its block had spent its coins, and waited since", () => {
    const { chain, pool } = setUp();
    const parent = payingFee(chain, 500);
    const child = payment({ from: [outpoint(parent)], to: [COIN - 1_500] });
    pool.blockConnected(chain.connect([parent, child]));
    expect(codeOf(pool.consider(parent, NOW))).toBe("orphan");
    const back = pool.blockDisconnected(chain.disconnect());
    expect(back).toEqual([parent, child]);
    expect(pool.orphanCount).toBe(0);
    for (const tx of back) {
      expect(pool.consider(tx, NOW)).toMatchObject({ kind: "check", checks: new Uint8Array(0) });
      added(pool, tx);
    }
    expect(ids([...pool.entries()])).toEqual(ids([{ tx: parent }, { tx: child }]));
  });

  it("recheck throws out what became immature or too early or lost its coin, with descendants", () => {
    const { chain, pool } = setUp();
    chain.connect([]);
    const immature = payment({ from: [chain.fund(COIN, { isCoinbase: true, height: 97 })], to: [50_000] });
    const heir = payment({ from: [outpoint(immature)], to: [5_000] });
    const early = payment({ from: [chain.fund(COIN)], to: [5_000], lockHeight: 102 });
    const gone = chain.fund(COIN);
    const robbed = payment({ from: [gone], to: [5_000] });
    const fine = payment({ from: [chain.fund(COIN)], to: [5_000], lockHeight: 101 });
    for (const tx of [immature, heir, early, robbed, fine]) added(pool, tx);
    expect(pool.recheck()).toEqual([]);
    chain.disconnect();
    for (const [key, coin] of chain.coins) if (key.startsWith(hashKey(gone.txid)) && coin) chain.coins.delete(key);
    expect(ids(pool.recheck())).toEqual(ids([{ tx: immature }, { tx: heir }, { tx: early }, { tx: robbed }]));
    expect(ids(pool.entriesByFeeRate())).toEqual(ids([{ tx: fine }]));
  });

  it("what its owner takes back leaves with what builds on it, and may come again", () => {
    const { chain, pool } = setUp();
    const [parent, other] = [payingFee(chain, 500), payingFee(chain, 500)];
    const child = payment({ from: [outpoint(parent)], to: [5_000] });
    for (const tx of [parent, child, other]) added(pool, tx);
    expect(new Set(ids(pool.remove(hashKey(parent.txid))))).toEqual(new Set(ids([{ tx: parent }, { tx: child }])));
    expect(pool.remove(hashKey(parent.txid))).toEqual([]);
    expect(ids([...pool.entries()])).toEqual(ids([{ tx: other }]));
    expect(codeOf(pool.consider(parent, NOW))).toBe("check");
    added(pool, parent);
  });

  it("entries expire with what builds on them", () => {
    const { chain, pool } = setUp();
    const old = payingFee(chain, 500);
    added(pool, old);
    const later = { monotonicMs: POOL_EXPIRY_MS - 1 };
    added(pool, payment({ from: [outpoint(old)], to: [5_000] }), later);
    added(pool, payingFee(chain, 500), later);
    expect(pool.expire(later)).toEqual([]);
    expect(pool.expire({ monotonicMs: POOL_EXPIRY_MS }).length).toBe(2);
    expect(pool.size).toBe(1);
  });
});

describe("the operator's wishes", () => {
  it("too-many-wishes: for transactions that are here; those for others make room", () => {
    const { chain, pool } = setUp({ wishesMax: 1 });
    const [a, b] = [payingFee(chain, 500), payingFee(chain, 600)];
    for (const tx of [a, b]) added(pool, tx);
    expect(pool.setWish("gone", "exclude", 5)).toBeUndefined();
    expect(pool.wish("gone")).toEqual({ choice: "exclude", feeDelta: 5 });
    expect(pool.setWish(hashKey(a.txid), "exclude")).toBeUndefined();
    expect(pool.wish("gone")).toEqual({ choice: "none", feeDelta: 0 });
    expect(pool.setWish(hashKey(b.txid), "exclude")?.code).toBe("too-many-wishes");
    expect(pool.setWish(hashKey(a.txid), "none")).toBeUndefined();
    expect(pool.setWish(hashKey(b.txid), "none", 5)).toBeUndefined();
    expect(pool.setWish(hashKey(b.txid), "exclude")).toBeUndefined();
    expect(pool.wish(hashKey(b.txid))).toEqual({ choice: "exclude", feeDelta: 5 });
  });

  it("bad-fee-delta", () => {
    const { pool } = setUp();
    expect(pool.setWish("a", "none", 100_000_000_000_000)).toBeUndefined();
    expect(pool.setWish("a", "none", -100_000_000_000_000)).toBeUndefined();
    expect(pool.setWish("a", "none", 100_000_000_000_001)?.code).toBe("bad-fee-delta");
    expect(pool.setWish("a", "none", 0.5)?.code).toBe("bad-fee-delta");
    expect(pool.wish("a").feeDelta).toBe(-100_000_000_000_000);
  });

  it("a fee delta changes the ranking at once and ends with the confirmation", () => {
    const { chain, pool } = setUp();
    const [a, b] = [payingFee(chain, 500), payingFee(chain, 600)];
    added(pool, a);
    added(pool, b);
    expect(ids(pool.entriesByFeeRate())).toEqual(ids([{ tx: b }, { tx: a }]));
    pool.setWish(hashKey(a.txid), "none", 101);
    expect(ids(pool.entriesByFeeRate())).toEqual(ids([{ tx: a }, { tx: b }]));
    expect(pool.fees).toBe(1_100);
    pool.blockConnected(chain.connect([a]));
    expect(pool.wish(hashKey(a.txid))).toEqual({ choice: "none", feeDelta: 0 });
  });

  it("choose for the block: included first with ancestors, excluded never nor what builds on it", () => {
    const { chain, pool } = setUp();
    const parent = payingFee(chain, 300);
    const wished = payment({ from: [outpoint(parent)], to: [COIN - 600] });
    const rich = payingFee(chain, 9_000);
    const banned = payment({ from: [chain.fund(COIN)], to: [COIN - 8_000] });
    const heir = payment({ from: [outpoint(banned)], to: [5_000] });
    for (const tx of [rich, banned, heir, parent, wished]) added(pool, tx);
    pool.setWish(hashKey(wished.txid), "include");
    expect(pool.setWish(hashKey(banned.txid), "exclude")).toBeUndefined();
    const selected = pool.selectForBlock(1_000_000);
    expect(ids(selected.map(({ entry }) => entry))).toEqual(ids([{ tx: parent }, { tx: wished }, { tx: rich }]));
    expect(selected.map(({ place, because }) => [place, because])).toEqual([
      [0, "wish"],
      [1, "wish"],
      [2, "fee-rate"],
    ]);
    expect(pool.selectForBlock(wished.bytes.length).length).toBe(1);
  });
});

it("a child pays for its parent in the choice for the block", () => {
  const { chain, pool } = setUp();
  const poor = payingFee(chain, 200);
  const generous = payment({ from: [outpoint(poor)], to: [COIN - 20_000] });
  const middle = payingFee(chain, 2_000);
  for (const tx of [middle, poor, generous]) added(pool, tx);
  const order = pool.selectForBlock(1_000_000).map(({ entry }) => entry.tx);
  expect(order).toEqual([poor, generous, middle]);
  // one byte short for the pair: the package does not fit, single ones do
  const room = poor.bytes.length + generous.bytes.length;
  expect(pool.selectForBlock(room).map(({ entry }) => entry.tx)).toEqual([poor, generous]);
  expect(pool.selectForBlock(room - 1).map(({ entry }) => entry.tx)).toEqual([middle]);
});
