/**
 * What can be said of a block's body with its header and the headers before it, without any coin. In the order of
 * docs/spec/blocks.md: what a sender may have changed comes first, so that a good header is never condemned for a
 * body that it does not commit to.
 */
import { equalBytes, merkleRoot, sha256dMany } from "@triad/crypto";
import { type Block, blockBytes, readTransactions, type Transaction } from "@triad/protocol";
import { blockFilter, filterHash } from "../filter/block-filter.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import type { Network } from "../params/network.ts";
import { type Reject, reject } from "../reject.ts";
import { checkCoinbaseShape, commitmentsRoot } from "./coinbase.ts";
import { checkTransactionAlone } from "./transaction-alone.ts";

/** A block whose transactions are read. */
export interface BlockBody {
  readonly entry: HeaderEntry;
  readonly transactions: readonly Transaction[];
  /** Consensus size: the transactions' lengths. */
  readonly bytes: number;
}

/** A block that passed every check that needs no coin. */
export interface BlockAlone extends BlockBody {
  /** The filter's bytes, as computed from the transactions. */
  readonly filter: Uint8Array;
  /** With the filter's hash, what the header's root commits to. */
  readonly txRoot: Uint8Array;
  readonly historyRoot: Uint8Array;
}

export interface BlockAloneContext {
  readonly network: Network;
  readonly entry: HeaderEntry;
  /** What the block's history root must be. */
  readonly historyRoot: Uint8Array;
  /** A transaction that was read before, such as by the pool. */
  readonly known?: (wtxid: Uint8Array) => Transaction | undefined;
}

export function checkBlockAlone(block: Block, context: BlockAloneContext): BlockAlone | Reject {
  const wtxids = sha256dMany(block.transactions);
  const txRoot = merkleRoot(wtxids);
  return (
    checkBodyIsCommittedTo(block, txRoot, context.entry) ??
    checkBlockSize(block, context.network) ??
    checkContents(block, wtxids, txRoot, context)
  );
}

/** What makes a stored body usable again after a restart: it passed every check when it was stored. */
export function readBlockBody(block: Block, entry: HeaderEntry): BlockBody | Reject {
  return readBody(block, sha256dMany(block.transactions), entry);
}

/**
 * Whether these are the transactions that the header's maker paid work for. `commitments`: 64 bytes, hash of the filter
 * and history root; `wtxids`: of all transactions, in order.
 */
export function isCommittedTo(commitments: Uint8Array, wtxids: readonly Uint8Array[], entry: HeaderEntry): boolean {
  return opensRoot(commitments, merkleRoot(wtxids), entry);
}

function opensRoot(commitments: Uint8Array, txRoot: Uint8Array, { header }: HeaderEntry): boolean {
  const root = commitmentsRoot({
    txRoot,
    filterHash: commitments.subarray(0, 32),
    historyRoot: commitments.subarray(32),
  });
  return equalBytes(root, header.root);
}

/** Nothing below is looked at before this holds: until then the bytes are the sender's, not the miner's. */
function checkBodyIsCommittedTo(block: Block, txRoot: Uint8Array, entry: HeaderEntry): Reject | undefined {
  if (opensRoot(block.commitments, txRoot, entry)) return undefined;
  return reject("mutated-block", { height: entry.height });
}

function checkBlockSize(block: Block, network: Network): Reject | undefined {
  const bytes = blockBytes(block);
  const { maxBlockBytes } = network.params.consensus;
  return bytes <= maxBlockBytes ? undefined : reject("bad-blk-length", { bytes, maxBlockBytes });
}

function checkContents(
  block: Block,
  wtxids: readonly Uint8Array[],
  txRoot: Uint8Array,
  { entry, historyRoot, known }: BlockAloneContext,
): BlockAlone | Reject {
  const body = readBody(block, wtxids, entry, known);
  if (!("entry" in body)) return body;
  const refused = checkCoinbaseShape(body.transactions, entry.height) ?? checkTransactionsAlone(body.transactions);
  if (refused !== undefined) return refused;
  const filter = blockFilter(body.transactions, entry.header.prev);
  return (
    checkFilterHash(block, filter) ?? checkHistoryRoot(block, historyRoot) ?? { ...body, filter, txRoot, historyRoot }
  );
}

function readBody(
  block: Block,
  wtxids: readonly Uint8Array[],
  entry: HeaderEntry,
  known?: BlockAloneContext["known"],
): BlockBody | Reject {
  const read = readTransactions(block.transactions, wtxids, known);
  if (!("position" in read)) return { entry, transactions: read, bytes: blockBytes(block) };
  return reject("tx-not-canonical", { transaction: read.position, what: read.error.what });
}

function checkTransactionsAlone(transactions: readonly Transaction[]): Reject | undefined {
  for (const tx of transactions) {
    const refused = checkTransactionAlone(tx);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function checkFilterHash(block: Block, filter: Uint8Array): Reject | undefined {
  return equalBytes(block.commitments.subarray(0, 32), filterHash(filter)) ? undefined : reject("bad-filter-hash");
}

function checkHistoryRoot(block: Block, historyRoot: Uint8Array): Reject | undefined {
  return equalBytes(block.commitments.subarray(32), historyRoot) ? undefined : reject("bad-history-root");
}
