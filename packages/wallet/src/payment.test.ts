import { AMOUNT_MAX, outpointKey } from "@triad/chain";
import { checkTransactionAlone, checkTransactionInContext, signatureChecks } from "@triad/chain/blocks";
import { firstInvalidSignature, nobleSchnorr } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { DUST, FEE_RATE_MAX, INPUTS_MAX, type WalletRefusal } from "./plan-payment.ts";
import { FakeChain, fakeTransaction, SUBSIDY } from "./testing/fake-chain.ts";
import { MATURITY, NETWORK, openWallet, receiveKey, STRANGER } from "./testing/open-wallet.ts";
import type { Wallet } from "./wallet.ts";

const auxiliaryRandomness = new Uint8Array(32).fill(3);

/** A wallet with one coin of each amount, each in a transaction of its own. */
function walletWith(amounts: readonly number[]) {
  const chain = new FakeChain(MATURITY);
  const wallet = openWallet();
  for (const amount of amounts) {
    wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(receiveKey(wallet), amount)]));
  }
  return { chain, wallet };
}

function pay(wallet: Wallet, chain: FakeChain, amount: number, feeRate = 2, to = STRANGER) {
  return wallet.pay({ to, amount, feeRate, height: chain.height, auxiliaryRandomness });
}

function paid(result: { tx: Transaction; fee: number } | WalletRefusal): { tx: Transaction; fee: number } {
  if ("code" in result) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}

function codeOf(result: object): string | undefined {
  return "code" in result ? String(result.code) : undefined;
}

describe("a payment", () => {
  it("passes every rule, with a signature for each key, and pays its rate exactly", () => {
    const { chain, wallet } = walletWith([50_000, 60_000, 70_000]);
    const { tx, fee } = paid(pay(wallet, chain, 150_000, 3));
    const coins = chain.scan();
    const context = checkTransactionInContext(tx, {
      height: chain.height + 1,
      coinbaseMaturity: MATURITY,
      coin: (key) => coins.get(key),
    });
    if (!("spent" in context)) throw new Error(context.code);
    expect(checkTransactionAlone(tx)).toBeUndefined();
    expect(context.spent.length).toBe(3);
    expect(context.fee).toBe(fee);
    expect(fee).toBe(tx.bytes.length * 3);
    const checks = signatureChecks(tx, context.spent, NETWORK.chainId);
    if (!(checks instanceof Uint8Array)) throw new Error(checks.code);
    expect(checks.length).toBe(3 * 128);
    expect(firstInvalidSignature(nobleSchnorr, checks)).toBe(-1);
  });

  it("signs once for many coins of one key", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    const key = receiveKey(wallet);
    for (let i = 0; i < 4; i++) wallet.blockConnected(chain.mine(STRANGER, [chain.payFromOutside(key, 50_000)]));
    const { tx } = paid(pay(wallet, chain, 180_000));
    expect(tx.inputs.length).toBe(4);
    expect(tx.signatures.length).toBe(64);
  });

  it("leaves change below the dust limit to the miner, and makes change from the limit on", () => {
    const amounts = Array.from({ length: 8 }, (_, i) => 100_000 - DUST + 500 - i * 100);
    let smallestChange = Number.POSITIVE_INFINITY;
    let largestFolded = 0;
    for (const amount of amounts) {
      const { chain, wallet } = walletWith([100_000]);
      const { tx, fee } = paid(pay(wallet, chain, amount, 1));
      const change = 100_000 - amount - fee;
      if (tx.outputs.length === 2) smallestChange = Math.min(smallestChange, change);
      else largestFolded = Math.max(largestFolded, fee - tx.bytes.length);
      expect(change === 0).toBe(tx.outputs.length === 1);
    }
    expect(smallestChange).toBeGreaterThanOrEqual(DUST);
    expect(largestFolded).toBeGreaterThan(0);
    expect(largestFolded).toBeLessThan(DUST + 50);
  });

  it("takes confirmed coins before its own unconfirmed change, and never one that it has spent", () => {
    const { chain, wallet } = walletWith([50_000, 100_000]);
    const first = paid(pay(wallet, chain, 60_000)).tx;
    const second = paid(pay(wallet, chain, 30_000)).tx;
    expect(second.inputs).not.toEqual(first.inputs);
    expect(chain.validNext([first, second])).toEqual([first, second]);
    const third = paid(pay(wallet, chain, 40_000)).tx;
    expect(
      third.inputs.every(({ txid }) =>
        [first.txid, second.txid].some((own) => own === txid || own.join() === txid.join()),
      ),
    ).toBe(true);
    expect(chain.validNext([third])).toEqual([]);
    expect(chain.validNext([first, second, third]).length).toBe(3);
    expect(wallet.unconfirmed()).toEqual([first, second, third]);
  });

  it("does not build on what others have not confirmed", () => {
    const { chain, wallet } = walletWith([]);
    wallet.poolAdded(chain.payFromOutside(receiveKey(wallet), 500_000));
    expect(wallet.balance(chain.height).pending).toBe(500_000);
    expect(codeOf(pay(wallet, chain, 10_000))).toBe("insufficient-funds");
  });

  it("spends a mined coin in the first block that may hold it, not before", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    wallet.blockConnected(chain.mine(receiveKey(wallet)));
    while (chain.height < MATURITY - 2) wallet.blockConnected(chain.mine(STRANGER));
    expect(wallet.balance(chain.height)).toEqual({ confirmed: 0, pending: 0, immature: SUBSIDY });
    expect(codeOf(pay(wallet, chain, 10_000))).toBe("insufficient-funds");
    wallet.blockConnected(chain.mine(STRANGER));
    expect(wallet.balance(chain.height)).toEqual({ confirmed: SUBSIDY, pending: 0, immature: 0 });
    const { tx } = paid(pay(wallet, chain, 10_000));
    expect(chain.validNext([tx])).toEqual([tx]);
  });
});

