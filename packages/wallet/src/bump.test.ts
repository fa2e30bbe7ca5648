import { outpointKey } from "@triad/chain";
import { type Transaction, transactionFrom } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { DUST } from "./plan-payment.ts";
import { FakeChain } from "./testing/fake-chain.ts";
import { commitWallet, type Disk, MATURITY, openWallet, receiveKey, STRANGER } from "./testing/open-wallet.ts";
import type { Wallet } from "./wallet.ts";

const auxiliaryRandomness = new Uint8Array(32);

function funded(amounts: readonly number[] = [100_000], disk?: Disk) {
  const chain = new FakeChain(MATURITY);
  const wallet = openWallet(disk);
  for (const amount of amounts) {
    wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(receiveKey(wallet), amount)]));
  }
  return { chain, wallet };
}

function pay(wallet: Wallet, chain: FakeChain, amount: number, feeRate = 1) {
  const paid = wallet.pay({ to: STRANGER, amount, feeRate, height: chain.height, auxiliaryRandomness });
  if ("code" in paid) throw new Error(paid.code);
  return paid;
}

const tryBump = (wallet: Wallet, chain: FakeChain, { txid }: Transaction, feeRate?: number, leastRate = 0) =>
  wallet.bump({ txid, feeRate, leastRate, height: chain.height, auxiliaryRandomness });

function bump(wallet: Wallet, chain: FakeChain, tx: Transaction, feeRate?: number) {
  const bumped = tryBump(wallet, chain, tx, feeRate);
  if ("code" in bumped) throw new Error(bumped.code);
  return bumped;
}

const outpoints = (tx: Transaction) => tx.inputs.map(({ txid, index }) => outpointKey(txid, index));
const paidToStranger = (tx: Transaction) =>
  tx.outputs.filter(({ key }) => key.every((byte, i) => byte === STRANGER[i])).map(({ amount }) => amount);

