/** For tests: a chain that is nothing but coins and heights, and payments with signatures that nobody checks. */
import {
  BUILT_IN_NETWORKS,
  bytesOfKey,
  type Coin,
  makeNetwork,
  type Network,
  type OutpointKey,
  outpointKey,
} from "@triad/chain";
import type { ConnectedBlock, ConnectedTransaction } from "@triad/chain/blocks";
import { type Input, type Transaction, transactionFrom } from "@triad/protocol";
import type { PoolChain } from "../verdicts.ts";

export const LOCAL_NETWORK: Network = makeNetwork(BUILT_IN_NETWORKS.local);

/** 32 bytes that differ for each number. */
export function numberedBytes(number: number): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(28, number);
  return bytes;
}

export interface PaymentOptions {
  readonly from: readonly Input[];
  /** Base units of each output. */
  readonly to: readonly number[];
  /** Of the outputs. */
  readonly key?: Uint8Array;
  readonly lockHeight?: number;
  readonly memoBytes?: number;
  /** How many signatures it carries. */
  readonly signatures?: number;
  /** What its signatures are filled with: another byte makes a copy with the same txid. */
  readonly signatureByte?: number;
}

const COMMON_KEY = numberedBytes(1);

/** With one signature unless told otherwise: all coins belong to one key unless told otherwise. */
export function payment(options: PaymentOptions): Transaction {
  const { from, to, key = COMMON_KEY, lockHeight = 0, memoBytes = 0, signatures = 1, signatureByte = 7 } = options;
  return transactionFrom({
    version: 1,
    inputs: from,
    outputs: to.map((amount) => ({ amount, key })),
    lockHeight,
    memo: new Uint8Array(memoBytes).fill(1),
    signatures: new Uint8Array(signatures * 64).fill(signatureByte),
  });
}

export function outpoint(tx: Transaction, index = 0): Input {
  return { txid: tx.txid, index };
}

interface FakeBlock {
  readonly block: ConnectedBlock;
  readonly created: readonly OutpointKey[];
}

export class FakeChain implements PoolChain {
  readonly coins = new Map<OutpointKey, Coin>();
  readonly blocks: FakeBlock[] = [];
  private readonly startHeight: number;
  private number = 0;

  constructor(startHeight = 100) {
    this.startHeight = startHeight;
  }

  tipHeight(): number {
    return this.startHeight + this.blocks.length;
  }

  coin(key: OutpointKey): Coin | undefined {
    return this.coins.get(key);
  }

  /** A coin out of nothing. */
  fund(amount: number, coin: Partial<Coin> = {}): Input {
    const txid = numberedBytes(1_000_000 + this.number++);
    const made = { amount, key: COMMON_KEY, height: 1, isCoinbase: false, ...coin };
    this.coins.set(outpointKey(txid, 0), made);
    return { txid, index: 0 };
  }

  /** Connects a block of a coinbase with one output and these transactions, which must be valid in this order. */
  connect(transactions: readonly Transaction[]): ConnectedBlock {
    const height = this.tipHeight() + 1;
    const coinbase = transactionFrom({
      version: 1,
      inputs: [],
      outputs: [{ amount: 5_000_000, key: COMMON_KEY }],
      lockHeight: 0,
      memo: numberedBytes(this.number++),
      signatures: new Uint8Array(0),
    });
    const connected: ConnectedTransaction[] = [];
    const created: OutpointKey[] = [];
    for (const tx of [coinbase, ...transactions]) {
      connected.push({ tx, spent: tx.inputs.map((input) => this.spend(input)) });
      for (const [index, { amount, key }] of tx.outputs.entries()) {
        this.coins.set(outpointKey(tx.txid, index), { amount, key, height, isCoinbase: tx === coinbase });
        created.push(outpointKey(tx.txid, index));
      }
    }
    const block = { entry: entryAt(height), transactions: connected };
    this.blocks.push({ block, created });
    return block;
  }

  disconnect(): ConnectedBlock {
    const last = this.blocks.pop();
    if (last === undefined) throw new RangeError("no block to disconnect");
    for (const { tx, spent } of last.block.transactions) {
      for (const [i, { txid, index }] of tx.inputs.entries()) {
        this.coins.set(outpointKey(txid, index), spent[i] as Coin);
      }
    }
    for (const key of last.created) this.coins.delete(key);
    return last.block;
  }

  /** Some coins as outpoints, in order of creation. */
  outpoints(): Input[] {
    return [...this.coins.keys()].map((key) => {
      const bytes = bytesOfKey(key);
      return { txid: bytes.slice(0, 32), index: new DataView(bytes.buffer).getUint32(32) };
    });
  }

  private spend({ txid, index }: Input): Coin {
    const key = outpointKey(txid, index);
    const coin = this.coins.get(key);
    if (coin === undefined) throw new RangeError("the block spends a coin that is not there");
    this.coins.delete(key);
    return coin;
  }
}

function entryAt(height: number): ConnectedBlock["entry"] {
  return {
    hash: numberedBytes(height),
    header: LOCAL_NETWORK.genesis.header,
    height,
    chainWork: BigInt(height),
    parent: undefined,
    sequence: height,
    hasBody: true,
    isInvalid: false,
  };
}