describe("a payment is refused", () => {
  it("amount-too-small, amount-too-large, amount-not-whole", () => {
    const { chain, wallet } = walletWith([50_000]);
    expect(codeOf(pay(wallet, chain, DUST - 1))).toBe("amount-too-small");
    expect(codeOf(pay(wallet, chain, AMOUNT_MAX + 1))).toBe("amount-too-large");
    expect(codeOf(pay(wallet, chain, DUST + 0.5))).toBe("amount-not-whole");
    expect(codeOf(pay(wallet, chain, Number.NaN))).toBe("amount-not-whole");
    expect(codeOf(pay(wallet, chain, AMOUNT_MAX))).toBe("insufficient-funds");
    expect(codeOf(pay(wallet, chain, DUST))).toBeUndefined();
  });

  it("fee-rate-out-of-range", () => {
    for (const rate of [-1, Number.NaN, Number.POSITIVE_INFINITY, FEE_RATE_MAX + 1]) {
      const { chain, wallet } = walletWith([5_000_000]);
      expect(codeOf(pay(wallet, chain, DUST, rate))).toBe("fee-rate-out-of-range");
    }
    const { chain, wallet } = walletWith([5_000_000]);
    expect(codeOf(pay(wallet, chain, DUST, FEE_RATE_MAX))).toBeUndefined();
    expect(wallet.unconfirmed().length).toBe(1);
  });

  it("insufficient-funds by a single base unit, the fee counted in", () => {
    const { chain, wallet } = walletWith([50_000]);
    const fee = paid(pay(walletWith([50_000]).wallet, chain, 50_000 - 400, 2)).tx.bytes.length * 2;
    expect(codeOf(pay(wallet, chain, 50_000 - fee + 1))).toBe("insufficient-funds");
    expect(paid(pay(wallet, chain, 50_000 - fee)).fee).toBe(fee);
  });

  it("too-many-inputs, though the coins would do", () => {
    const chain = new FakeChain(MATURITY);
    const wallet = openWallet();
    const outputs = Array.from({ length: INPUTS_MAX + 1 }, () => ({ amount: 10_000, key: receiveKey(wallet) }));
    const many = fakeTransaction([chain.payFromOutside(STRANGER, 1).inputs[0]!], outputs, new Uint8Array(0));
    wallet.blockConnected(chain.mine(STRANGER, [many]));
    expect(wallet.coins().length).toBe(INPUTS_MAX + 1);
    expect(codeOf(pay(wallet, chain, 10_000 * INPUTS_MAX, 0))).toBeUndefined();
    const other = openWallet();
    other.blockConnected(chain.blocks[0]!);
    expect(codeOf(pay(other, chain, 10_000 * INPUTS_MAX + 1, 0))).toBe("too-many-inputs");
    expect(codeOf(pay(other, chain, 10_000 * (INPUTS_MAX + 1) + 1, 0))).toBe("insufficient-funds");
  });

  it("and then nothing has changed", () => {
    const { chain, wallet } = walletWith([50_000]);
    wallet.takeRecordChanges();
    pay(wallet, chain, 60_000);
    expect(wallet.takeRecordChanges()).toEqual(new Map());
    expect(wallet.coins().map(({ txid, index, isLocked }) => [outpointKey(txid, index).length, isLocked])).toEqual([
      [36, false],
    ]);
  });
});
