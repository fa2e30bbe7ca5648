import { BUILT_IN_NETWORKS, COIN, makeNetwork, type Network } from "@triad/chain";
import { checkBlockAlone, coinbaseHeight } from "@triad/chain/blocks";
import { requiredBits, targetOfBits } from "@triad/chain/headers";
import { bytesToHex } from "@triad/crypto";
import {
  type Block,
  hashHeader,
  readBlock,
  readHeader,
  readTransaction,
  type Transaction,
  transactionFrom,
} from "@triad/protocol";
import { describe, expect, it } from "vitest";
import {
  COINBASE_TEXT_BYTES_MAX,
  finishBlock,
  isHeaderOf,
  makeTemplate,
  type TemplateInput,
  transactionBudget,
} from "./block-template.ts";
import { meetsTarget, searchNonces, withNonce } from "./nonce-search.ts";

const local = BUILT_IN_NETWORKS.local ?? expect.fail("no local network");
const LOCAL = makeNetwork(local);
const HALF_LIFE = 1_200;
const ADJUSTING = networkWith({ halfLife: HALF_LIFE, easiestBits: 0x1f00ffff, genesisBits: 0x1e00ffff });
const KEY = new Uint8Array(32).fill(3);
const PAYMENT = transactionFrom({
  version: 1,
  inputs: [{ txid: new Uint8Array(32).fill(1), index: 0 }],
  outputs: [{ amount: 5, key: KEY }],
  lockHeight: 0,
  memo: new Uint8Array(0),
  signatures: new Uint8Array(64),
});

function networkWith(consensus: Partial<Network["params"]["consensus"]>): Network {
  return makeNetwork({ ...local, consensus: { ...local.consensus, ...consensus } });
}

function input(changes: Partial<TemplateInput> = {}): TemplateInput {
  return {
    network: LOCAL,
    parent: { hash: new Uint8Array(32).fill(8), height: 6, time: 2_000_000_000 },
    firstTime: 1_999_999_990,
    unixSeconds: 2_000_000_005,
    transactions: [{ tx: PAYMENT, fee: 77 }],
    payTo: KEY,
    historyRoot: new Uint8Array(32).fill(5),
    filterHash: (transactions) => new Uint8Array(32).fill(transactions.length),
    coinbaseText: new Uint8Array([0x74, 0x65]),
    extraNonce: 0x0102030405,
    ...changes,
  };
}

function headerOf(template: { header: Uint8Array }) {
  const header = readHeader(template.header);
  return "prev" in header ? header : expect.fail("unreadable header");
}

function coinbaseOf(template: { block: Block }): Transaction {
  const coinbase = readTransaction(template.block.transactions[0] as Uint8Array);
  return "txid" in coinbase ? coinbase : expect.fail("unreadable coinbase");
}

