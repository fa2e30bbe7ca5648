/** What the address index says, as it is committed: everything here is as of the tip that the index names. */
import { bytesOfKey, type IndexKey } from "../keys.ts";
import type { ChainStore, IndexRange, IndexRow } from "../store/chain-store.ts";
import {
  coinRow,
  coinRows,
  type IndexedTransaction,
  type IndexTip,
  type OwnerCoin,
  type OwnerKey,
  type OwnerPayment,
  type OwnerTotals,
  paymentRow,
  paymentRows,
  readOwnerCoin,
  readPayment,
  readTip,
  readTotals,
  readTransactionPlace,
  TIP_ROW,
  type TransactionPlace,
  totalsRow,
  transactionRow,
} from "./index-rows.ts";

type IndexStore = Pick<ChainStore, "indexRow" | "indexRows">;

/** Undefined: there is no index. */
export function indexTip(store: IndexStore): IndexTip | undefined {
  const bytes = rowOf(store, TIP_ROW);
  return bytes && readTip(bytes);
}

export function ownerTotals(store: IndexStore, owner: OwnerKey): OwnerTotals {
  return readTotals(rowOf(store, totalsRow(owner)));
}

/** Newest first, from the newest or below a place. */
export function ownerPayments(
  store: IndexStore,
  owner: OwnerKey,
  count: number,
  below?: TransactionPlace,
): readonly OwnerPayment[] {
  const beyond = below && paymentRow(owner, below);
  const rows = rowsOf(store, paymentRows(owner), "downwards", count, beyond);
  return rows.map(({ key, value }) => readPayment(key, value));
}

/** Unspent outputs in the order of their outpoints, from the first or after one; `after`: as `outpointKey` makes it. */
export function ownerCoins(store: IndexStore, owner: OwnerKey, count: number, after?: string): readonly OwnerCoin[] {
  const beyond = after === undefined ? undefined : coinRow(owner, after);
  const rows = rowsOf(store, coinRows(owner), "upwards", count, beyond);
  return rows.map(({ key, value }) => readOwnerCoin(key, value));
}

/** Undefined: no block of the index's chain has it. */
export function placeOfTransaction(store: IndexStore, txid: Uint8Array): IndexedTransaction | undefined {
  const bytes = rowOf(store, transactionRow(txid));
  return bytes && readTransactionPlace(bytes);
}

function rowOf(store: IndexStore, key: IndexKey): Uint8Array | undefined {
  return store.indexRow(bytesOfKey(key));
}

function rowsOf(
  store: IndexStore,
  prefix: IndexKey,
  order: IndexRange["order"],
  count: number,
  beyond: IndexKey | undefined,
): readonly IndexRow[] {
  return store.indexRows({
    prefix: bytesOfKey(prefix),
    beyond: beyond === undefined ? undefined : bytesOfKey(beyond),
    order,
    count,
  });
}
