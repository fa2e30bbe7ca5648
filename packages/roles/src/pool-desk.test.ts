import { BUILT_IN_NETWORKS, COIN, type Coin, makeNetwork, outpointKey } from "@triad/chain";
import { Mempool } from "@triad/mempool";
import { type Transaction, transactionFrom } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Effects } from "./effects.ts";
import { PoolDesk, type PoolOutcome } from "./pool-desk.ts";

const network = makeNetwork(BUILT_IN_NETWORKS.local);
const { coinbaseMaturity } = network.params.consensus;
const NOW = { monotonicMs: 0, unixMs: 0 };
const KEY = new Uint8Array(32).fill(2);
const COINBASE_HEIGHT = 10;

/** A chain one block short of the one that lets the coinbase be spent, and a payment that spends it. */
function setUp() {
  const txid = new Uint8Array(32).fill(1);
  const coin: Coin = { amount: COIN, key: KEY, height: COINBASE_HEIGHT, isCoinbase: true };
  let tipHeight = COINBASE_HEIGHT + coinbaseMaturity - 2;
  const pool = new Mempool({
    network,
    chain: { tipHeight: () => tipHeight, coin: (key) => (key === outpointKey(txid, 0) ? coin : undefined) },
  });
  const desk = new PoolDesk({ pool, effects: new Effects(), added() {}, removed() {}, refusedFrom() {} });
  const early = transactionFrom({
    version: 1,
    inputs: [{ txid, index: 0 }],
    outputs: [{ amount: COIN - 1_000, key: KEY }],
    lockHeight: 0,
    memo: new Uint8Array(0),
    signatures: new Uint8Array(64),
  });
  /** What the pool wants to be offered again at the next tip. */
  const connect = (): readonly Transaction[] => {
    tipHeight += 1;
    const entry = { height: tipHeight } as Parameters<Mempool["blockConnected"]>[0]["entry"];
    return pool.blockConnected({ entry, transactions: [] }).unorphaned;
  };
  return { pool, desk, early, connect };
}

describe("a payment that a peer sent before the block which makes it valid", () => {
  it("is offered again at the next tip: the peer, which has that block, won't announce it twice", () => {
    const { desk, early, connect } = setUp();
    desk.offer(early, 1, NOW);
    const again = connect();
    expect(again).toEqual([early]);
    desk.offer(early, undefined, NOW);
    expect(desk.isUnderCheck(early.wtxid)).toBe(true);
  });

  it("is not kept when whoever offered it is told of the refusal", () => {
    const { desk, early, connect } = setUp();
    const outcomes: PoolOutcome[] = [];
    desk.offer(early, undefined, NOW, (outcome) => outcomes.push(outcome));
    expect(outcomes).toMatchObject([{ kind: "refused", reject: { code: "bad-txns-premature-spend-of-coinbase" } }]);
    expect(connect()).toEqual([]);
  });
});
