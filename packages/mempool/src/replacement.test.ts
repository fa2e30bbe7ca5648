import { COIN, hashKey } from "@triad/chain";
import type { Input, Transaction } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Mempool } from "./mempool.ts";
import { DESCENDANTS_BYTES_MAX } from "./policy.ts";
import { FakeChain, LOCAL_NETWORK, outpoint, payment } from "./testing/fake-chain.ts";

const NOW = { monotonicMs: 0 };

function setUp(limits = {}) {
  const chain = new FakeChain();
  return { chain, pool: new Mempool({ network: LOCAL_NETWORK, chain, limits }) };
}

function consider(pool: Mempool, tx: Transaction): string {
  const verdict = pool.consider(tx, NOW);
  return "reject" in verdict ? verdict.reject.code : verdict.kind;
}

function add(pool: Mempool, tx: Transaction) {
  const addition = pool.add(tx, NOW);
  if (addition.kind !== "added") throw new Error(addition.reject.code);
  return addition;
}

function ids(entries: Iterable<{ readonly tx: Transaction }>): string[] {
  return [...entries].map(({ tx }) => hashKey(tx.txid));
}

/** Spends coins of COIN each; `memoBytes` tells apart what would else be one transaction. */
function paying(from: readonly Input[], fee: number, memoBytes = 0): Transaction {
  return payment({ from, to: [from.length * COIN - fee], memoBytes });
}

const BYTES = paying([{ txid: new Uint8Array(32), index: 0 }], 500).bytes.length;

describe("replacement by fee", () => {
  it("pays what was paid, and a unit for each byte of its own", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    const first = paying(from, 500);
    add(pool, first);
    expect(consider(pool, paying(from, 500 + BYTES - 1))).toBe("txn-mempool-conflict");
    const second = paying(from, 500 + BYTES);
    expect(consider(pool, second)).toBe("check");
    const { replaced, evicted } = add(pool, second);
    expect([ids(replaced), evicted, ids(pool.entries())]).toEqual([[hashKey(first.txid)], [], [hashKey(second.txid)]]);
    expect([pool.fees, pool.bytes]).toEqual([500 + BYTES, BYTES]);
  });

  it("txn-mempool-conflict: the fees of descendants count too", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    const first = paying(from, 500);
    add(pool, first);
    const child = payment({ from: [outpoint(first)], to: [COIN - 500 - 5_000] });
    add(pool, child);
    expect(consider(pool, paying(from, 5_500 + BYTES - 1))).toBe("txn-mempool-conflict");
    const second = paying(from, 5_500 + BYTES);
    expect(ids(add(pool, second).replaced)).toEqual(ids([{ tx: first }, { tx: child }]));
    expect(ids(pool.entries())).toEqual(ids([{ tx: second }]));
  });

  it("txn-mempool-conflict: a large one with a higher fee and a lower rate", () => {
    const { chain, pool } = setUp();
    const from = chain.fund(COIN);
    add(pool, paying([from], 10 * BYTES));
    const others = Array.from({ length: 40 }, () => chain.fund(COIN));
    const large = paying([from, ...others], 0).bytes.length;
    expect(consider(pool, paying([from, ...others], 10 * large))).toBe("txn-mempool-conflict");
    expect(consider(pool, paying([from, ...others], 10 * large + 1))).toBe("check");
  });

  it("txn-mempool-conflict: one that would wait for a parent with a low rate", () => {
    const { chain, pool } = setUp();
    const from = chain.fund(COIN);
    add(pool, paying([from], 20 * BYTES));
    const parent = paying([chain.fund(COIN)], BYTES);
    add(pool, parent);
    // 178 bytes with the parent's 140 or so: 30 units a byte alone, 17 together
    const both = payment({ from: [from, outpoint(parent)], to: [2 * COIN - BYTES - 30 * (BYTES + 38)] });
    expect(consider(pool, both)).toBe("txn-mempool-conflict");
    const more = payment({ from: [from, outpoint(parent)], to: [2 * COIN - BYTES - 50 * (BYTES + 38)] });
    expect(consider(pool, more)).toBe("check");
  });

  it("spends-replaced", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    const first = paying(from, 500);
    add(pool, first);
    const grandson = payment({ from: [outpoint(first), ...from], to: [COIN] });
    expect(consider(pool, grandson)).toBe("spends-replaced");
  });

  it("too-many-replacements", () => {
    const { chain, pool } = setUp({ replacedMax: 3 });
    const from = Array.from({ length: 4 }, () => chain.fund(COIN));
    for (const coin of from) add(pool, paying([coin], 500));
    expect(consider(pool, paying(from, COIN))).toBe("too-many-replacements");
    const rest = from.slice(1);
    expect(consider(pool, paying(rest, COIN))).toBe("check");
    const [first] = pool.entries();
    add(pool, payment({ from: [outpoint(first!.tx)], to: [5_000] }));
    // three of them, and a child
    expect(consider(pool, paying(from.slice(0, 3), COIN, 1))).toBe("too-many-replacements");
  });

  it("does not count what it replaces among its parent's descendants", () => {
    const { chain, pool } = setUp({ descendantsMax: 3 });
    const parent = payment({ from: [chain.fund(3 * COIN)], to: [COIN, COIN, COIN - 1_000] });
    add(pool, parent);
    const [a, b] = [paying([outpoint(parent, 0)], 500), paying([outpoint(parent, 1)], 500)];
    add(pool, a);
    add(pool, b);
    expect(consider(pool, payment({ from: [outpoint(parent, 2)], to: [COIN / 2] }))).toBe("too-long-mempool-chain");
    expect(consider(pool, paying([outpoint(parent, 0)], 5_000))).toBe("check");
  });

  it("forgets no signature: what was replaced needs no check when it comes in a block", () => {
    const { chain, pool } = setUp();
    const from = [chain.fund(COIN)];
    const first = paying(from, 500);
    add(pool, first);
    add(pool, paying(from, 50_000));
    expect(pool.isVerified(hashKey(first.wtxid))).toBe(true);
  });
});

