import { describe, expect, it } from "vitest";
import { GAP_LIMIT } from "./key-chain.ts";
import { FakeChain, SUBSIDY } from "./testing/fake-chain.ts";
import { commitWallet, type Disk, MATURITY, openWallet, receiveKey, SEED, STRANGER } from "./testing/open-wallet.ts";
import type { Wallet } from "./wallet.ts";

const auxiliaryRandomness = new Uint8Array(32);

function pay(wallet: Wallet, chain: FakeChain, amount: number) {
  const result = wallet.pay({ to: STRANGER, amount, feeRate: 1, height: chain.height, auxiliaryRandomness });
  if ("code" in result) throw new Error(result.code);
  return result;
}

function fundedWallet(amount = 100_000) {
  const chain = new FakeChain(MATURITY);
  const wallet = openWallet();
  wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(receiveKey(wallet), amount)]));
  return { chain, wallet };
}

describe("addresses", () => {
  it("stay until they are paid, in the pool or in a block, and are then not given out again", () => {
    const { chain, wallet } = fundedWallet();
    const second = wallet.receiveAddress();
    expect(wallet.receiveAddress()).toBe(second);
    wallet.poolAdded(chain.payFromOutside(receiveKey(wallet), 5_000));
    expect(wallet.receiveAddress()).not.toBe(second);
  });

  it("gap-limit", () => {
    const { wallet, chain } = fundedWallet();
    const given = new Set([wallet.receiveAddress()]);
    for (let i = 1; i < GAP_LIMIT; i++) given.add(wallet.nextAddress() as string);
    expect(given.size).toBe(GAP_LIMIT);
    expect(wallet.nextAddress()).toMatchObject({ code: "gap-limit" });
    // the last address is found by a scan that knows nothing but the seed
    wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(receiveKey(wallet), 7_000)]));
    const scanning = openWallet();
    for (const block of chain.blocks) scanning.blockConnected(block);
    expect(scanning.balance(chain.height)).toEqual(wallet.balance(chain.height));
    expect(scanning.balance(chain.height).confirmed).toBe(107_000);
  });
});

describe("history", () => {
  it("is newest first, with what was gained, the fee where we paid it, and the block's time", () => {
    const { chain, wallet } = fundedWallet();
    const { tx, fee } = pay(wallet, chain, 20_000);
    expect(wallet.history(9)[0]).toEqual({
      txid: tx.txid,
      change: -20_000 - fee,
      fee,
      height: null,
      coinbase: false,
      time: null,
      label: null,
    });
    wallet.blockConnected(chain.mine(receiveKey(wallet), [tx]));
    expect(
      wallet.history(9).map(({ change, fee, height, coinbase, time }) => [change, fee, height, coinbase, time]),
    ).toEqual([
      [-20_000 - fee, fee, 1, false, 1_001],
      [SUBSIDY, null, 1, true, 1_001],
      [100_000, null, 0, false, 1_000],
    ]);
    expect(wallet.history(2).length).toBe(2);
  });
});

