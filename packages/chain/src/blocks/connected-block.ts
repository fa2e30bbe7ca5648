import type { Transaction } from "@triad/protocol";
import type { Coin } from "../coin.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";

/** A block that passed every rule, with the coins that it spends: what pool and wallet need to follow the chain. */
export interface ConnectedBlock {
  readonly entry: HeaderEntry;
  /** In order, the coinbase first (it spends nothing). */
  readonly transactions: readonly ConnectedTransaction[];
}

export interface ConnectedTransaction {
  readonly tx: Transaction;
  /** The coin of each input, in order. */
  readonly spent: readonly Coin[];
}
