import { describe, expect, it } from "vitest";
import { AMOUNT_MAX } from "../params/limits.ts";
import type { Network } from "../params/network.ts";
import {
  type BlockOrder,
  BlockTree,
  openTestChain,
  ownedCoin,
  type PaymentOrder,
  payment,
  premineCoin,
  settleChain,
  TEST_SCHNORR,
  testKey,
  testNetwork,
} from "../testing/index.ts";
import { subsidyAt } from "./index.ts";

const LATE = 2 ** 32;
const { key } = testKey(9);

/** A premine that can be spent in block 1. */
const network = testNetwork({ coinbaseMaturity: 1 });

type Order = Omit<BlockOrder, "network" | "parent">;

/** Connects blocks one on the other; the code for which the last is invalid, or undefined if it is the tip. */
function judge(orders: readonly Order[], on: Network = network): string | undefined {
  const tree = new BlockTree(on);
  const chain = openTestChain(on);
  let code: string | undefined;
  let parent = tree.genesis;
  for (const order of orders) {
    expect(code).toBeUndefined();
    const built = tree.extend(parent, order);
    expect(chain.acceptBlock(built.bytes, LATE)).toMatchObject({ kind: "accepted" });
    for (const event of settleChain(chain)) if (event.type === "block-invalid") code = event.reject.code;
    if (code === undefined) expect(chain.tip.hash).toEqual(built.hash);
    parent = built.entry;
  }
  return code;
}

const empty: Order = {};
const pay = (order: Partial<PaymentOrder> = {}) =>
  payment({ network, spend: [premineCoin(network, 0)], outputs: [{ amount: 1000, key }], ...order });
const block = (...orders: Partial<PaymentOrder>[]): Order => ({ transactions: orders.map(pay) });

