/** A pool beside a real chain that asks it what is verified: signatures are checked once, all else each time. */
import { COIN, hashKey } from "@triad/chain";
import type { BlockChain, ChainEvent } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import {
  BlockTree,
  openTestChain,
  ownedCoin,
  payment,
  premineCoin,
  settleChain,
  testKey,
  testNetwork,
} from "@triad/chain/testing";
import { SIGNATURE_CHECK_BYTES } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { Mempool } from "./mempool.ts";
import { POOL_EXPIRY_MS } from "./policy.ts";
import type { Consideration } from "./verdicts.ts";

const LATE = 2 ** 32;
const NOW = { monotonicMs: 0 };
const FEE = 10_000;

/** The premine is spendable from height 3 on. */
const network = testNetwork({ coinbaseMaturity: 3 });
const { key } = testKey(9);

function spendPremine(lockHeight = 0, amount = COIN): Transaction {
  const coin = premineCoin(network, 0);
  const change = { amount: coin.amount - amount - FEE, key: testKey(8).key };
  return payment({ network, spend: [coin], outputs: [{ amount, key }, change], lockHeight });
}

/** A copy of a payment of `spendPremine`, with the same txid. */
function breakSignatures({ outputs }: Transaction): Transaction {
  const changeSignatures = (signatures: Uint8Array) => signatures.map((byte) => byte ^ 1);
  return payment({ network, spend: [premineCoin(network, 0)], outputs, changeSignatures });
}

/** Bytes of the checks that are still to be made. */
function checksOf(considered: Consideration): number | undefined {
  return considered.kind === "check" ? considered.checks.length : undefined;
}

describe("a transaction whose signatures are verified", () => {
  let chain: BlockChain;
  let pool: Mempool;
  let tree: BlockTree;

  beforeEach(() => {
    tree = new BlockTree(network);
    chain = openTestChain(network, { isVerified: (wtxid) => pool.isVerified(hashKey(wtxid)) });
    pool = new Mempool({
      network,
      chain: { tipHeight: () => chain.tip.height, coin: (outpoint) => chain.coin(outpoint) },
    });
  });

  /** Blocks one on the other, each with these transactions; the last one's entry. */
  function extend(parent: HeaderEntry, blocks: readonly (readonly Transaction[])[], version = 1): HeaderEntry {
    let entry = parent;
    for (const transactions of blocks) {
      const built = tree.extend(entry, { transactions, changes: { header: { version } } });
      expect(chain.acceptBlock(built.bytes, LATE)).toMatchObject({ kind: "accepted" });
      entry = built.entry;
    }
    return entry;
  }

  /** The pool hears of it, as in a node. */
  function settle(): readonly ChainEvent[] {
    const events = settleChain(chain);
    for (const event of events) {
      if (event.type === "connected") pool.blockConnected(event.block);
      if (event.type === "disconnected") pool.blockDisconnected(event.block);
    }
    return events;
  }

  function verify(tx: Transaction): void {
    expect(pool.consider(tx, NOW)).toMatchObject({ kind: "check" });
    expect(pool.add(tx, NOW)).toMatchObject({ kind: "added" });
    expect(pool.isVerified(hashKey(tx.wtxid))).toBe(true);
  }

  const checks = (events: readonly ChainEvent[]) =>
    events.flatMap((event) => (event.type === "check-signatures" ? [event.items.length] : []));
  const reasons = (events: readonly ChainEvent[]) =>
    events.flatMap((event) => (event.type === "block-invalid" ? [event.reject.code] : []));

  it("is in a block without another check", () => {
    const two = extend(tree.genesis, [[], []]);
    settle();
    const tx = spendPremine();
    verify(tx);
    extend(two, [[tx]]);
    const events = settle();
    expect(checks(events)).toEqual([]);
    expect(chain.tip.height).toBe(3);
    const copy = spendPremine(0, COIN / 2);
    extend(two, [[copy], []], 2);
    expect(checks(settle())).toEqual([128]);
  });

  it("bad-txns-premature-spend-of-coinbase: is not in a lower block of another branch", () => {
    const one = extend(tree.genesis, [[]]);
    extend(one, [[]]);
    settle();
    const tx = spendPremine();
    verify(tx);
    extend(one, [[tx], [], []], 2);
    expect(reasons(settle())).toEqual(["bad-txns-premature-spend-of-coinbase"]);
    expect(chain.tip.height).toBe(2);
  });

  it("bad-txns-nonfinal: is not in a block below its lock height", () => {
    const three = extend(tree.genesis, [[], [], []]);
    extend(three, [[]]);
    settle();
    const tx = spendPremine(5);
    verify(tx);
    extend(three, [[tx], [], []], 2);
    expect(reasons(settle())).toEqual(["bad-txns-nonfinal"]);
  });

  it("bad-txns-inputs-missingorspent: does not spend a coin that is spent, below or in the same block", () => {
    const two = extend(tree.genesis, [[], []]);
    settle();
    const tx = spendPremine();
    verify(tx);
    const rival = spendPremine(0, COIN / 2);
    extend(two, [[rival], [tx]]);
    expect(reasons(settle())).toEqual(["bad-txns-inputs-missingorspent"]);
    expect(pool.isVerified(hashKey(tx.wtxid))).toBe(true);
    extend(two, [[rival, tx], [], []], 2);
    expect(reasons(settle())).toEqual(["bad-txns-inputs-missingorspent"]);
  });

  it("with its parent missing on a branch is refused there", () => {
    const two = extend(tree.genesis, [[], []]);
    settle();
    const parent = spendPremine();
    const child = payment({
      network,
      spend: [ownedCoin(parent, 0, testKey(9))],
      outputs: [{ amount: COIN - FEE, key }],
    });
    verify(parent);
    verify(child);
    extend(two, [[child]]);
    expect(reasons(settle())).toEqual(["bad-txns-inputs-missingorspent"]);
  });

  it("is not verified by another one with the same txid: other signatures are another wtxid", () => {
    const two = extend(tree.genesis, [[], []]);
    settle();
    const tx = spendPremine();
    verify(tx);
    const forged = breakSignatures(tx);
    expect(forged.txid).toEqual(tx.txid);
    extend(two, [[forged]]);
    expect(reasons(settle())).toEqual(["bad-txns-signature"]);
  });

  it("does not spare a copy with broken signatures its check, once it has left pool and chain", () => {
    extend(tree.genesis, [[], []]);
    settle();
    const tx = spendPremine();
    verify(tx);
    const late = { monotonicMs: POOL_EXPIRY_MS };
    expect(pool.expire(late).map((entry) => entry.tx)).toEqual([tx]);
    const copy = breakSignatures(tx);
    expect(copy.txid).toEqual(tx.txid);
    expect(checksOf(pool.consider(tx, late))).toBe(0);
    expect(checksOf(pool.consider(copy, late))).toBe(SIGNATURE_CHECK_BYTES);
  });

  it("in a block stays verified when a reorganisation takes the block away and back", () => {
    const two = extend(tree.genesis, [[], []]);
    const tx = spendPremine();
    const three = extend(two, [[tx]]);
    expect(checks(settle())).toEqual([128]);
    extend(two, [[], []], 2);
    expect(checks(settle())).toEqual([]);
    expect(pool.isVerified(hashKey(tx.wtxid))).toBe(true);
    extend(three, [[], []]);
    const back = settle();
    expect(back.filter(({ type }) => type === "connected")).toHaveLength(3);
    expect(checks(back)).toEqual([]);
    expect(chain.tip.height).toBe(5);
  });
});
