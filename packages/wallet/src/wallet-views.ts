/** What goes into the wallet and what it answers, in the shapes that a role passes on. */
import type { ConnectedBlock } from "@triad/chain/blocks";
import type { Transaction } from "@triad/protocol";
import type { TipRecord } from "./wallet-record.ts";

/**
 * What the wallet needs of a block: a ConnectedBlock is one. A light node may leave out transactions that don't
 * concern the wallet, if it leaves out the same ones when it disconnects the block.
 */
export interface WalletBlock {
  readonly entry: Pick<ConnectedBlock["entry"], "hash" | "height" | "header">;
  readonly transactions: readonly { readonly tx: Transaction }[];
}

/** The block up to which the wallet has seen the chain. */
export type WalletTip = TipRecord;

/** Base units. The three together are all that the wallet has. */
export interface Balance {
  /** Spendable coins in blocks, before what unconfirmed transactions do to them. */
  readonly confirmed: number;
  /** What unconfirmed transactions will add; negative when they pay more than they bring. */
  readonly pending: number;
  /** Mined coins that the next block may not spend yet. */
  readonly immature: number;
}

export interface WalletCoin {
  readonly txid: Uint8Array;
  readonly index: number;
  /** Base units. */
  readonly amount: number;
  readonly key: Uint8Array;
  /** Null while it is in no block. */
  readonly height: number | null;
  readonly isCoinbase: boolean;
  /** An unconfirmed transaction spends it. */
  readonly isLocked: boolean;
}

export interface Payment {
  readonly txid: Uint8Array;
  /** Base units: what the wallet gained; negative when it paid. */
  readonly change: number;
  /** Base units; null unless we paid it all. */
  readonly fee: number | null;
  /** Null while it is in no block. */
  readonly height: number | null;
  readonly coinbase: boolean;
  /** The block's, seconds since 1970; null while it is in no block. */
  readonly time: number | null;
  /** Its own, or those of our addresses that it paid; null: none. */
  readonly label: string | null;
}

/** One that was handed out, or is the next to be. */
export interface WalletAddress {
  readonly address: string;
  readonly label: string | null;
  /** Base units: all that blocks paid to it, spent or not. */
  readonly received: number;
  /** How many outputs that were. */
  readonly payments: number;
}

export interface PaymentOrder {
  /** x-only key of the receiver, 32 bytes. */
  readonly to: Uint8Array;
  /** Base units. */
  readonly amount: number;
  /** Base units a byte; need not be whole. */
  readonly feeRate: number;
  /** Of the best chain's tip: the payment is to be valid in the block after it. */
  readonly height: number;
  /** 32 fresh random bytes. */
  readonly auxiliaryRandomness: Uint8Array;
}

export interface BumpOrder {
  /** Of the payment that is to be replaced. */
  readonly txid: Uint8Array;
  /** Base units a byte; undefined: `leastRate`, or what is enough above the old one. */
  readonly feeRate: number | undefined;
  readonly leastRate: number;
  /** As of PaymentOrder. */
  readonly height: number;
  readonly auxiliaryRandomness: Uint8Array;
}
