/**
 * Random histories of a pool against what a plain reading of the rules says of it after every step. The pool is
 * kept tiny, so that evictions, conflicts, orphans and limits of packages happen all the time.
 */

import { type Coin, hashKey, type OutpointKey, outpointKey, Reject } from "@triad/chain";
import { checkTransactionInContext } from "@triad/chain/blocks";
import type { Input, Transaction } from "@triad/protocol";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Mempool } from "./mempool.ts";
import type { PoolEntry } from "./pool-entry.ts";
import { FakeChain, LOCAL_NETWORK, outpoint, payment } from "./testing/fake-chain.ts";

const LIMITS = {
  poolTransactionsMax: 6,
  ancestorsMax: 4,
  descendantsMax: 4,
  orphansMax: 3,
  recentRejectsMax: 5,
  verifiedMax: 20,
  wishesMax: 3,
};

const numbers = fc.nat(1_000);
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      what: fc.constant("pay" as const),
      picks: fc.array(numbers, { minLength: 1, maxLength: 3 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      rate: fc.nat(30),
      lock: fc.integer({ min: -12, max: 2 }),
      hold: fc.nat(4).map((n) => n === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("release" as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("connect" as const), bytes: fc.nat(1_500), rival: numbers }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("reorganize" as const),
      depth: fc.integer({ min: 1, max: 3 }),
      length: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("wish" as const),
      pick: numbers,
      choice: fc.constantFrom("include" as const, "exclude" as const, "none" as const),
      delta: fc.integer({ min: -500, max: 3_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant("expire" as const),
      afterMs: fc.integer({ min: 0, max: 8 * 24 * 3_600_000 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class World {
  readonly chain = new FakeChain();
  readonly pool = new Mempool({ network: LOCAL_NETWORK, chain: this.chain, limits: LIMITS });
  readonly made: Transaction[] = [];
  readonly held: Transaction[] = [];
  nowMs = 0;

  constructor() {
    for (let i = 0; i < 12; i++) this.chain.fund(1_000_000);
  }

  take(step: Step): void {
    switch (step.what) {
      case "pay":
        this.pay(step);
        return;
      case "release":
        for (const tx of this.held.splice(0)) this.offer(tx);
        return;
      case "connect":
        this.connect(step.bytes, step.rival);
        return;
      case "reorganize":
        this.reorganize(step.depth, step.length);
        return;
      case "wish": {
        const tx = this.made[step.pick % Math.max(1, this.made.length)];
        if (tx !== undefined) this.pool.setWish(hashKey(tx.txid), step.choice, step.delta);
        return;
      }
      case "expire":
        this.nowMs += step.afterMs;
        this.pool.expire({ monotonicMs: this.nowMs });
        return;
      default:
        step satisfies never;
    }
  }

  /** Spends coins of the chain, of the pool and of transactions that nobody has seen yet. */
  private pay({ picks, outputs, rate, lock, hold }: Extract<Step, { what: "pay" }>): void {
    const all: [Input, number][] = this.chain.outpoints().map((at) => [at, this.amountOf(at)]);
    for (const tx of this.made.slice(-6))
      tx.outputs.forEach((out, i) => {
        all.push([outpoint(tx, i), out.amount]);
      });
    const from = new Map(
      picks.map((pick) => all[pick % all.length]!).map((pair) => [outpointKey(pair[0].txid, pair[0].index), pair]),
    );
    const value = [...from.values()].reduce((sum, [, amount]) => sum + amount, 0);
    const fee = rate * (140 + 38 * from.size + 40 * outputs);
    const each = Math.floor((value - fee) / outputs);
    if (each < 1_000) return;
    const tx = payment({
      from: [...from.values()].map(([at]) => at),
      to: new Array<number>(outputs).fill(each),
      lockHeight: Math.max(0, this.chain.tipHeight() + lock),
    });
    this.made.push(tx);
    if (hold) this.held.push(tx);
    else this.offer(tx);
  }

  /** As a node does, with the signatures taken for valid. */
  offer(tx: Transaction): void {
    const now = { monotonicMs: this.nowMs };
    const verdict = this.pool.consider(tx, now);
    if (verdict.kind !== "check") return;
    const addition = this.pool.add(tx, now);
    if (addition.kind === "refused") return;
    expect(addition.evicted).not.toContain(addition.entry);
    for (const each of addition.unorphaned) this.offer(each);
  }

  /** A block of what the pool chooses, or of a rival of something in it. */
  private connect(bytes: number, pick: number): void {
    const entries = [...this.pool.entriesByFeeRate()];
    const victim = entries[pick % Math.max(1, 2 * entries.length)];
    const at = victim?.tx.inputs.find(({ txid, index }) => this.chain.coin(outpointKey(txid, index)) !== undefined);
    const chosen =
      at === undefined
        ? this.pool.selectForBlock(bytes).map(({ entry }) => entry.tx)
        : [payment({ from: [at], to: [this.amountOf(at)], memoBytes: 5 })];
    const { unorphaned } = this.pool.blockConnected(this.chain.connect(chosen));
    for (const tx of unorphaned) this.offer(tx);
  }

  /** As the chain tells it: already at its new tip when the pool hears of the blocks. */
  private reorganize(depth: number, length: number): void {
    let back: Transaction[] = [];
    const disconnected = [];
    while (disconnected.length < depth && this.chain.blocks.length > 0) disconnected.push(this.chain.disconnect());
    const connected = Array.from({ length }, () => this.chain.connect([]));
    for (const block of disconnected) back = [...this.pool.blockDisconnected(block), ...back];
    for (const block of connected) for (const tx of this.pool.blockConnected(block).unorphaned) back.push(tx);
    for (const tx of back) this.offer(tx);
    this.pool.recheck();
  }

  private amountOf(at: Input): number {
    return this.chain.coin(outpointKey(at.txid, at.index))?.amount ?? 0;
  }
}

function reach(
  entry: PoolEntry,
  all: readonly PoolEntry[],
  isNext: (a: PoolEntry, b: PoolEntry) => boolean,
): PoolEntry[] {
  const reached = [entry];
  for (const each of reached)
    for (const other of all) if (isNext(each, other) && !reached.includes(other)) reached.push(other);
  return reached;
}

const spends = (a: PoolEntry, b: PoolEntry) => a.tx.inputs.some(({ txid }) => hashKey(txid) === b.txid);

function totals(entries: readonly PoolEntry[]) {
  return {
    count: entries.length,
    bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    fees: entries.reduce((sum, { modifiedFee }) => sum + modifiedFee, 0),
    pinned: entries.filter(({ isPinned }) => isPinned).length,
  };
}

/** Follows from the transactions alone; none of it asks the graph. */
function checkInvariants({ pool, chain }: World): void {
  const all = pool.entriesByFeeRate();
  expect(pool.size).toBe(all.length);
  const inOrder = [...pool.entries()];
  for (const [i, entry] of inOrder.entries()) {
    for (const parent of entry.parents) expect(inOrder.indexOf(parent)).toBeLessThan(i);
  }
  expect(pool.bytes).toBe(all.reduce((sum, { tx }) => sum + tx.bytes.length, 0));
  expect(pool.fees).toBe(all.reduce((sum, { fee }) => sum + fee, 0));
  expect(pool.size).toBeLessThanOrEqual(LIMITS.poolTransactionsMax);
  expect(pool.orphanCount).toBeLessThanOrEqual(LIMITS.orphansMax);
  const spent = all.flatMap(({ tx }) => tx.inputs.map(({ txid, index }) => outpointKey(txid, index)));
  expect(new Set(spent).size).toBe(spent.length);
  for (const entry of all) {
    expect(entry.isPinned).toBe(pool.wish(entry.txid).choice === "include");
    expect(entry.modifiedFee).toBe(entry.fee + pool.wish(entry.txid).feeDelta);
    const ancestors = reach(entry, all, spends);
    const descendants = reach(entry, all, (a, b) => spends(b, a));
    expect(entry.withAncestors).toEqual(totals(ancestors));
    expect(entry.withDescendants).toEqual(totals(descendants));
    expect(ancestors.length).toBeLessThanOrEqual(LIMITS.ancestorsMax);
    expect(descendants.length).toBeLessThanOrEqual(LIMITS.descendantsMax);
  }
  checkSelection(pool, chain, Number.MAX_SAFE_INTEGER);
  checkSelection(pool, chain, 700);
}

/** The same choice, with every package added up anew before every step. Wishes are taken from the pool's answer. */
function selectSlowly(pool: Mempool, bytesMax: number, isBanned: (entry: PoolEntry) => boolean): PoolEntry[] {
  const all = [...pool.entriesByFeeRate()];
  const chosen = pool
    .selectForBlock(bytesMax)
    .filter(({ because }) => because === "wish")
    .map(({ entry }) => entry);
  const packageOf = (entry: PoolEntry) => reach(entry, all, spends).filter((each) => !chosen.includes(each));
  const tooLarge = new Set<PoolEntry>();
  for (;;) {
    const ranked = all
      .filter((entry) => !chosen.includes(entry) && !isBanned(entry) && !tooLarge.has(entry))
      .map((entry) => ({ entry, ...totals(packageOf(entry)) }))
      .sort((a, b) => b.fees / b.bytes - a.fees / a.bytes || a.entry.sequence - b.entry.sequence);
    const best = ranked[0];
    if (best === undefined) return chosen;
    if (totals(chosen).bytes + best.bytes > bytesMax) {
      tooLarge.add(best.entry);
      continue;
    }
    chosen.push(...packageOf(best.entry).sort((a, b) => a.sequence - b.sequence));
    tooLarge.clear();
  }
}

function checkSelection(pool: Mempool, chain: FakeChain, bytesMax: number): void {
  const selected = pool.selectForBlock(bytesMax);
  const all = pool.entriesByFeeRate();
  expect(selected.map(({ place }) => place)).toEqual(selected.map((_, i) => i));
  expect(totals(selected.map(({ entry }) => entry)).bytes).toBeLessThanOrEqual(bytesMax);
  const isBanned = (entry: PoolEntry) =>
    reach(entry, all, spends).some(({ txid }) => pool.wish(txid).choice === "exclude");
  expect(selected.filter(({ entry }) => isBanned(entry))).toEqual([]);
  if (bytesMax === Number.MAX_SAFE_INTEGER)
    expect(selected.length).toBe(all.filter((entry) => !isBanned(entry)).length);
  const wished = selected.filter(({ because }) => because === "wish").length;
  expect(selected.slice(0, wished).every(({ because }) => because === "wish")).toBe(true);

  expect(selected.map(({ entry }) => entry)).toEqual(selectSlowly(pool, bytesMax, isBanned));

  // valid one after the other in the next block
  const coins = new Map<OutpointKey, Coin>();
  const gone = new Set<OutpointKey>();
  const height = chain.tipHeight() + 1;
  for (const { entry } of selected) {
    const { tx, fee } = entry;
    const coin = (key: OutpointKey) => (gone.has(key) ? undefined : (coins.get(key) ?? chain.coin(key)));
    const spend = checkTransactionInContext(tx, {
      height,
      coinbaseMaturity: LOCAL_NETWORK.params.consensus.coinbaseMaturity,
      coin,
    });
    if (spend instanceof Reject) throw new Error(`selected, and ${spend.code}`);
    expect(spend.fee).toBe(fee);
    for (const { txid, index } of tx.inputs) gone.add(outpointKey(txid, index));
    tx.outputs.forEach(({ amount, key }, i) => {
      coins.set(outpointKey(tx.txid, i), { amount, key, height, isCoinbase: false });
    });
  }
}

it("whatever happens, the pool stays free of conflicts, valid, counted and within its bounds", () => {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80, size: "max" }), (steps) => {
      const world = new World();
      for (const each of steps) {
        world.take(each);
        checkInvariants(world);
        const label = `${each.what}, pool of ${world.pool.size}`;
        reached.set(label, (reached.get(label) ?? 0) + 1);
      }
    }),
    { numRuns: 80 },
  );
  // the histories do fill the pool, or the property would say little
  expect(reached.get(`pay, pool of ${LIMITS.poolTransactionsMax}`) ?? 0).toBeGreaterThan(20);
});
