import { COIN, hashKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Mempool } from "./mempool.ts";
import { POOL_EXPIRY_MS } from "./policy.ts";
import { FakeChain, LOCAL_NETWORK, outpoint, payment } from "./testing/fake-chain.ts";

const NOW = { monotonicMs: 0 };

function setUp(limits = {}) {
  const chain = new FakeChain();
  const pool = new Mempool({ network: LOCAL_NETWORK, chain, limits });
  const add = (tx: Transaction): Transaction => {
    expect(pool.add(tx, NOW).kind).toBe("added");
    return tx;
  };
  return { chain, pool, add, paying: (fee: number) => add(payment({ from: [chain.fund(COIN)], to: [COIN - fee] })) };
}

const txids = (selected: readonly { readonly entry: { readonly txid: string } }[]) =>
  selected.map(({ entry }) => entry.txid);
const idOf = (tx: Transaction) => hashKey(tx.txid);

describe("a wish that can't be met is refused, and changes nothing", () => {
  it("wish-not-in-pool", () => {
    const { pool, paying } = setUp();
    expect(pool.setWish("nowhere", "include")?.code).toBe("wish-not-in-pool");
    expect(pool.setWish("nowhere", "exclude")).toBeUndefined();
    expect(pool.setWish(idOf(paying(500)), "include")).toBeUndefined();
  });

  it("wish-excluded: an ancestor is kept out", () => {
    const { pool, add, paying } = setUp();
    const parent = paying(500);
    const child = add(payment({ from: [outpoint(parent)], to: [5_000] }));
    pool.setWish(idOf(parent), "exclude");
    const refusal = pool.setWish(idOf(child), "include");
    expect(refusal?.code).toBe("wish-excluded");
    expect(refusal?.facts).toEqual({ txid: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(pool.wish(idOf(child)).choice).toBe("none");
    pool.setWish(idOf(parent), "none");
    expect(pool.setWish(idOf(child), "include")).toBeUndefined();
  });

  it("wish-needed: a descendant is to be in it", () => {
    const { pool, add, paying } = setUp();
    const parent = paying(500);
    const child = add(payment({ from: [outpoint(parent)], to: [5_000] }));
    pool.setWish(idOf(child), "include");
    expect(pool.setWish(idOf(parent), "exclude")?.code).toBe("wish-needed");
    // the child itself: the later wish takes the place of the earlier one
    expect(pool.setWish(idOf(child), "exclude")).toBeUndefined();
    expect(pool.setWish(idOf(parent), "exclude")).toBeUndefined();
  });

  it("wish-too-large: with all that it builds on and all that is to be in it too", () => {
    const { pool, add, paying } = setUp();
    const [parent, other] = [paying(500), paying(500)];
    const child = add(payment({ from: [outpoint(parent)], to: [5_000] }));
    const bytes = [parent, other, child].reduce((sum, tx) => sum + tx.bytes.length, 0);
    expect(pool.setWish(idOf(child), "include", 0, bytes)).toBeUndefined();
    const refusal = pool.setWish(idOf(other), "include", 0, bytes - 1);
    expect(refusal?.code).toBe("wish-too-large");
    expect(refusal?.facts).toEqual({ bytes, max: bytes - 1 });
    expect(pool.setWish(idOf(other), "include", 0, bytes)).toBeUndefined();
    // counted once with the child
    expect(pool.setWish(idOf(parent), "include", 0, bytes)).toBeUndefined();
  });
});

describe("what the wishes cost", () => {
  it("the choice by fees alone knows neither wishes nor deltas, and leaves no trace", () => {
    const { pool, paying } = setUp();
    const [low, middle, high] = [paying(300), paying(3_000), paying(30_000)];
    const room = 2 * low.bytes.length;
    expect(pool.hasWishes).toBe(false);
    pool.setWish(idOf(low), "include", undefined, room);
    pool.setWish(idOf(middle), "none", 1_000_000);
    pool.setWish(idOf(high), "exclude");
    const ranked = pool.entriesByFeeRate();
    expect(txids(pool.selectForBlock(room))).toEqual([idOf(low), idOf(middle)]);
    expect(txids(pool.selectByFees(room))).toEqual([idOf(high), idOf(middle)]);
    expect(txids(pool.selectForBlock(room))).toEqual([idOf(low), idOf(middle)]);
    expect(pool.entriesByFeeRate()).toBe(ranked);
    expect(pool.byTxid(idOf(middle))?.modifiedFee).toBe(1_003_000);
    expect(pool.hasWishes).toBe(true);
    expect([...pool.excluded()].map(({ txid }) => txid)).toEqual([idOf(high)]);
  });

  it("wishes that were saved are taken before their transactions", () => {
    const { chain, pool, add } = setUp();
    const tx = payment({ from: [chain.fund(COIN)], to: [COIN - 500] });
    expect(pool.restoreWish(idOf(tx), { choice: "include", feeDelta: 7 })).toBe(true);
    add(tx);
    expect(pool.byTxid(idOf(tx))?.modifiedFee).toBe(507);
    expect([...pool.wishes()]).toEqual([[idOf(tx), { choice: "include", feeDelta: 7 }]]);
  });
});

describe("what the operator wants in the next block", () => {
  it("is not pushed out of a full pool, nor is what it builds on", () => {
    const { chain, pool, add, paying } = setUp({ poolTransactionsMax: 3 });
    const parent = paying(200);
    const wanted = add(payment({ from: [outpoint(parent)], to: [COIN - 400] }));
    const other = paying(5_000);
    expect(pool.setWish(idOf(wanted), "include")).toBeUndefined();
    const rich = payment({ from: [chain.fund(COIN)], to: [COIN - 9_000] });
    expect(pool.add(rich, NOW)).toMatchObject({ kind: "added", evicted: [{ txid: idOf(other) }] });
    pool.setWish(idOf(wanted), "none");
    expect(pool.add(payment({ from: [chain.fund(COIN)], to: [COIN - 19_000] }), NOW)).toMatchObject({
      kind: "added",
      evicted: [{ txid: idOf(wanted) }],
    });
  });

  it("leaves when nothing else is left to leave: the pool's bounds hold", () => {
    const { chain, pool, paying } = setUp({ poolTransactionsMax: 2 });
    for (const fee of [300, 400]) pool.setWish(idOf(paying(fee)), "include");
    pool.add(payment({ from: [chain.fund(COIN)], to: [COIN - 9_000] }), NOW);
    expect(pool.size).toBe(2);
  });

  it("does not expire", () => {
    const { pool, paying } = setUp();
    const [wanted, other] = [paying(500), paying(600)];
    pool.setWish(idOf(wanted), "include");
    expect(pool.expire({ monotonicMs: POOL_EXPIRY_MS }).map(({ txid }) => txid)).toEqual([idOf(other)]);
    pool.setWish(idOf(wanted), "none");
    expect(pool.expire({ monotonicMs: POOL_EXPIRY_MS })).toHaveLength(1);
  });
});
