/** Whole transactions of blocks, with what they spend where that is known. */

import { outpointKey } from "@triad/chain";
import type { BlockChain, ConnectedTransaction } from "@triad/chain/blocks";
import { type HeaderEntry, isAncestor } from "@triad/chain/headers";
import { hashToDisplay } from "@triad/crypto";
import type { Mempool, PoolEntry } from "@triad/mempool";
import { DecodeError, readBlock, readTransaction, type Transaction } from "@triad/protocol";
import { describeTransaction } from "./block-views.ts";
import { findBlock } from "./chain-answers.ts";
import type { OperatorCommand, OperatorReply, TransactionView } from "./operator.ts";
import { refuse, value } from "./operator-replies.ts";

/** Transactions in one page: bounded for an API, more than Esplora's clients read at once. */
export const PAGE_TRANSACTIONS_MAX = 100;

type PageQuestion = Extract<OperatorCommand, { name: "block-transactions" }>;

export function listBlockTransactions(chain: BlockChain, question: PageQuestion, addressPrefix: string): OperatorReply {
  const { block: text, from, count } = question;
  const entry = findBlock({ tip: chain.tip, headers: chain.headers }, text);
  if (entry === undefined) {
    return refuse("block-not-found", `No block "${text}" is known here; name a height or a hash.`);
  }
  const reading = readPlaces(chain, entry);
  if (reading === undefined) {
    return refuse("block-not-found", `This node keeps only the header of block ${text}. Ask a full node.`);
  }
  const { total, at } = reading;
  if (!Number.isInteger(from) || from < 0 || from >= total) {
    const are = total === 1 ? "one transaction" : `${total} transactions`;
    return refuse("transactions-not-found", `Block ${text} has ${are}, counted from 0; there is none at ${from}.`);
  }
  const until = Math.min(total, from + Math.min(Math.max(Math.floor(count) || 0, 0), PAGE_TRANSACTIONS_MAX));
  const block = isAncestor(entry, chain.tip) ? entry : undefined;
  const transactions: TransactionView[] = [];
  for (let place = from; place < until; place++) {
    transactions.push(describeConnected(at(place), block, addressPrefix));
  }
  const { height } = entry;
  return value({
    of: "block-transactions",
    page: { hash: hashToDisplay(entry.hash), height, total, from, transactions },
  });
}

/** `block`: of the present chain. Without what it spends, a transaction's fee is unknown; a coinbase has none. */
export function describeConnected(
  { tx, spent }: ConnectedTransaction,
  block: HeaderEntry | undefined,
  addressPrefix: string,
): TransactionView {
  const paidIn = spent.reduce((sum, { amount }) => sum + amount, 0);
  const paidOut = tx.outputs.reduce((sum, { amount }) => sum + amount, 0);
  const fee = spent.length === 0 ? null : paidIn - paidOut;
  return describeTransaction(tx, { fee, block, spent }, addressPrefix);
}

/** What waits in the pool spends coins of the tip, or outputs of what waits with it. */
export function describePooled(
  { tx, fee }: PoolEntry,
  { pool, chain }: { readonly pool: Mempool; readonly chain: BlockChain },
  addressPrefix: string,
): TransactionView {
  const spent = tx.inputs.map(({ txid, index }) => {
    const key = outpointKey(txid, index);
    return pool.coin(key) ?? chain.coin(key);
  });
  return describeTransaction(tx, { fee, block: undefined, spent }, addressPrefix);
}

interface Places {
  readonly total: number;
  readonly at: (place: number) => ConnectedTransaction;
}

/** The block is read once; what transactions spend is known of the present chain's blocks. */
function readPlaces(chain: BlockChain, entry: HeaderEntry): Places | undefined {
  const isKept = entry.height === 0 || entry.height > chain.prunedHeight;
  if (isAncestor(entry, chain.tip) && isKept) {
    const { transactions } = chain.connectedBlock(entry);
    return { total: transactions.length, at: (place) => transactions[place] as ConnectedTransaction };
  }
  const body = entry.hasBody ? chain.body(entry) : undefined;
  const block = body && readBlock(body);
  if (block === undefined || block instanceof DecodeError) return undefined;
  const { transactions } = block;
  const at = (place: number): ConnectedTransaction => ({ tx: readStored(transactions[place]), spent: [] });
  return { total: transactions.length, at };
}

function readStored(bytes: Uint8Array | undefined): Transaction {
  const tx = bytes && readTransaction(bytes);
  if (tx === undefined || tx instanceof DecodeError) throw new Error("a stored block was read before it was stored");
  return tx;
}
