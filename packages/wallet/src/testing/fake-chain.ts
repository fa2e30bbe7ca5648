/**
 * Blocks without work or signatures, which is all that the wallet looks at, and the sum that it must always agree
 * with: a scan of the whole chain from its first block. For tests.
 */
import { assert, COIN, type Coin, type OutpointKey, outpointKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import { type Transaction, transactionFrom } from "@triad/protocol";
import type { WalletBlock } from "../wallet-views.ts";

export const SUBSIDY = 5 * COIN;

const NO_BYTES = new Uint8Array(0);

export class FakeChain {
  readonly blocks: WalletBlock[] = [];
  readonly #maturity: number;
  /** Makes each transaction and block unlike all others. */
  #serial = 0;
  readonly #outside = new Map<OutpointKey, number>();

  constructor(maturity: number) {
    this.#maturity = maturity;
  }

  get height(): number {
    return this.blocks.length - 1;
  }

  /** A block on the tip with those of `candidates`, in order, that are valid there. */
  mine(to: Uint8Array, candidates: readonly Transaction[] = []): WalletBlock {
    const height = this.blocks.length;
    const memo = this.#unique(64);
    const coinbase = fakeTransaction([], [{ amount: SUBSIDY, key: to }], memo);
    const prev = this.blocks.at(-1)?.entry.hash ?? new Uint8Array(32);
    const header = { version: 1, prev, root: memo.slice(0, 32), time: 1_000 + height, bits: 0, nonce: this.#serial };
    const transactions = [coinbase, ...this.validNext(candidates)].map((tx) => ({ tx }));
    const block = { entry: { hash: sha256d(memo), height, header }, transactions };
    this.blocks.push(block);
    return block;
  }

  /** A transaction that spends a coin from outside of the fake chain, which is there in every fork. */
  payFromOutside(to: Uint8Array, amount: number): Transaction {
    const txid = sha256d(this.#unique(32));
    this.#outside.set(outpointKey(txid, 0), amount);
    return fakeTransaction([{ txid, index: 0 }], [{ amount, key: to }], NO_BYTES);
  }

  /** All unspent coins, found by reading the chain from its first block; coins from outside have height -1. */
  scan(): Map<OutpointKey, Coin> {
    const coins = new Map<OutpointKey, Coin>();
    for (const [outpoint, amount] of this.#outside) coins.set(outpoint, outsideCoin(amount));
    for (const { entry, transactions } of this.blocks) {
      for (const { tx } of transactions) applyTransaction(coins, tx, entry.height);
    }
    return coins;
  }

  /** Those that the next block may hold, each on top of the ones before. */
  validNext(candidates: readonly Transaction[]): readonly Transaction[] {
    const coins = this.scan();
    const height = this.blocks.length;
    return candidates.filter((tx) => {
      const isValid = tx.inputs.every(({ txid, index }) => {
        const coin = coins.get(outpointKey(txid, index));
        return coin !== undefined && !(coin.isCoinbase && height - coin.height < this.#maturity);
      });
      if (isValid) applyTransaction(coins, tx, height);
      return isValid;
    });
  }

  #unique(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.#serial += 1;
    new DataView(bytes.buffer).setUint32(0, this.#serial);
    return bytes;
  }
}

export function fakeTransaction(
  inputs: Transaction["inputs"],
  outputs: Transaction["outputs"],
  memo: Uint8Array,
): Transaction {
  return transactionFrom({ version: 1, inputs, outputs, lockHeight: 0, memo, signatures: NO_BYTES });
}

function outsideCoin(amount: number): Coin {
  return { amount, key: new Uint8Array(32), height: -1, isCoinbase: false };
}

function applyTransaction(coins: Map<OutpointKey, Coin>, tx: Transaction, height: number): void {
  for (const { txid, index } of tx.inputs) {
    const wasThere = coins.delete(outpointKey(txid, index));
    assert(wasThere, "a fake block holds valid transactions only");
  }
  for (const [index, { amount, key }] of tx.outputs.entries()) {
    coins.set(outpointKey(tx.txid, index), { amount, key, height, isCoinbase: tx.inputs.length === 0 });
  }
}
