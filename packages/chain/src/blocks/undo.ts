/** A block's undo data: the coins that it spends, in the order of its inputs, so that it can be disconnected. */
import { assert } from "../assert.ts";
import { COIN_BYTES, type Coin, readCoin, writeCoin } from "../coin.ts";
import type { BlockBody } from "./block-alone.ts";
import type { ConnectedTransaction } from "./connected-block.ts";

export function writeUndo(transactions: readonly ConnectedTransaction[]): Uint8Array {
  const coins = transactions.flatMap(({ spent }) => spent);
  const bytes = new Uint8Array(coins.length * COIN_BYTES);
  coins.forEach((coin, i) => {
    writeCoin(coin, bytes, i * COIN_BYTES);
  });
  return bytes;
}

/** The block's transactions with the coins that they spent. */
export function readUndo(block: BlockBody, undo: Uint8Array): readonly ConnectedTransaction[] {
  let at = 0;
  const transactions = block.transactions.map((tx) => {
    const spent: Coin[] = tx.inputs.map(() => {
      const coin = readCoin(undo, at);
      at += COIN_BYTES;
      return coin;
    });
    return { tx, spent };
  });
  assert(at === undo.length, "undo data is written with its block, one coin for each input");
  return transactions;
}
