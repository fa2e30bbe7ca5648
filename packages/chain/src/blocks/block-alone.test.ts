import { hexToBytes } from "@triad/crypto";
import { transactionFrom, writeBlock } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { AMOUNT_MAX } from "../params/limits.ts";
import {
  type BlockChanges,
  type BlockOrder,
  BlockTree,
  openTestChain,
  payment,
  premineCoin,
  settleChain,
  testKey,
  testNetwork,
} from "../testing/index.ts";
import { type BlockOutcome, coinbaseMemo } from "./index.ts";

const network = testNetwork();
const LATE = 2 ** 32;
const coin = premineCoin(network, 0);
const { key } = testKey(9);

type Order = Omit<BlockOrder, "network" | "parent">;

/** What a fresh chain says of this block on genesis: a code, or "accepted". */
function judge(order: Order, on = network): string {
  const tree = new BlockTree(on);
  return codeOf(openTestChain(on).acceptBlock(tree.extend(tree.genesis, order).bytes, LATE));
}

function codeOf(outcome: BlockOutcome): string {
  return outcome.kind === "refused" ? outcome.reject.code : outcome.kind;
}

const coinbaseWith = (fields: NonNullable<BlockChanges["coinbase"]>): Order => ({ changes: { coinbase: fields } });
const pay = (fields: Partial<Parameters<typeof payment>[0]>) =>
  payment({ network, spend: [coin], outputs: [{ amount: 1000, key }], ...fields });
const containing = (fields: Partial<Parameters<typeof payment>[0]>): Order => ({ transactions: [pay(fields)] });

describe("mutated-block", () => {
  const tree = new BlockTree(network);
  const good = tree.extend(tree.genesis, { transactions: [pay({}), pay({ memo: Uint8Array.of(1) })] });
  const [coinbase, a, b] = good.block.transactions as [Uint8Array, Uint8Array, Uint8Array];
  const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
  const twins: [string, Uint8Array][] = [
    ["another order", writeBlock({ ...good.block, transactions: [coinbase, b, a] })],
    ["the last transaction twice (CVE-2012-2459)", writeBlock({ ...good.block, transactions: [coinbase, a, b, b] })],
    ["one transaction less", writeBlock({ ...good.block, transactions: [coinbase, a] })],
    ["another filter hash", writeBlock({ ...good.block, commitments: flipped(good.block.commitments) })],
    ["a changed transaction", writeBlock({ ...good.block, transactions: [coinbase, a, flipped(b)] })],
    ["a byte after the end", Uint8Array.of(...good.bytes, 0)],
    ["no transactions", good.bytes.subarray(0, 2 + 80 + 2 + 64)],
  ];

  it.each(twins)("mutated-block: %s is refused first, and the real block is accepted after it", (_, twin) => {
    const chain = openTestChain(network);
    const outcome = chain.acceptBlock(twin, LATE);
    expect(outcome).toMatchObject({ kind: "refused", reject: { code: "mutated-block", class: "mutated" } });
    expect(codeOf(chain.acceptBlock(good.bytes, LATE))).toBe("accepted");
    expect(chain.takeEvents()).toEqual([]);
  });

  it("mutated-block: two Merkle nodes offered as a 64-byte transaction leave the header unblamed", () => {
    const [left, right] = [pay({}), pay({ memo: Uint8Array.of(1) })].map(({ wtxid }) => wtxid);
    const node = Uint8Array.of(...(left as Uint8Array), ...(right as Uint8Array));
    // Framed by hand: the writer refuses what a reader must refuse.
    const head = good.bytes.subarray(0, 2 + 80 + 2 + 64);
    const twin = Uint8Array.of(...head, 0x1a, node.length, ...node);
    const chain = openTestChain(network);
    expect(codeOf(chain.acceptBlock(twin, LATE))).toBe("mutated-block");
    expect(codeOf(chain.acceptBlock(good.bytes, LATE))).toBe("accepted");
  });
});

