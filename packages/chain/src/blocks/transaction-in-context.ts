/** What the coins say of a transaction. docs/spec/transactions.md, "In context". Signatures are checked elsewhere. */
import type { Transaction } from "@triad/protocol";
import { assert } from "../assert.ts";
import type { Coin } from "../coin.ts";
import { type OutpointKey, outpointKey } from "../keys.ts";
import { AMOUNT_MAX } from "../params/limits.ts";
import { type Reject, reject } from "../reject.ts";

export interface TransactionContext {
  /** Of the block that the transaction is in, or for the pool: of the next one. */
  readonly height: number;
  readonly coinbaseMaturity: number;
  coin(key: OutpointKey): Coin | undefined;
}

export interface TransactionSpend {
  /** Base units. */
  readonly fee: number;
  /** The coin of each input, in order. */
  readonly spent: readonly Coin[];
}

/** For anything but a coinbase. */
export function checkTransactionInContext(tx: Transaction, context: TransactionContext): TransactionSpend | Reject {
  if (tx.lockHeight > context.height) {
    return reject("bad-txns-nonfinal", { lockHeight: tx.lockHeight, height: context.height });
  }
  const spent: Coin[] = [];
  let valueIn = 0;
  for (const [position, { txid, index }] of tx.inputs.entries()) {
    const coin = context.coin(outpointKey(txid, index));
    if (coin === undefined) return reject("bad-txns-inputs-missingorspent", { input: position });
    if (coin.isCoinbase && context.height - coin.height < context.coinbaseMaturity) {
      return reject("bad-txns-premature-spend-of-coinbase", { input: position, created: coin.height });
    }
    spent.push(coin);
    valueIn += coin.amount;
  }
  assert(valueIn <= AMOUNT_MAX, "all coins together are at most the premine and twice the first halving's subsidies");
  const valueOut = tx.outputs.reduce((sum, output) => sum + output.amount, 0);
  if (valueIn < valueOut) return reject("bad-txns-in-belowout", { in: valueIn, out: valueOut });
  return { fee: valueIn - valueOut, spent };
}