describe("transactions in the context of the coins", () => {
  it("bad-txns-nonfinal", () => {
    expect(judge([empty, block({ lockHeight: 3 })])).toBe("bad-txns-nonfinal");
    expect(judge([empty, block({ lockHeight: 2 })])).toBeUndefined();
    expect(judge([empty, empty, block({ lockHeight: 2 })])).toBeUndefined();
  });

  describe("bad-txns-inputs-missingorspent", () => {
    const code = "bad-txns-inputs-missingorspent";
    const coin = premineCoin(network, 0);
    const first = pay({ outputs: [{ amount: 5000, key: testKey(5).key }] });
    const second = pay({ spend: [ownedCoin(first, 0, testKey(5))] });

    it("an output that never was", () => {
      expect(judge([block({ spend: [{ ...coin, index: 4 }] })])).toBe(code);
      expect(judge([block({ spend: [{ ...coin, txid: new Uint8Array(32) }] })])).toBe(code);
      expect(judge([block({ spend: [coin] })])).toBeUndefined();
    });

    it("an output that an earlier block spent", () => {
      expect(judge([block({}), block({ memo: Uint8Array.of(1) })])).toBe(code);
      expect(judge([block({}), block({ spend: [premineCoin(network, 1)] })])).toBeUndefined();
    });

    it("an output that an earlier transaction of the block spent", () => {
      expect(judge([block({}, { memo: Uint8Array.of(1) })])).toBe(code);
      expect(judge([block({}, { spend: [premineCoin(network, 1)] })])).toBeUndefined();
    });

    it("an output of the same block may be spent later in it, not earlier", () => {
      expect(judge([{ transactions: [first, second] }])).toBeUndefined();
      expect(judge([{ transactions: [second, first] }])).toBe(code);
    });

    it("an output that was created and spent in one block is gone", () => {
      const again = pay({ spend: [ownedCoin(first, 0, testKey(5))], memo: Uint8Array.of(1) });
      expect(judge([{ transactions: [first, second, again] }])).toBe(code);
      expect(judge([{ transactions: [first, second] }, { transactions: [again] }])).toBe(code);
    });

    it("the coinbase of the same block when maturity is 1", () => {
      const tree = new BlockTree(network);
      const { coinbase } = tree.extend(tree.genesis);
      const spend = [ownedCoin(coinbase, 0, testKey(0))];
      expect(judge([empty, block({ spend })])).toBeUndefined();
      expect(judge([block({ spend })])).toBe("bad-txns-premature-spend-of-coinbase");
    });
  });

  it("bad-txns-premature-spend-of-coinbase", () => {
    const slow = testNetwork({ coinbaseMaturity: 3 });
    const tree = new BlockTree(slow);
    const { coinbase } = tree.extend(tree.genesis);
    const spendAt = (height: number, coin = ownedCoin(coinbase, 0, testKey(0))) => {
      const blocks: Order[] = Array.from({ length: height - 1 }, () => empty);
      const tx = payment({ network: slow, spend: [coin], outputs: [{ amount: 1000, key }] });
      return judge([...blocks, { transactions: [tx] }], slow);
    };
    // created at height 1
    expect(spendAt(3)).toBe("bad-txns-premature-spend-of-coinbase");
    expect(spendAt(4)).toBeUndefined();
    // the premine is the coinbase of height 0
    expect(spendAt(2, premineCoin(slow, 0))).toBe("bad-txns-premature-spend-of-coinbase");
    expect(spendAt(3, premineCoin(slow, 0))).toBeUndefined();
    // what is not a coinbase output has no maturity
    const paid = payment({
      network: slow,
      spend: [premineCoin(slow, 0)],
      outputs: [{ amount: 5000, key: testKey(5).key }],
    });
    const next = payment({ network: slow, spend: [ownedCoin(paid, 0, testKey(5))], outputs: [{ amount: 1000, key }] });
    expect(judge([empty, empty, { transactions: [paid, next] }], slow)).toBeUndefined();
  });

  it("bad-txns-in-belowout", () => {
    const { amount } = premineCoin(network, 0);
    expect(judge([block({ outputs: [{ amount: amount + 1, key }] })])).toBe("bad-txns-in-belowout");
    expect(judge([block({ outputs: [{ amount, key }] })])).toBeUndefined();
    const two = [
      { amount, key },
      { amount: 1, key },
    ];
    expect(judge([block({ outputs: two })])).toBe("bad-txns-in-belowout");
  });

  it("bad-txns-signature-count", () => {
    const without = (bytes: number) => block({ changeSignatures: (all) => all.subarray(0, bytes) });
    const more = block({ changeSignatures: (all) => Uint8Array.of(...all, ...all) });
    expect([0, 63, 64].map((bytes) => judge([without(bytes)]))).toEqual([
      "bad-txns-signature-count",
      "bad-txns-signature-count",
      undefined,
    ]);
    expect(judge([more])).toBe("bad-txns-signature-count");
  });

  it("two coins of one key need one signature, and two signatures are one too many", () => {
    const one = testKey(3);
    const rich = testNetwork({
      coinbaseMaturity: 1,
      premine: [1, 2, 3].map((amount, i) => ({ amount: amount * 1000, key: (i === 1 ? testKey(4) : one).key })),
    });
    const spend = [premineCoin(rich, 0, one), premineCoin(rich, 1, testKey(4)), premineCoin(rich, 2, one)];
    const make = (changeSignatures: (all: Uint8Array) => Uint8Array) => {
      const tx = payment({ network: rich, spend, outputs: [{ amount: 10, key }], changeSignatures });
      return judge([{ transactions: [tx] }], rich);
    };
    expect(make((all) => all)).toBeUndefined();
    expect(make((all) => Uint8Array.of(...all, ...all.subarray(0, 64)))).toBe("bad-txns-signature-count");
    // in order of first use
    expect(make((all) => Uint8Array.of(...all.subarray(64), ...all.subarray(0, 64)))).toBe("bad-txns-signature");
  });

  it("bad-txns-signature", () => {
    const flip = (at: number) =>
      block({ changeSignatures: (all) => all.map((byte, i) => (i === at ? byte ^ 1 : byte)) });
    expect(judge([flip(0)])).toBe("bad-txns-signature");
    expect(judge([flip(63)])).toBe("bad-txns-signature");
    expect(judge([flip(64)])).toBeUndefined();
  });

  it("a signature is for one chain", () => {
    const other = testNetwork({ coinbaseMaturity: 1, genesisMessage: "another chain" });
    const theirs = { ...premineCoin(network, 0), txid: premineCoin(other, 0).txid };
    // the same transaction, signed with the other chain's id
    const tx = payment({ network, spend: [theirs], outputs: [{ amount: 10, key }] });
    const good = payment({ network: other, spend: [theirs], outputs: [{ amount: 10, key }] });
    expect(tx.txid).toEqual(good.txid);
    expect(judge([{ transactions: [tx] }], other)).toBe("bad-txns-signature");
    expect(judge([{ transactions: [good] }], other)).toBeUndefined();
  });

  it("a key that is not on the curve makes an output that nobody can spend", () => {
    const nowhere = new Uint8Array(32).fill(0xff);
    expect(TEST_SCHNORR.verify(new Uint8Array(64), new Uint8Array(32), nowhere)).toBe(false);
    const made = pay({ outputs: [{ amount: 5000, key: nowhere }] });
    const spend = [ownedCoin(made, 0, { secretKey: testKey(1).secretKey, key: nowhere })];
    expect(judge([{ transactions: [made] }])).toBeUndefined();
    expect(judge([{ transactions: [made] }, block({ spend })])).toBe("bad-txns-signature");
  });
});

