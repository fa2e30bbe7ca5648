/** Transactions that the index has found in a block, with what they spend, without reading the rest of the block. */
import { DecodeError, readBlock, readTransaction } from "@triad/protocol";
import { assert } from "../assert.ts";
import type { BlockChain } from "../blocks/block-chain.ts";
import type { ConnectedTransaction } from "../blocks/connected-block.ts";
import { COIN_BYTES, readCoin } from "../coin.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import type { IndexedTransaction } from "./index-rows.ts";

export interface ReadTransactions {
  readonly transactions: readonly ConnectedTransaction[];
  /** What was read of the store. */
  readonly bytes: number;
}

/** `places`: of the block's own transactions, as the index has them. The block is one that was connected once. */
export function readIndexedTransactions(
  chain: Pick<BlockChain, "body" | "undo">,
  entry: HeaderEntry,
  places: readonly IndexedTransaction[],
): ReadTransactions {
  const [body, undo] = [chain.body(entry), chain.undo(entry)];
  assert(body !== undefined && undo !== undefined, "nothing is pruned where an index is kept");
  const block = readBlock(body);
  assert(!(block instanceof DecodeError), "stored bodies were read before they were stored");
  const transactions = places.map(({ place, firstInput }) => {
    const bytes = block.transactions[place];
    const tx = bytes && readTransaction(bytes);
    assert(tx !== undefined && !(tx instanceof DecodeError), "the index names places of the block");
    return { tx, spent: tx.inputs.map((_, i) => readCoin(undo, (firstInput + i) * COIN_BYTES)) };
  });
  return { transactions, bytes: body.length + undo.length };
}
