import { COIN, hashKey } from "@triad/chain";
import { describe, expect, it } from "vitest";
import { isEarly } from "./early-transactions.ts";
import { Mempool } from "./mempool.ts";
import { EARLY_TIPS_MAX } from "./policy.ts";
import { policyReject } from "./policy-reject.ts";
import { FakeChain, LOCAL_NETWORK, outpoint, payment } from "./testing/fake-chain.ts";

const NOW = { monotonicMs: 0 };

function setUp(limits = {}) {
  const chain = new FakeChain();
  return { chain, pool: new Mempool({ network: LOCAL_NETWORK, chain, limits }) };
}

/** Considers it and, when it is refused, keeps it, as a role does with what peers send. */
function offer(pool: Mempool, tx: ReturnType<typeof payment>): string {
  const considered = pool.consider(tx, NOW);
  if (considered.kind !== "refused") return considered.kind;
  pool.keepIfEarly(tx, considered.reject);
  return considered.reject.code;
}

function codeOf(verdict: { readonly kind: string }): string {
  return "reject" in verdict ? (verdict.reject as { code: string }).code : verdict.kind;
}

describe("a transaction that came before the block which makes it valid", () => {
  it("is given back with the next tip, and then fits", () => {
    const { chain, pool } = setUp();
    const early = payment({ from: [chain.fund(COIN, { isCoinbase: true, height: 97 })], to: [5_000] });
    expect(offer(pool, early)).toBe("bad-txns-premature-spend-of-coinbase");
    expect(pool.blockConnected(chain.connect([])).unorphaned).toEqual([early]);
    expect(offer(pool, early)).toBe("check");
    expect(pool.add(early, NOW).kind).toBe("added");
    expect(pool.blockConnected(chain.connect([])).unorphaned).toEqual([]);
  });

  it("is given back at so many tips and no more", () => {
    const { chain, pool } = setUp();
    const far = payment({ from: [chain.fund(COIN)], to: [5_000], lockHeight: 1_000 });
    expect(offer(pool, far)).toBe("bad-txns-nonfinal");
    const given = Array.from({ length: EARLY_TIPS_MAX + 2 }, () => {
      const { unorphaned } = pool.blockConnected(chain.connect([]));
      for (const tx of unorphaned) expect(codeOf(pool.consider(tx, NOW))).toBe("bad-txns-nonfinal");
      return unorphaned.length;
    });
    expect(given).toEqual([...Array.from({ length: EARLY_TIPS_MAX }, () => 1), 0, 0]);
  });

  it("is not given back when a block has it", () => {
    const { chain, pool } = setUp();
    const early = payment({ from: [chain.fund(COIN, { isCoinbase: true, height: 97 })], to: [5_000] });
    offer(pool, early);
    expect(pool.blockConnected(chain.connect([early])).unorphaned).toEqual([]);
  });

  it("makes room for later ones, by number", () => {
    const { chain, pool } = setUp({ earlyMax: 2 });
    const early = [1, 2, 3].map(() =>
      payment({ from: [chain.fund(COIN, { isCoinbase: true, height: 97 })], to: [5_000] }),
    );
    for (const tx of early) offer(pool, tx);
    const given = pool.blockConnected(chain.connect([])).unorphaned.map(({ txid }) => hashKey(txid));
    expect(given).toEqual(early.slice(1).map(({ txid }) => hashKey(txid)));
  });

  it("may be one too many in a chain whose first ones a block is about to confirm", () => {
    const { chain, pool } = setUp({ ancestorsMax: 2, descendantsMax: 2 });
    const first = payment({ from: [chain.fund(COIN)], to: [900_000] });
    const second = payment({ from: [outpoint(first)], to: [800_000] });
    const third = payment({ from: [outpoint(second)], to: [700_000] });
    for (const tx of [first, second]) expect(pool.add(tx, NOW).kind).toBe("added");
    expect(offer(pool, third)).toBe("too-long-mempool-chain");
    expect(pool.blockConnected(chain.connect([first])).unorphaned).toEqual([third]);
    expect(offer(pool, third)).toBe("check");
  });
});

it("what a block doesn't change is not early", () => {
  expect(isEarly(policyReject("too-long-mempool-chain"))).toBe(true);
  for (const code of ["dust", "min-fee-not-met", "txn-mempool-conflict", "mempool-full"] as const) {
    expect(isEarly(policyReject(code))).toBe(false);
  }
});
