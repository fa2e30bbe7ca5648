/** Signed payments that no block holds yet: each spends one coin of a chain that is nothing but coins, and pays a fee. */
import { signatureHash } from "@triad/chain/blocks";
import { type Transaction, type TransactionFields, transactionFrom } from "@triad/protocol";
import { type ChainShape, fanOutBlocks } from "./chain-shape.ts";
import { CoinPool, keyCount } from "./coin-pool.ts";
import { KeyThreads } from "./key-threads.ts";
import type { MadeChain } from "./make-chain.ts";
import { planTransactions } from "./spending.ts";

/** Base units: about two a byte, and for each payment another one, so that none is like the others. */
const FEE_MIN = 500;
const FEES = 1_000;
const SIGNED_AT_ONCE = 1_000;

/** Of a chain that has so many coins and no payments. */
export function coinsOnly(coins: number, seed: number): ChainShape {
  return { seed, blocks: 0, transactions: 0, pool: coins };
}

/** As many as the chain has coins; none builds on another. */
export async function makePayments({ network, shape }: MadeChain): Promise<readonly Transaction[]> {
  const threads = new KeyThreads(shape.seed);
  try {
    const pool = new CoinPool(await threads.publicKeys(keyCount(shape)), shape);
    // it is the planning that fills the pool of coins
    for (const _ of planTransactions(network, shape, pool));
    const numbers = Array.from({ length: shape.pool }, (_, index) => fanOutBlocks(shape) + index);
    const made: Promise<readonly Transaction[]>[] = [];
    for (let from = 0; from < numbers.length; from += SIGNED_AT_ONCE) {
      made.push(signPayments(numbers.slice(from, from + SIGNED_AT_ONCE), pool, threads, network.chainId));
    }
    return (await Promise.all(made)).flat();
  } finally {
    await threads.stop();
  }
}

async function signPayments(
  numbers: readonly number[],
  pool: CoinPool,
  threads: KeyThreads,
  chainId: Uint8Array,
): Promise<readonly Transaction[]> {
  const unsigned = numbers.map((number) => planPayment(number, pool));
  const messages = new Uint8Array(32 * numbers.length);
  for (const [at, fields] of unsigned.entries()) {
    const { txid } = transactionFrom(fields);
    messages.set(signatureHash(txid, [pool.coin(numbers[at] as number)], chainId), 32 * at);
  }
  const signatures = await threads.signatures(messages, Uint32Array.from(numbers));
  return unsigned.map((fields, at) => {
    return transactionFrom({ ...fields, signatures: signatures.slice(64 * at, 64 * at + 64) });
  });
}

function planPayment(number: number, pool: CoinPool): TransactionFields {
  const left = pool.amount(number) - FEE_MIN - (number % FEES);
  const half = Math.floor(left / 2);
  const key = pool.key(number);
  return {
    version: 1,
    inputs: [pool.input(number)],
    outputs: [
      { amount: half, key },
      { amount: left - half, key },
    ],
    lockHeight: 0,
    memo: new Uint8Array(0),
    signatures: new Uint8Array(0),
  };
}
