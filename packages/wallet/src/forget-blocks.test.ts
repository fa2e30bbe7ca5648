import { beforeEach, describe, expect, it } from "vitest";
import { forgetBlocks } from "./forget-blocks.ts";
import { FakeChain } from "./testing/fake-chain.ts";
import { commitWallet, type Disk, MATURITY, openWallet, receiveKey, STRANGER } from "./testing/open-wallet.ts";
import type { Wallet } from "./wallet.ts";

const order = { to: STRANGER, amount: 20_000, feeRate: 1, auxiliaryRandomness: new Uint8Array(32) };

describe("a chain that is got anew", () => {
  let chain: FakeChain;
  let disk: Disk;
  let wallet: Wallet;

  function mine(candidates: Parameters<FakeChain["mine"]>[1] = []): void {
    wallet.blockConnected(chain.mine(STRANGER, candidates));
    commitWallet(wallet, disk);
  }

  function pay() {
    const paid = wallet.pay({ ...order, height: chain.height });
    if ("code" in paid) throw new Error(paid.code);
    return paid.tx;
  }

  /** What the wallet knows when it begins anew, where bodies are kept of the last `kept` blocks. */
  function reset(kept: number): Wallet {
    const left = chain.blocks.slice(-kept).flatMap(({ transactions }) => transactions.map(({ tx }) => tx));
    for (const [name, bytes] of forgetBlocks(disk, left)) {
      if (bytes === null) disk.delete(name);
      else disk.set(name, bytes);
    }
    return openWallet(disk);
  }

  beforeEach(() => {
    chain = new FakeChain(MATURITY);
    disk = new Map();
    wallet = openWallet(disk);
    mine([chain.payFromOutside(receiveKey(wallet), 100_000)]);
  });

  it("own payments of its blocks are kept to be sent, and their coins stay locked", () => {
    const tx = pay();
    mine([tx]);
    const again = reset(1);
    expect(again.tip()).toBeUndefined();
    expect(again.unconfirmed()).toEqual([tx]);
    const [first] = chain.blocks;
    if (first !== undefined) again.blockConnected(first);
    // only the change of the payment is there to be spent
    const paid = again.pay({ ...order, height: 0 });
    if ("code" in paid) throw new Error(paid.code);
    expect(paid.tx.inputs.map(({ txid }) => txid)).toEqual([tx.txid]);
  });

  it("once the new chain has them they are confirmed, as in a wallet that was never reset", () => {
    mine([pay()]);
    mine();
    const again = reset(2);
    for (const block of chain.blocks) again.blockConnected(block);
    expect(again.unconfirmed()).toEqual([]);
    expect(again.history(9)).toEqual(wallet.history(9));
    expect(again.balance(chain.height)).toEqual(wallet.balance(chain.height));
  });

  it("what others paid, and what lies in blocks that are gone, is not kept", () => {
    mine([pay()]);
    mine([chain.payFromOutside(receiveKey(wallet), 7_000)]);
    expect(reset(1).unconfirmed()).toEqual([]);
  });
});