describe("bodies alone", () => {
  it("bad-blk-length", () => {
    const tree = new BlockTree(network);
    const { block } = tree.extend(tree.genesis, containing({}));
    const size = block.transactions.reduce((sum, { length }) => sum + length, 0);
    // The parameters are in the genesis block: the payment is signed for each network again.
    const sized = (maxBlockBytes: number) => {
      const other = testNetwork({ maxBlockBytes });
      const tx = payment({ network: other, spend: [premineCoin(other, 0)], outputs: [{ amount: 1000, key }] });
      return judge({ transactions: [tx] }, other);
    };
    expect(sized(size)).toBe("accepted");
    expect(sized(size - 1)).toBe("bad-blk-length");
  });

  it("tx-not-canonical", () => {
    const lockZero = (bytes: Uint8Array) => Uint8Array.of(...bytes, 0x38, 0x01);
    const change = (encodings: readonly Uint8Array[]) =>
      encodings.map((bytes, i) => (i === 1 ? lockZero(bytes) : bytes));
    expect(judge({ ...containing({}), changes: { encodings: change } })).toBe("tx-not-canonical");
    expect(judge({ ...containing({}), changes: { encodings: (same) => same } })).toBe("accepted");
  });

  it("bad-cb-missing", () => {
    const without = (encodings: readonly Uint8Array[]) => encodings.slice(1);
    const swapped = ([first, second]: readonly Uint8Array[]) => [second as Uint8Array, first as Uint8Array];
    expect(judge({ ...containing({}), changes: { encodings: without } })).toBe("bad-cb-missing");
    expect(judge({ ...containing({}), changes: { encodings: swapped } })).toBe("bad-cb-missing");
    expect(judge({})).toBe("accepted");
  });

  it("bad-cb-multiple", () => {
    const second = transactionFrom({
      ...pay({}),
      inputs: [],
      signatures: new Uint8Array(0),
      memo: coinbaseMemo(1, new Uint8Array(0)),
    });
    expect(judge({ transactions: [pay({}), second] })).toBe("bad-cb-multiple");
    expect(judge({ transactions: [pay({})] })).toBe("accepted");
  });

  it("bad-cb-lock-height", () => {
    expect(judge(coinbaseWith({ lockHeight: 1 }))).toBe("bad-cb-lock-height");
    expect(judge(coinbaseWith({ lockHeight: 0 }))).toBe("accepted");
  });

  it("bad-cb-signatures", () => {
    expect(judge(coinbaseWith({ signatures: new Uint8Array(64) }))).toBe("bad-cb-signatures");
    expect(judge(coinbaseWith({ signatures: Uint8Array.of(0) }))).toBe("bad-cb-signatures");
    expect(judge(coinbaseWith({ signatures: new Uint8Array(0) }))).toBe("accepted");
  });

  it("bad-cb-length", () => {
    const memo = (length: number) => {
      const bytes = new Uint8Array(length);
      bytes[0] = 1;
      return judge(coinbaseWith({ memo: bytes }));
    };
    expect([63, 64, 256, 257].map(memo)).toEqual(["bad-cb-length", "accepted", "accepted", "bad-cb-length"]);
  });

  it("bad-cb-height", () => {
    const height = (told: number) => judge(coinbaseWith({ memo: coinbaseMemo(told, new Uint8Array(0)) }));
    expect([0, 1, 2].map(height)).toEqual(["bad-cb-height", "accepted", "bad-cb-height"]);
    const bigEndian = Uint8Array.of(0, 0, 0, 1, ...new Uint8Array(60));
    expect(judge(coinbaseWith({ memo: bigEndian }))).toBe("bad-cb-height");
  });

  it("bad-txns-version", () => {
    expect([0, 1, 2].map((version) => judge(containing({ version })))).toEqual([
      "bad-txns-version",
      "accepted",
      "bad-txns-version",
    ]);
    expect(judge(coinbaseWith({ version: 2 }))).toBe("bad-txns-version");
  });

  it("bad-txns-memo-length", () => {
    expect(judge(containing({ memo: new Uint8Array(257) }))).toBe("bad-txns-memo-length");
    expect(judge(containing({ memo: new Uint8Array(256) }))).toBe("accepted");
  });

  it("bad-txns-vout-empty", () => {
    // the memo makes it long enough to be a transaction at all
    const memo = new Uint8Array(64);
    expect(judge(containing({ memo, outputs: [] }))).toBe("bad-txns-vout-empty");
    expect(judge(containing({ memo, outputs: [{ amount: 1, key }] }))).toBe("accepted");
    // a coinbase may burn what it could take
    expect(judge(coinbaseWith({ outputs: [] }))).toBe("accepted");
  });

  it("bad-txns-vout-toolarge", () => {
    const paying = (amount: number) => judge(containing({ outputs: [{ amount, key }] }));
    expect(paying(AMOUNT_MAX + 1)).toBe("bad-txns-vout-toolarge");
    expect(paying(Number.MAX_SAFE_INTEGER)).toBe("bad-txns-vout-toolarge");
    expect(paying(AMOUNT_MAX)).toBe("accepted");
    // 2^64 - 1, which only a foreign writer makes
    const most = hexToBytes("ffffffffffffffffff01");
    const tx = pay({ outputs: [{ amount: 2 ** 53 - 1, key }] }).bytes;
    const at = tx.findIndex((byte, i) => byte === 0x1a && tx[i + 2] === 0x08);
    const end = at + 2 + (tx[at + 1] as number);
    const output = Uint8Array.of(0x08, ...most, 0x12, 32, ...key);
    const foreign = Uint8Array.of(...tx.subarray(0, at), 0x1a, output.length, ...output, ...tx.subarray(end));
    const order: Order = { changes: { encodings: (encodings) => [...encodings, foreign] } };
    expect(judge(order)).toBe("bad-txns-vout-toolarge");
  });

  it("bad-txns-txouttotal-toolarge", () => {
    const paying = (...amounts: number[]) => judge(containing({ outputs: amounts.map((amount) => ({ amount, key })) }));
    expect(paying(AMOUNT_MAX - 1, 1)).toBe("accepted");
    expect(paying(AMOUNT_MAX, 1)).toBe("bad-txns-txouttotal-toolarge");
    // five of them pass 2^53, where sums would be rounded
    expect(paying(...Array.from({ length: 5 }, () => AMOUNT_MAX))).toBe("bad-txns-txouttotal-toolarge");
  });

  it("bad-txns-inputs-duplicate", () => {
    const other = premineCoin(network, 1);
    expect(judge(containing({ spend: [coin, other, coin] }))).toBe("bad-txns-inputs-duplicate");
    expect(judge(containing({ spend: [coin, other] }))).toBe("accepted");
  });

  it("bad-filter-hash", () => {
    expect(judge({ changes: { filterHash: new Uint8Array(32) } })).toBe("bad-filter-hash");
    expect(judge({})).toBe("accepted");
  });

  it("bad-history-root", () => {
    expect(judge({ changes: { historyRoot: new Uint8Array(32) } })).toBe("bad-history-root");
    expect(judge({})).toBe("accepted");
  });

  it("a block that breaks a rule is condemned for good, and told of once", () => {
    const tree = new BlockTree(network);
    const bad = tree.extend(tree.genesis, { changes: { historyRoot: new Uint8Array(32) } });
    const chain = openTestChain(network);
    expect(codeOf(chain.acceptBlock(bad.bytes, LATE))).toBe("bad-history-root");
    expect(chain.takeEvents()).toMatchObject([{ type: "block-invalid", reject: { code: "bad-history-root" } }]);
    expect(codeOf(chain.acceptBlock(bad.bytes, LATE))).toBe("bad-prevblk");
    expect(settleChain(chain)).toEqual([]);
  });
});
