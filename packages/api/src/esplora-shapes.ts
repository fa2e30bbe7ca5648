/**
 * Blocks and transactions under Esplora's field names (github.com/Blockstream/esplora, API.md), so that what people
 * know and have keeps working. Fields that this chain has no truth for (weight, scripts) are absent; its own ones
 * (work, filter, memo) are added.
 */
import { hexToBytes } from "@triad/crypto";
import { DecodeError, readHeader } from "@triad/protocol";
import type {
  AddressCoinView,
  AddressTotalsView,
  BlockView,
  LookedUpAddressView,
  OutputView,
  PoolSummaryView,
  RecentTransactionView,
  TransactionView,
} from "@triad/roles";

export function esploraBlock(block: BlockView): Readonly<Record<string, unknown>> {
  return {
    id: block.hash,
    height: block.height,
    version: block.version,
    timestamp: block.time,
    tx_count: block.transactions,
    size: block.bytes,
    merkle_root: block.root,
    // The first block's field holds the hash of the network's parameters, no block's.
    previousblockhash: block.height === 0 ? null : block.previousHash,
    nonce: block.nonce,
    bits: bitsOf(block),
    confirmations: block.confirmations,
    chain_work: block.chainWork,
    filter_hash: block.filterHash,
    history_root: block.historyRoot,
  };
}

export function esploraTransaction(transaction: TransactionView): Readonly<Record<string, unknown>> {
  return {
    txid: transaction.txid,
    wtxid: transaction.wtxid,
    locktime: transaction.lockHeight,
    memo: transaction.memoHex,
    vin: transaction.inputs.map(({ txid, index, spends }) => {
      return { txid, vout: index, prevout: spends && esploraOutput(spends) };
    }),
    vout: transaction.outputs.map(esploraOutput),
    size: transaction.bytes,
    fee: transaction.fee,
    status: esploraStatus(transaction),
  };
}

function esploraOutput({ amount, address }: OutputView): Readonly<Record<string, unknown>> {
  return { value: amount, scriptpubkey_address: address };
}

export function esploraStatus({
  blockHash,
  height,
  time,
}: Pick<TransactionView, "blockHash" | "height" | "time">): Readonly<Record<string, unknown>> {
  if (blockHash === null) return { confirmed: false };
  return { confirmed: true, block_height: height, block_hash: blockHash, block_time: time };
}

export function esploraAddress({ address, chain, pool }: LookedUpAddressView): Readonly<Record<string, unknown>> {
  return { address, chain_stats: esploraTotals(chain), mempool_stats: esploraTotals(pool) };
}

function esploraTotals(totals: AddressTotalsView): Readonly<Record<string, unknown>> {
  return {
    tx_count: totals.transactions,
    funded_txo_count: totals.received,
    funded_txo_sum: totals.receivedSum,
    spent_txo_count: totals.spent,
    spent_txo_sum: totals.spentSum,
  };
}

export function esploraCoin(coin: AddressCoinView): Readonly<Record<string, unknown>> {
  return { txid: coin.txid, vout: coin.index, value: coin.amount, status: esploraStatus(coin) };
}

/** No part of a transaction is discounted here, so the virtual size that Esplora's clients read is the size. */
export function esploraPool(pool: PoolSummaryView): Readonly<Record<string, unknown>> {
  const { transactions: count, bytes, fees: total_fee, feeRateMin: min_fee_rate } = pool;
  const fee_histogram = pool.feeHistogram.map((step) => [step.feeRate, step.bytes]);
  return { count, bytes, vsize: bytes, total_fee, min_fee_rate, fee_histogram };
}

export function esploraRecent(recent: RecentTransactionView): Readonly<Record<string, unknown>> {
  return { txid: recent.txid, fee: recent.fee, vsize: recent.bytes, value: recent.amount };
}

/** Esplora shows the number; the view shows it in hexadecimal for people, so it is taken from the header itself. */
function bitsOf({ headerHex, hash }: BlockView): number {
  const header = readHeader(hexToBytes(headerHex));
  if (header instanceof DecodeError) throw new Error(`the node shows a header of block ${hash} that can't be read`);
  return header.bits;
}
