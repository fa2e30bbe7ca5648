/** The rules for a block's body, docs/spec/blocks.md, in the order of its table. */
import { type Block, rootOf } from "./block.ts";
import { type Bytes, isSame, littleEndian } from "./bytes.ts";
import { filterHashOf, filterOf } from "./filter.ts";
import { type HistoryNode, historyRootOf } from "./history.ts";
import { type Parameters, subsidyAt } from "./parameters.ts";
import { readTransaction, type Transaction } from "./transaction.ts";
import {
  applyTransaction,
  type Coin,
  type Coins,
  checkAlone,
  checkInContext,
  hasValidSignatures,
  isCoinbase,
  spentBy,
  sumOf,
  type VerifySignature,
} from "./transaction-rules.ts";

export interface BlockPlace {
  readonly parameters: Parameters;
  readonly verify: VerifySignature;
  readonly chainId: Bytes;
  readonly height: bigint;
  readonly prev: Bytes;
  readonly root: Bytes;
  /** Leaves of the blocks before. */
  readonly history: readonly HistoryNode[];
}

/** Steps 1 (after the framing) to 7. */
export function checkBodyAlone(block: Block, place: BlockPlace): string | undefined {
  if (!isSame(rootOf(block), place.root)) return "mutated-block";
  const size = block.transactions.reduce((sum, { length }) => sum + length, 0);
  if (BigInt(size) > place.parameters.maxBlockBytes) return "bad-blk-length";
  const transactions = transactionsOf(block);
  if (transactions === undefined) return "tx-not-canonical";
  const [coinbase, ...others] = transactions as [Transaction, ...Transaction[]];
  const code = checkCoinbase(coinbase, others, place.height) ?? firstCode(transactions.map(checkAlone));
  if (code !== undefined) return code;
  const filterHash = filterHashOf(filterOf(transactions, place.prev));
  if (!isSame(filterHash, block.filterHash)) return "bad-filter-hash";
  if (!isSame(historyRootOf(place.history), block.historyRoot)) return "bad-history-root";
  return undefined;
}

/** Steps 8 and 9, of a body that passed those before. `coinsBefore`: as of the parent. */
export function checkBodyInContext(block: Block, place: BlockPlace, coinsBefore: Coins): string | undefined {
  const { parameters, verify, chainId, height } = place;
  const coins = new Map(coinsBefore);
  const [coinbase, ...others] = transactionsOf(block) as [Transaction, ...Transaction[]];
  applyTransaction(coins, coinbase, height);
  let fees = 0n;
  const toVerify: [Transaction, readonly Coin[]][] = [];
  for (const tx of others) {
    const code = checkInContext(tx, coins, height, parameters.coinbaseMaturity);
    if (code !== undefined) return code;
    const spent = spentBy(tx, coins);
    fees += sumOf(spent) - sumOf(tx.outputs);
    toVerify.push([tx, spent]);
    applyTransaction(coins, tx, height);
  }
  if (!toVerify.every(([tx, spent]) => hasValidSignatures(tx, spent, chainId, verify))) return "bad-txns-signature";
  if (sumOf(coinbase.outputs) > subsidyAt(parameters, height) + fees) return "bad-cb-amount";
  return undefined;
}

/** The coins after a valid block. */
export function applyBlock(coins: Coins, block: Block, height: bigint): void {
  for (const tx of transactionsOf(block) ?? []) applyTransaction(coins, tx, height);
}

/** Undefined: one of them is not canonical. */
export function transactionsOf(block: Block): readonly Transaction[] | undefined {
  const transactions = block.transactions.map(readTransaction);
  const read = transactions.filter((tx) => tx !== undefined);
  return read.length === transactions.length ? read : undefined;
}

function checkCoinbase(coinbase: Transaction, others: readonly Transaction[], height: bigint): string | undefined {
  if (!isCoinbase(coinbase)) return "bad-cb-missing";
  if (others.some(isCoinbase)) return "bad-cb-multiple";
  if (coinbase.lockHeight !== 0n) return "bad-cb-lock-height";
  if (coinbase.signatures.length > 0) return "bad-cb-signatures";
  if (coinbase.memo.length < 64 || coinbase.memo.length > 256) return "bad-cb-length";
  if (!isSame(coinbase.memo.slice(0, 4), littleEndian(height, 4))) return "bad-cb-height";
  return undefined;
}

function firstCode(codes: readonly (string | undefined)[]): string | undefined {
  return codes.find((code) => code !== undefined);
}
