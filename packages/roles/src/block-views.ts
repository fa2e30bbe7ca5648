/** Blocks and transactions as an operator sees them: plain JSON, hashes in display order, amounts in base units. */
import { addressOfKey, bytesOfKey } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import { bytesToHex, hashToDisplay } from "@triad/crypto";
import type { Mempool, PoolEntry } from "@triad/mempool";
import { blockBytes, DecodeError, type Output, readBlock, readTransaction, type Transaction } from "@triad/protocol";
import { describeNextBlock } from "./next-block.ts";
import type { BlockSummary, BlockView, OutputView, PoolEntryView, PoolView, TransactionView } from "./operator.ts";
import type { Now } from "./seam.ts";

/** `body`: the encoded Block, where it is kept. */
export function summariseBlock(entry: HeaderEntry, body: Uint8Array | undefined): BlockSummary {
  const block = body === undefined ? undefined : readBlock(body);
  const isHere = block !== undefined && !(block instanceof DecodeError);
  return {
    height: entry.height,
    hash: hashToDisplay(entry.hash),
    time: entry.header.time,
    transactions: isHere ? block.transactions.length : null,
    bytes: isHere ? blockBytes(block) : null,
    chainWork: entry.chainWork.toString(16),
  };
}

export interface BlockContext {
  readonly entry: HeaderEntry;
  readonly headerBytes: Uint8Array;
  readonly body: Uint8Array | undefined;
  /** 0 on a side branch. */
  readonly confirmations: number;
}

export function describeBlock({ entry, headerBytes, body, confirmations }: BlockContext): BlockView {
  const block = body === undefined ? undefined : readBlock(body);
  const content = block === undefined || block instanceof DecodeError ? undefined : block;
  return {
    ...summariseBlock(entry, body),
    previousHash: hashToDisplay(entry.header.prev),
    root: hashToDisplay(entry.header.root),
    bits: entry.header.bits.toString(16).padStart(8, "0"),
    nonce: entry.header.nonce,
    version: entry.header.version,
    confirmations,
    filterHash: content === undefined ? null : bytesToHex(content.commitments.subarray(0, 32)),
    historyRoot: content === undefined ? null : bytesToHex(content.commitments.subarray(32)),
    txids: content === undefined ? null : content.transactions.map(displayTxid),
    headerHex: bytesToHex(headerBytes),
    rawHex: body === undefined ? null : bytesToHex(body),
  };
}

function displayTxid(bytes: Uint8Array): string {
  const tx = readTransaction(bytes);
  return tx instanceof DecodeError ? "?" : hashToDisplay(tx.txid);
}

export interface TransactionPlace {
  /** Base units; null for a coinbase and where it isn't known. */
  readonly fee: number | null;
  /** Undefined: it is in no block of the present chain. */
  readonly block: HeaderEntry | undefined;
  /** The outputs that it spends, in the order of its inputs; none where they aren't known. */
  readonly spent?: readonly (Output | undefined)[];
}

export function describeTransaction(tx: Transaction, place: TransactionPlace, addressPrefix: string): TransactionView {
  const { spent = [] } = place;
  const output = ({ amount, key }: Output): OutputView => ({ amount, address: addressOfKey(key, addressPrefix) });
  return {
    txid: hashToDisplay(tx.txid),
    wtxid: hashToDisplay(tx.wtxid),
    bytes: tx.bytes.length,
    fee: place.fee,
    lockHeight: tx.lockHeight,
    memoHex: bytesToHex(tx.memo),
    inputs: tx.inputs.map(({ txid, index }, place) => {
      const coin = spent[place];
      return { txid: hashToDisplay(txid), index, spends: coin === undefined ? null : output(coin) };
    }),
    outputs: tx.outputs.map(output),
    blockHash: place.block === undefined ? null : hashToDisplay(place.block.hash),
    height: place.block?.height ?? null,
    time: place.block?.header.time ?? null,
    rawHex: bytesToHex(tx.bytes),
  };
}

/** Entries of the pool listed at most, best first: a screenful for a person, bounded for an API. */
const POOL_ENTRIES_SHOWN_MAX = 1_000;

export function describePool(pool: Mempool, blockBudgetBytes: number, now: Now): PoolView {
  const selected = pool.selectForBlock(blockBudgetBytes);
  const places = new Map(selected.map(({ entry, place }) => [entry, place + 1]));
  const excluded = pool.excluded();
  const entries = pool
    .entriesByFeeRate()
    .slice(0, POOL_ENTRIES_SHOWN_MAX)
    .map((entry) => describePoolEntry(entry, { pool, place: places.get(entry) ?? null, excluded, now }));
  return {
    transactions: pool.size,
    bytes: pool.bytes,
    fees: pool.fees,
    feeRateMin: pool.feeRateMin(now),
    nextBlock: describeNextBlock(pool, selected, blockBudgetBytes),
    entries,
  };
}

interface EntryContext {
  readonly pool: Mempool;
  /** From 1. */
  readonly place: number | null;
  readonly excluded: ReadonlySet<PoolEntry>;
  readonly now: Now;
}

function describePoolEntry(entry: PoolEntry, { pool, place, excluded, now }: EntryContext): PoolEntryView {
  const { choice, feeDelta } = pool.wish(entry.txid);
  return {
    txid: hashToDisplay(bytesOfKey(entry.txid)),
    wtxid: hashToDisplay(bytesOfKey(entry.wtxid)),
    bytes: entry.bytes,
    fee: entry.fee,
    feeRate: entry.fee / entry.bytes,
    ageSeconds: Math.floor((now.monotonicMs - entry.addedMs) / 1000),
    dependsOn: [...entry.parents].map(({ txid }) => hashToDisplay(bytesOfKey(txid))),
    wish: choice,
    feeDelta,
    place,
    held: place !== null ? null : whyHeld(choice, excluded.has(entry)),
  };
}

function whyHeld(choice: PoolEntryView["wish"], isExcluded: boolean): PoolEntryView["held"] {
  if (!isExcluded) return "block-full";
  return choice === "exclude" ? "excluded" : "after-excluded";
}
