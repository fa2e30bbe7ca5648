/** The transactions of a chain, block by block: first those that create the pool, then those that draw from it. */
import type { Network } from "@triad/chain";
import { signatureHash } from "@triad/chain/blocks";
import { readTransaction, type Transaction, type TransactionFields, transactionFrom } from "@triad/protocol";
import { COIN_AMOUNT, fanOutCount } from "./bench-network.ts";
import { type ChainShape, fanOutBlocks } from "./chain-shape.ts";
import type { CoinPool } from "./coin-pool.ts";

/** Of a block; signatures do not change the ids, so the next block can be planned before these are made. */
export interface Unsigned {
  readonly transactions: readonly TransactionFields[];
  /** 32 bytes for each signature, in the order of the transactions and their inputs. */
  readonly messages: Uint8Array;
  readonly keyNumbers: Uint32Array;
}

/** For the heights from 1 on. */
export function* planTransactions(network: Network, shape: ChainShape, pool: CoinPool): Generator<Unsigned> {
  let nextKey = givePremine(network, shape, pool);
  for (let part = 0; part < fanOutBlocks(shape); part++) {
    const count = fanOutCount(shape, part);
    const amounts = Array.from({ length: count }, () => COIN_AMOUNT);
    yield planBlock(network, pool, [{ spend: [part], amounts, firstKey: nextKey }]);
    nextKey += count;
  }
  for (let block = 0; block < shape.blocks; block++) {
    const orders: Order[] = [];
    for (let i = 0; i < shape.transactions; i++) {
      const spend = [pool.take(), pool.take()];
      const total = spend.reduce((sum, number) => sum + pool.amount(number), 0);
      const half = Math.floor(total / 2);
      orders.push({ spend, amounts: [half, total - half], firstKey: nextKey });
      nextKey += 2;
    }
    yield planBlock(network, pool, orders);
  }
}

/** `signatures`: 64 bytes for each message. */
export function signAll({ transactions }: Unsigned, signatures: Uint8Array): Transaction[] {
  let start = 0;
  return transactions.map((fields) => {
    const end = start + 64 * fields.inputs.length;
    const signed = transactionFrom({ ...fields, signatures: signatures.slice(start, end) });
    start = end;
    return signed;
  });
}

interface Order {
  /** Numbers of coins. */
  readonly spend: readonly number[];
  /** Of its outputs, which pay to the keys from `firstKey` on. */
  readonly amounts: readonly number[];
  readonly firstKey: number;
}

/** What it creates may be drawn from the next block on. */
function planBlock(network: Network, pool: CoinPool, orders: readonly Order[]): Unsigned {
  const transactions: TransactionFields[] = [];
  const created: number[] = [];
  const keyNumbers = orders.flatMap(({ spend }) => spend);
  const messages = new Uint8Array(32 * keyNumbers.length);
  let signature = 0;
  for (const { spend, amounts, firstKey } of orders) {
    const fields: TransactionFields = {
      version: 1,
      inputs: spend.map((number) => pool.input(number)),
      outputs: amounts.map((amount, index) => ({ amount, key: pool.key(firstKey + index) })),
      lockHeight: 0,
      memo: new Uint8Array(0),
      signatures: new Uint8Array(0),
    };
    const { txid } = transactionFrom(fields);
    transactions.push(fields);
    const spent = spend.map((number) => pool.coin(number));
    const message = signatureHash(txid, spent, network.chainId);
    for (const _ of spend) messages.set(message, 32 * signature++);
    for (const [index, amount] of amounts.entries()) {
      pool.create(firstKey + index, txid, index, amount);
      created.push(firstKey + index);
    }
  }
  pool.release(created);
  return { transactions, messages, keyNumbers: Uint32Array.from(keyNumbers) };
}

/** Returns the number of the first key that pays to nobody yet. */
function givePremine(network: Network, shape: ChainShape, pool: CoinPool): number {
  const coinbase = readTransaction(network.genesis.block.transactions[0] ?? new Uint8Array(0));
  if (!("txid" in coinbase)) throw new Error("the genesis block has one transaction");
  for (const [part, { amount }] of coinbase.outputs.entries()) pool.create(part, coinbase.txid, part, amount);
  return fanOutBlocks(shape);
}