describe("pinning", () => {
  /** Outputs that are worth a thousand each, up to about so many bytes. */
  function largeChild(from: Input, bytes: number, rate: number): Transaction {
    const to = new Array<number>(Math.floor((bytes - 200) / 39)).fill(1_000);
    const size = payment({ from: [from], to: [COIN, ...to] }).bytes.length;
    return payment({ from: [from], to: [COIN - 1_000 * to.length - rate * size, ...to] });
  }

  it("too-long-mempool-chain: all that builds on one transaction has so many bytes together", () => {
    const { chain, pool } = setUp();
    const parent = payment({ from: [chain.fund(3 * COIN)], to: [COIN, COIN, COIN - 1_000] });
    add(pool, parent);
    const half = largeChild(outpoint(parent, 0), DESCENDANTS_BYTES_MAX / 2, 1);
    add(pool, half);
    const left = DESCENDANTS_BYTES_MAX - half.bytes.length;
    const fits = largeChild(outpoint(parent, 1), left - 100, 1);
    expect(fits.bytes.length).toBeLessThanOrEqual(left);
    expect(consider(pool, fits)).toBe("check");
    const tooLarge = largeChild(outpoint(parent, 1), left + 400, 1);
    expect(tooLarge.bytes.length).toBeGreaterThan(left);
    expect(consider(pool, tooLarge)).toBe("too-long-mempool-chain");
  });

  it("costs a victim no more than the bytes that may build on one transaction, at the lowest rate", () => {
    const { chain, pool } = setUp();
    const victims = chain.fund(COIN);
    // two outputs: the victim's, and one of whoever wants it to stay unconfirmed
    const shared = payment({ from: [victims], to: [COIN / 2, COIN / 2 - 1_000] });
    add(pool, shared);
    let tip = outpoint(shared, 1);
    let value = COIN / 2 - 1_000;
    for (let size = 0; ; ) {
      const to = new Array<number>(100).fill(1_000);
      const bytes = payment({ from: [tip], to: [value, ...to] }).bytes.length;
      if (size + bytes > DESCENDANTS_BYTES_MAX) break;
      size += bytes;
      value -= 100_000 + bytes;
      const pin = payment({ from: [tip], to: [value, ...to] });
      add(pool, pin);
      tip = outpoint(pin);
    }
    const cost = 1_000 + DESCENDANTS_BYTES_MAX + BYTES;
    const replacement = payment({ from: [victims], to: [COIN - cost] });
    expect(consider(pool, replacement)).toBe("check");
    expect(add(pool, replacement).replaced.length).toBeGreaterThan(4);
    expect(ids(pool.entries())).toEqual(ids([{ tx: replacement }]));
  });
});