describe("the coinbase's amount", () => {
  it("bad-cb-amount", () => {
    expect(judge([{ fees: 1 }])).toBe("bad-cb-amount");
    expect(judge([{ fees: 0 }])).toBeUndefined();
    expect(judge([{ fees: -1 }])).toBeUndefined();
    const { amount } = premineCoin(network, 0);
    const paying = block(
      { outputs: [{ amount: amount - 30, key }] },
      { spend: [premineCoin(network, 1)], outputs: [{ amount: amount - 12, key }] },
    );
    expect(judge([{ ...paying, fees: 43 }])).toBe("bad-cb-amount");
    expect(judge([{ ...paying, fees: 42 }])).toBeUndefined();
  });

  it("is told after a bad signature, and without waiting when all was verified before", () => {
    const greedyAndForged = { ...block({ changeSignatures: (all) => all.map((byte) => byte ^ 1) }), fees: 1e12 };
    expect(judge([greedyAndForged])).toBe("bad-txns-signature");
    const tree = new BlockTree(network);
    const chain = openTestChain(network, { isVerified: () => true });
    chain.acceptBlock(tree.extend(tree.genesis, { ...block({}), fees: 1e12 }).bytes, LATE);
    chain.advance(10);
    expect(chain.takeEvents()).toMatchObject([{ type: "block-invalid", reject: { code: "bad-cb-amount" } }]);
  });

  it("halves with the subsidy, down to nothing", () => {
    const params = { ...network.params.consensus, subsidy: 2 ** 52, halvingInterval: 10 };
    expect([0, 9, 10, 19, 20].map((height) => subsidyAt(height, params))).toEqual([
      2 ** 52,
      2 ** 52,
      2 ** 51,
      2 ** 51,
      2 ** 50,
    ]);
    expect([519, 520, 529, 530].map((height) => subsidyAt(height, params))).toEqual([2, 1, 1, 0]);
    expect(subsidyAt(9, { ...params, subsidy: 7, halvingInterval: 3 })).toBe(0);
    expect(subsidyAt(8, { ...params, subsidy: 7, halvingInterval: 3 })).toBe(1);
    // 53 halvings and more: JavaScript's shifts would begin again
    expect(subsidyAt(10 * 64, params)).toBe(0);
    expect(subsidyAt(2 ** 31, params)).toBe(0);
  });

  it("a block may pay its miner nothing, and all money may be in one output", () => {
    expect(judge([{ changes: { coinbase: { outputs: [] } } }])).toBeUndefined();
    const all = testNetwork({
      subsidy: 0,
      coinbaseMaturity: 1,
      premine: [{ amount: AMOUNT_MAX, key: testKey(0).key }],
    });
    const tx = payment({
      network: all,
      spend: [premineCoin(all, 0)],
      outputs: [
        { amount: AMOUNT_MAX - 1, key },
        { amount: 1, key },
      ],
    });
    expect(judge([{ transactions: [tx] }], all)).toBeUndefined();
  });

  it("two coinbases never have one txid, though they pay the same to the same", () => {
    const tree = new BlockTree(network);
    const first = tree.extend(tree.genesis);
    const second = tree.extend(first.entry);
    expect(first.coinbase.outputs).toEqual(second.coinbase.outputs);
    expect(first.coinbase.txid).not.toEqual(second.coinbase.txid);
  });
});