describe("a bumped payment", () => {
  it("spends the same coins to the same receiver at the new rate, and the change pays", () => {
    const { chain, wallet } = funded();
    const { tx, fee } = pay(wallet, chain, 20_000);
    const bumped = bump(wallet, chain, tx, 10);
    expect(outpoints(bumped.tx)).toEqual(outpoints(tx));
    expect(paidToStranger(bumped.tx)).toEqual([20_000]);
    expect(bumped.fee / bumped.tx.bytes.length).toBeGreaterThanOrEqual(10);
    expect(bumped.fee / bumped.tx.bytes.length).toBeLessThan(10.2);
    expect(bumped.tx.outputs.reduce((sum, { amount }) => sum + amount, 0)).toBe(100_000 - bumped.fee);
    expect(bumped.fee).toBeGreaterThan(fee);
  });

  it("is counted once, whichever of the two a block has, and whether it was kept or not", () => {
    for (const kept of [true, false]) {
      for (const mined of ["old", "new"] as const) {
        const { chain, wallet } = funded();
        const { tx, fee } = pay(wallet, chain, 20_000);
        wallet.poolAdded(tx);
        const bumped = bump(wallet, chain, tx, 10);
        expect(wallet.balance(chain.height).pending).toBe(-20_000 - fee);
        if (kept) {
          wallet.poolAdded(bumped.tx);
          wallet.poolRemoved(tx.txid);
          wallet.keepBump(tx.txid, bumped.tx.txid);
          expect(wallet.balance(chain.height).pending).toBe(-20_000 - bumped.fee);
        } else {
          wallet.discard(bumped.tx.txid);
          expect(wallet.unconfirmed()).toEqual([tx]);
        }
        expect(wallet.unconfirmed()).toHaveLength(1);
        const [inBlock, paidFee] = mined === "old" ? [tx, fee] : [bumped.tx, bumped.fee];
        wallet.blockConnected(chain.mine(STRANGER, [inBlock]));
        expect(wallet.balance(chain.height)).toEqual({ confirmed: 80_000 - paidFee, pending: 0, immature: 0 });
        expect(wallet.unconfirmed()).toEqual([]);
      }
    }
  });

  it("takes further coins where the change is too small, and none that waits itself", () => {
    const { chain, wallet } = funded([30_000, 25_000]);
    const { tx } = pay(wallet, chain, 29_500);
    const bumped = bump(wallet, chain, tx, 20);
    expect(bumped.tx.inputs).toHaveLength(2);
    expect(paidToStranger(bumped.tx)).toEqual([29_500]);
    expect(bumped.fee / bumped.tx.bytes.length).toBeGreaterThanOrEqual(20);
  });

  it("without change, or with too little of it, gives the rest to the miner, and never less than DUST to anybody", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 98_000);
    const bumped = bump(wallet, chain, tx, 6);
    for (const { amount } of bumped.tx.outputs) expect(amount).toBeGreaterThanOrEqual(DUST);
    expect(paidToStranger(bumped.tx)).toEqual([98_000]);
  });

  it("without a rate pays half as much again, or the least that the node names", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000, 4);
    const bumped = bump(wallet, chain, tx);
    expect(bumped.fee / bumped.tx.bytes.length).toBeGreaterThanOrEqual(6);
    wallet.discard(bumped.tx.txid);
    const dearer = tryBump(wallet, chain, tx, undefined, 50);
    if ("code" in dearer) throw new Error(dearer.code);
    expect(dearer.fee / dearer.tx.bytes.length).toBeGreaterThanOrEqual(50);
  });

  it("can be bumped again, and its label goes with it, over a restart", () => {
    const disk: Disk = new Map();
    const { chain, wallet } = funded([100_000], disk);
    const { tx } = pay(wallet, chain, 20_000);
    wallet.label({ of: "payment", id: tx.txid }, "shoes");
    let last = tx;
    for (const rate of [5, 10]) {
      const bumped = bump(wallet, chain, last, rate);
      wallet.keepBump(last.txid, bumped.tx.txid);
      last = bumped.tx;
    }
    commitWallet(wallet, disk);
    const again = openWallet(disk);
    expect(again.history(1)[0]).toMatchObject({ txid: last.txid, label: "shoes" });
    expect(again.unconfirmed()).toHaveLength(1);
  });

  it("fee-too-low, fee-rate-out-of-range, insufficient-funds: nothing is signed", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000, 4);
    expect(tryBump(wallet, chain, tx, 4)).toMatchObject({ code: "fee-too-low" });
    expect(tryBump(wallet, chain, tx, 6)).not.toHaveProperty("code");
    wallet.discard(wallet.unconfirmed().find((each) => each !== tx)?.txid ?? tx.txid);
    for (const rate of [10_001, Number.NaN, -1]) {
      expect(tryBump(wallet, chain, tx, rate)).toMatchObject({ code: "fee-rate-out-of-range" });
    }
    expect(tryBump(wallet, chain, tx, 10_000)).toMatchObject({ code: "insufficient-funds" });
    expect(wallet.unconfirmed()).toEqual([tx]);
  });

  it("payment-has-descendants, payment-confirmed, payment-not-found, not-our-payment, wallet-locked", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000);
    const child = pay(wallet, chain, 5_000);
    expect(tryBump(wallet, chain, tx, 9)).toMatchObject({ code: "payment-has-descendants" });
    expect(tryBump(wallet, chain, child.tx, 9)).not.toHaveProperty("code");
    const incoming = chain.payFromOutside(receiveKey(wallet), 7_000);
    wallet.poolAdded(incoming);
    expect(tryBump(wallet, chain, incoming, 9)).toMatchObject({ code: "not-our-payment" });
    wallet.blockConnected(chain.mine(STRANGER, [tx]));
    expect(tryBump(wallet, chain, tx, 9)).toMatchObject({ code: "payment-confirmed" });
    expect(wallet.abandon(tx.txid)).toMatchObject({ code: "payment-confirmed" });
    wallet.discard(tx.txid);
    expect(wallet.abandon(new Uint8Array(32))).toMatchObject({ code: "payment-not-found" });
    wallet.lock();
    expect(tryBump(wallet, chain, child.tx, 9)).toMatchObject({ code: "wallet-locked" });
  });
});

describe("while a payment and its replacement are both kept", () => {
  it("the change of neither is spent: it may be that of the one that is forgotten", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000);
    wallet.poolAdded(tx);
    const bumped = bump(wallet, chain, tx, 10);
    const order = { to: STRANGER, amount: 5_000, feeRate: 1, height: chain.height, auxiliaryRandomness };
    expect(wallet.pay(order)).toMatchObject({ code: "insufficient-funds", facts: { available: 0 } });
    wallet.poolAdded(bumped.tx);
    wallet.poolRemoved(tx.txid);
    wallet.keepBump(tx.txid, bumped.tx.txid);
    const later = pay(wallet, chain, 5_000);
    expect(later.tx.inputs.map(({ txid }) => txid)).toEqual([bumped.tx.txid]);
  });
});

