/** What an operator sees of an address: plain JSON, amounts in base units. */

export interface LookedUpAddressView {
  readonly address: string;
  /** Of the blocks up to this one. */
  readonly height: number;
  readonly chain: AddressTotalsView;
  /** Of what waits in the pool. */
  readonly pool: AddressTotalsView;
  /** What the chain's blocks leave it. */
  readonly balance: number;
}

/** Sums count coins each time that they come and go; beyond 2^53 they are rounded. */
export interface AddressTotalsView {
  readonly received: number;
  readonly receivedSum: number;
  readonly spent: number;
  readonly spentSum: number;
  readonly transactions: number;
}

export interface OutpointView {
  readonly txid: string;
  readonly index: number;
}

export interface AddressCoinView extends OutpointView {
  readonly amount: number;
  /** Of its block; null: it waits in the pool. */
  readonly blockHash: string | null;
  readonly height: number | null;
  /** Seconds since 1970. */
  readonly time: number | null;
}