describe("makeTemplate", () => {
  it("builds on the parent, with nonce 0", () => {
    const template = makeTemplate(input());
    expect(template.height).toBe(7);
    expect(template).toMatchObject({ fees: 77, transactionCount: 1 });
    expect(headerOf(template)).toMatchObject({ prev: input().parent.hash, time: 2_000_000_005, nonce: 0 });
  });

  it("takes the parent's time when that is ahead of the clock", () => {
    expect(headerOf(makeTemplate(input({ unixSeconds: 1_999_999_999 }))).time).toBe(2_000_000_000);
    expect(headerOf(makeTemplate(input({ unixSeconds: 2_000_000_000 }))).time).toBe(2_000_000_000);
    expect(headerOf(makeTemplate(input({ unixSeconds: 2_000_000_001 }))).time).toBe(2_000_000_001);
  });

  it("has the required bits, and their target", () => {
    for (const network of [LOCAL, ADJUSTING]) {
      const template = makeTemplate(input({ network }));
      const { consensus } = network.params;
      const block = { height: 7, time: 2_000_000_005, parentTime: 2_000_000_000, firstTime: 1_999_999_990 };
      expect(template.bits).toBe(requiredBits(consensus, block));
      expect(headerOf(template).bits).toBe(template.bits);
      expect(BigInt(`0x${bytesToHex(template.target)}`)).toBe(targetOfBits(template.bits));
    }
  });

  it("pays subsidy and fees to the key", () => {
    const { subsidy } = LOCAL.params.consensus;
    expect(subsidy).toBeGreaterThanOrEqual(COIN / 100);
    expect(coinbaseOf(makeTemplate(input())).outputs).toEqual([{ amount: subsidy + 77, key: KEY }]);
  });

  it("has a coinbase without output when there is nothing to pay, and with one from the first base unit on", () => {
    const network = networkWith({ subsidy: 0 });
    const free = [{ tx: PAYMENT, fee: 0 }];
    expect(coinbaseOf(makeTemplate(input({ network, transactions: free }))).outputs).toEqual([]);
    expect(coinbaseOf(makeTemplate(input({ network, transactions: [{ tx: PAYMENT, fee: 1 }] }))).outputs).toHaveLength(
      1,
    );
  });

  it("the memo holds height, extra nonce and text", () => {
    const { memo } = coinbaseOf(makeTemplate(input()));
    expect(coinbaseHeight(memo)).toBe(7);
    expect(bytesToHex(memo.subarray(4, 14))).toBe("05040302010000007465");
    expect(memo).toHaveLength(64);
  });

  it("the text may fill the memo, not more", () => {
    const text = (bytes: number) => input({ coinbaseText: new Uint8Array(bytes).fill(0x61) });
    expect(coinbaseOf(makeTemplate(text(COINBASE_TEXT_BYTES_MAX))).memo).toHaveLength(256);
    expect(() => makeTemplate(text(COINBASE_TEXT_BYTES_MAX + 1))).toThrow(RangeError);
  });

  it("another extra nonce makes another root; one that isn't a safe integer is refused", () => {
    const root = (extraNonce: number) => bytesToHex(headerOf(makeTemplate(input({ extraNonce }))).root);
    expect(new Set([0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER].map(root)).size).toBe(4);
    for (const extraNonce of [-1, 1.5, 2 ** 53]) expect(() => makeTemplate(input({ extraNonce }))).toThrow(RangeError);
  });

  it("is stale when the next whole half-life since the parent ends", () => {
    const { time } = input().parent;
    const staleAt = (unixSeconds: number) =>
      makeTemplate(input({ network: ADJUSTING, unixSeconds })).staleAtUnixSeconds;
    expect(staleAt(time)).toBe(time + HALF_LIFE);
    expect(staleAt(time + HALF_LIFE - 1)).toBe(time + HALF_LIFE);
    expect(staleAt(time + HALF_LIFE)).toBe(time + 2 * HALF_LIFE);
  });

  it("the bits change at the stale time, not a second before", () => {
    const { time } = input().parent;
    const bits = (unixSeconds: number) => makeTemplate(input({ network: ADJUSTING, unixSeconds })).bits;
    expect(bits(time + HALF_LIFE - 1)).toBe(bits(time));
    expect(bits(time + HALF_LIFE)).not.toBe(bits(time));
  });

  it("is never stale with fixed difficulty, at block 1, or at the easiest target", () => {
    const { parent } = input();
    expect(makeTemplate(input()).staleAtUnixSeconds).toBeUndefined();
    expect(
      makeTemplate(input({ network: ADJUSTING, parent: { ...parent, height: 0 } })).staleAtUnixSeconds,
    ).toBeUndefined();
    const muchLater = parent.time + 100 * HALF_LIFE;
    expect(makeTemplate(input({ network: ADJUSTING, unixSeconds: muchLater })).staleAtUnixSeconds).toBeUndefined();
  });
});

describe("finishBlock", () => {
  it("a solved template passes every check before its (made-up) filter", () => {
    const template = makeTemplate(input());
    const nonce = searchNonces({ header: template.header, target: template.target, from: 0, count: 2_000_000 });
    const header = withNonce(template.header, nonce ?? expect.fail("no nonce"));
    expect(meetsTarget(header, template.target)).toBe(true);
    const block = readBlock(finishBlock(template, header));
    if (!("commitments" in block)) expect.fail("unreadable block");
    const entry = {
      hash: hashHeader(header),
      header: headerOf({ header }),
      height: 7,
      chainWork: 0n,
      parent: undefined,
      sequence: 0,
      hasBody: true,
      isInvalid: false,
    };
    const verdict = checkBlockAlone(block, { network: LOCAL, entry, historyRoot: input().historyRoot });
    expect(verdict).toMatchObject({ code: "bad-filter-hash" });
  });

  it("accepts rolled version, time and nonce; refuses the header of another template", () => {
    const template = makeTemplate(input());
    const changedAt = (offset: number) => template.header.map((byte, i) => (i === offset ? byte ^ 1 : byte));
    for (const offset of [0, 3, 68, 71, 76, 79]) expect(isHeaderOf(template, changedAt(offset))).toBe(true);
    for (const offset of [4, 36, 67, 72, 75]) {
      expect(isHeaderOf(template, changedAt(offset))).toBe(false);
      expect(() => finishBlock(template, changedAt(offset))).toThrow();
    }
    expect(isHeaderOf(template, new Uint8Array(79))).toBe(false);
  });
});

describe("transactionBudget", () => {
  it("leaves room for the longest coinbase, and not a byte more", () => {
    const template = makeTemplate(
      input({
        transactions: [{ tx: PAYMENT, fee: 2_000_000_000_000_000 }],
        coinbaseText: new Uint8Array(COINBASE_TEXT_BYTES_MAX).fill(1),
      }),
    );
    const { maxBlockBytes } = LOCAL.params.consensus;
    expect(transactionBudget(LOCAL) + coinbaseOf(template).bytes.length).toBe(maxBlockBytes);
  });

  it("is 0, not negative, where blocks are tiny", () => {
    expect(
      transactionBudget({ ...LOCAL, params: { ...local, consensus: { ...local.consensus, maxBlockBytes: 100 } } }),
    ).toBe(0);
  });
});