describe("after a crash while a replacement was judged", () => {
  function restarted() {
    const disk: Disk = new Map();
    const { chain, wallet } = funded([100_000], disk);
    const { tx } = pay(wallet, chain, 20_000);
    const bumped = bump(wallet, chain, tx, 10);
    commitWallet(wallet, disk);
    return { chain, wallet: openWallet(disk), tx, bumped };
  }

  it.each(["old", "new"] as const)("both are kept, one is counted, and a block with the %s one decides", (which) => {
    const { chain, wallet, tx, bumped } = restarted();
    expect(wallet.unconfirmed()).toHaveLength(2);
    wallet.poolAdded(bumped.tx);
    expect(wallet.balance(chain.height).pending).toBe(-20_000 - bumped.fee);
    const mined = which === "old" ? tx : bumped.tx;
    const block = chain.mine(STRANGER, [mined]);
    wallet.blockConnected(block);
    expect(wallet.unconfirmed()).toEqual([]);
    wallet.blockDisconnected(block);
    expect(wallet.unconfirmed().map(({ txid }) => txid)).toEqual([mined.txid]);
  });

  it("the old one can be abandoned, and then the change of the new one is spent", () => {
    const { chain, wallet, tx, bumped } = restarted();
    wallet.poolAdded(bumped.tx);
    expect(wallet.abandon(tx.txid)).toEqual([tx]);
    expect(pay(wallet, chain, 5_000).tx.inputs.map(({ txid }) => txid)).toEqual([bumped.tx.txid]);
  });
});

describe("a payment from the wallet's coins that only the pool tells of", () => {
  /** As another program with the same words makes it. */
  function foreign(memo = new Uint8Array(0)) {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000);
    wallet.discard(tx.txid);
    const told = transactionFrom({ ...tx, memo });
    wallet.poolAdded(told);
    return { chain, wallet, told };
  }

  it("is bumped, with its memo, by which the receiver knows it", () => {
    const memo = Uint8Array.of(4, 2);
    const { chain, wallet, told } = foreign(memo);
    const bumped = bump(wallet, chain, told, 10);
    expect(bumped.tx.memo).toEqual(memo);
    expect(bumped.fee / bumped.tx.bytes.length).toBeGreaterThanOrEqual(10);
    wallet.poolAdded(bumped.tx);
    wallet.poolRemoved(told.txid);
    wallet.keepBump(told.txid, bumped.tx.txid);
    expect(wallet.unconfirmed()).toEqual([bumped.tx]);
    expect(wallet.balance(chain.height).pending).toBe(-20_000 - bumped.fee);
  });

  it("is abandoned, also when it comes back", () => {
    const { chain, wallet, told } = foreign();
    for (let again = 0; again < 2; again++) {
      expect(wallet.abandon(told.txid)).toEqual([told]);
      expect(wallet.balance(chain.height)).toEqual({ confirmed: 100_000, pending: 0, immature: 0 });
      wallet.poolAdded(told);
    }
  });
});

describe("an abandoned payment", () => {
  it("leaves a label that can be taken back, and no other name be given", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000);
    const labelled = { of: "payment", id: tx.txid } as const;
    wallet.label(labelled, "shoes");
    wallet.abandon(tx.txid);
    expect(wallet.label(labelled, "boots")).toMatchObject({ code: "payment-not-found" });
    expect(wallet.label(labelled, "")).toBeUndefined();
    expect(wallet.label(labelled, "")).toMatchObject({ code: "payment-not-found" });
  });

  it("frees its coins and takes later ones with it; in a block it counts after all", () => {
    const { chain, wallet } = funded();
    const { tx } = pay(wallet, chain, 20_000);
    const child = pay(wallet, chain, 5_000);
    expect(wallet.abandon(tx.txid)).toEqual([tx, child.tx]);
    expect(wallet.balance(chain.height)).toEqual({ confirmed: 100_000, pending: 0, immature: 0 });
    expect(wallet.coins().every(({ isLocked }) => !isLocked)).toBe(true);
    wallet.blockConnected(chain.mine(STRANGER, [tx]));
    expect(wallet.balance(chain.height).confirmed).toBeLessThan(80_000);
  });
});