describe("a reorganisation", () => {
  it("takes a payment of ours out of the chain and keeps it for announcing, over a restart too", () => {
    const { chain, wallet } = fundedWallet();
    const disk: Disk = new Map();
    const { tx, fee } = pay(wallet, chain, 20_000);
    wallet.blockConnected(chain.mine(STRANGER, [tx]));
    expect(wallet.unconfirmed()).toEqual([]);
    expect(wallet.balance(1)).toEqual({ confirmed: 80_000 - fee, pending: 0, immature: 0 });
    wallet.blockDisconnected(chain.blocks.pop()!);
    commitWallet(wallet, disk);
    for (const each of [wallet, openWallet(disk)]) {
      expect(each.unconfirmed().map(({ bytes }) => bytes)).toEqual([tx.bytes]);
      expect(each.balance(0)).toEqual({ confirmed: 100_000, pending: -20_000 - fee, immature: 0 });
      expect(each.tip()).toEqual({ height: 0, hash: chain.blocks[0]!.entry.hash });
    }
  });

  it("makes mined coins vanish, and an incoming payment is the pool's to tell again", () => {
    const { chain, wallet } = fundedWallet();
    const incoming = chain.payFromOutside(receiveKey(wallet), 5_000);
    wallet.blockConnected(chain.mine(receiveKey(wallet), [incoming]));
    wallet.blockDisconnected(chain.blocks.pop()!);
    expect(wallet.balance(0)).toEqual({ confirmed: 100_000, pending: 0, immature: 0 });
    wallet.poolAdded(incoming);
    expect(wallet.balance(0).pending).toBe(5_000);
    wallet.poolRemoved(incoming.txid);
    expect(wallet.balance(0).pending).toBe(0);
  });

  it("rules out a payment whose coin another payment spent, and all that builds on it", () => {
    const { chain, wallet } = fundedWallet();
    const disk: Disk = new Map();
    commitWallet(wallet, disk);
    const elsewhere = openWallet(disk);
    const rival = pay(elsewhere, chain, 30_000).tx;
    pay(wallet, chain, 20_000);
    pay(wallet, chain, 10_000);
    expect(wallet.unconfirmed().length).toBe(2);
    wallet.blockConnected(chain.mine(STRANGER, [rival]));
    expect(wallet.unconfirmed()).toEqual([]);
    commitWallet(wallet, disk);
    expect([...disk.keys()].filter((name) => name.startsWith("wallet/sent/"))).toEqual([]);
  });

  it("leaves no claim on change that hangs on a vanished coin, and frees nothing by itself", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    for (let i = 0; i < MATURITY; i++) wallet.blockConnected(chain.mine(i === 0 ? receiveKey(wallet) : STRANGER));
    const { tx } = pay(wallet, chain, 20_000);
    while (chain.height >= 0) wallet.blockDisconnected(chain.blocks.pop()!);
    expect(wallet.tip()).toBeUndefined();
    expect(wallet.balance(0)).toEqual({ confirmed: 0, pending: 0, immature: 0 });
    expect(wallet.unconfirmed()).toEqual([tx]);
    expect(wallet.discard(tx.txid)).toBe(true);
    expect(wallet.unconfirmed()).toEqual([]);
  });
});

describe("what we sent", () => {
  it("stays locked when the pool drops it, until it is discarded with what builds on it", () => {
    const { chain, wallet } = fundedWallet();
    const first = pay(wallet, chain, 20_000).tx;
    const second = pay(wallet, chain, 10_000).tx;
    for (const tx of [first, second]) wallet.poolAdded(tx);
    for (const tx of [second, first]) wallet.poolRemoved(tx.txid);
    expect(wallet.unconfirmed()).toEqual([first, second]);
    expect(
      wallet
        .coins()
        .filter(({ height }) => height !== null)
        .map(({ isLocked }) => isLocked),
    ).toEqual([true]);
    expect(wallet.discard(STRANGER)).toBe(false);
    expect(wallet.discard(first.txid)).toBe(true);
    expect(wallet.coins().map(({ isLocked }) => isLocked)).toEqual([false]);
  });

  it("counts once when the pool has another spend of the same coin: the pool's is the pending one", () => {
    const { chain, wallet } = fundedWallet();
    const disk: Disk = new Map();
    commitWallet(wallet, disk);
    const rival = pay(openWallet(disk), chain, 30_000);
    const ours = pay(wallet, chain, 20_000);
    expect(wallet.balance(0).pending).toBe(-20_000 - ours.fee);
    wallet.poolAdded(rival.tx);
    expect(wallet.balance(0).pending).toBe(-30_000 - rival.fee);
    wallet.poolRemoved(rival.tx.txid);
    expect(wallet.balance(0).pending).toBe(-20_000 - ours.fee);
  });

  it("is announced parents first after a restart", () => {
    const { chain, wallet } = fundedWallet(1_000_000);
    const disk: Disk = new Map();
    const sent = Array.from({ length: 12 }, () => pay(wallet, chain, 2_000).tx);
    commitWallet(wallet, disk);
    expect(
      openWallet(disk)
        .unconfirmed()
        .map(({ txid }) => txid),
    ).toEqual(sent.map(({ txid }) => txid));
  });
});

describe("the order of blocks", () => {
  it("is held to: a block that doesn't follow, or isn't the tip, is a bug", () => {
    const { chain, wallet } = fundedWallet();
    const block = chain.mine(STRANGER);
    const next = chain.mine(STRANGER);
    expect(() => wallet.blockConnected(next)).toThrow("in order");
    expect(() => wallet.blockDisconnected(block)).toThrow("in order");
    expect(openWallet(new Map(), SEED).tip()).toBeUndefined();
  });
});
