/**
 * Blocks to order: valid ones, and ones that break exactly one rule. Whatever an order changes, all that follows from
 * it (commitments, root, nonce) is made to fit, unless the order changes that too.
 */
import { merkleRoot, sha256d } from "@triad/crypto";
import {
  type Block,
  type Header,
  hashHeader,
  readTransaction,
  type Transaction,
  type TransactionFields,
  transactionFrom,
  writeBlock,
  writeHeader,
} from "@triad/protocol";
import { assert } from "../assert.ts";
import { coinbaseMemo, commitmentsRoot, joinCommitments } from "../blocks/coinbase.ts";
import { subsidyAt } from "../blocks/subsidy.ts";
import { blockFilter, filterHash } from "../filter/block-filter.ts";
import { bitsAfter } from "../headers/check-header.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { HeaderIndex } from "../headers/header-index.ts";
import { hashAsNumber, targetOfBits } from "../headers/target.ts";
import type { Network } from "../params/network.ts";
import { naiveHistoryRoot } from "./naive-history.ts";
import { testKey } from "./test-keys.ts";

export interface BlockOrder {
  readonly network: Network;
  readonly parent: HeaderEntry;
  /** Unix seconds; the parent's plus the spacing unless given. */
  readonly time?: number;
  /** Beside the coinbase. */
  readonly transactions?: readonly Transaction[];
  /** What the coinbase takes beyond the subsidy, base units. */
  readonly fees?: number;
  /** x-only key of the coinbase's output; that of `testKey(0)` unless given. */
  readonly payTo?: Uint8Array;
  /** After the height in the coinbase's memo: makes blocks differ that are otherwise the same. */
  readonly memoTail?: Uint8Array;
  readonly changes?: BlockChanges;
}

/** Each breaks one thing; what depends on it follows. */
export interface BlockChanges {
  readonly coinbase?: Partial<TransactionFields>;
  /** Of all transactions as they are committed to, the coinbase first. */
  readonly encodings?: (encodings: readonly Uint8Array[]) => readonly Uint8Array[];
  readonly filterHash?: Uint8Array;
  readonly historyRoot?: Uint8Array;
  readonly header?: Partial<Omit<Header, "nonce">>;
  /** Let the hash miss the target. */
  readonly missTarget?: boolean;
}

export interface BuiltBlock {
  /** The encoded Block. */
  readonly bytes: Uint8Array;
  readonly block: Block;
  readonly header: Header;
  readonly headerBytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly coinbase: Transaction;
}

export function buildBlock(order: BlockOrder): BuiltBlock {
  const { network, parent, changes = {} } = order;
  const coinbase = buildCoinbase(order);
  const unchanged = [coinbase, ...(order.transactions ?? [])].map(({ bytes }) => bytes);
  const transactions = changes.encodings?.(unchanged) ?? unchanged;
  const filter = changes.filterHash ?? filterHash(blockFilter(readable(transactions), parent.hash));
  const historyRoot = changes.historyRoot ?? naiveHistoryRoot(parent);
  const txRoot = merkleRoot(transactions.map((bytes) => sha256d(bytes)));
  const time = order.time ?? parent.header.time + network.params.consensus.spacing;
  const header = mine(
    {
      version: 1,
      prev: parent.hash,
      root: commitmentsRoot({ txRoot, filterHash: filter, historyRoot }),
      time,
      bits: bitsAfter(network, parent, time),
      ...changes.header,
    },
    changes.missTarget ?? false,
  );
  const headerBytes = writeHeader(header);
  const block = { header: headerBytes, commitments: joinCommitments(filter, historyRoot), transactions };
  return { bytes: writeBlock(block), block, header, headerBytes, hash: hashHeader(headerBytes), coinbase };
}

function buildCoinbase({ network, parent, fees, payTo, memoTail, changes }: BlockOrder): Transaction {
  const height = parent.height + 1;
  const amount = subsidyAt(height, network.params.consensus) + (fees ?? 0);
  return transactionFrom({
    version: 1,
    inputs: [],
    outputs: amount === 0 ? [] : [{ amount, key: payTo ?? testKey(0).key }],
    lockHeight: 0,
    memo: coinbaseMemo(height, memoTail ?? new Uint8Array(0)),
    signatures: new Uint8Array(0),
    ...changes?.coinbase,
  });
}

/** The transactions that can be read; a filter over others has no meaning, and no rule gets as far as comparing it. */
function readable(encodings: readonly Uint8Array[]): Transaction[] {
  return encodings.map((bytes) => readTransaction(bytes)).filter((tx) => "txid" in tx);
}

/** A nonce with which the hash meets the target that `bits` says, or misses it. */
function mine(header: Omit<Header, "nonce">, missTarget: boolean): Header {
  const target = targetOfBits(header.bits) ?? 0n;
  // bits that no hash can meet are only ever built to be refused for their bits
  const isHopeless = target >> 200n === 0n && !missTarget;
  for (let nonce = 0; nonce <= 0xffff_ffff; nonce++) {
    const found = { ...header, nonce };
    if (isHopeless || hashAsNumber(hashHeader(writeHeader(found))) <= target !== missTarget) return found;
  }
  assert(false, "test networks are easy");
}

/** A tree of blocks that nobody judged: its headers are taken as they are, so that blocks can be built ahead. */
export class BlockTree {
  readonly network: Network;
  readonly #headers: HeaderIndex;

  constructor(network: Network) {
    this.network = network;
    this.#headers = new HeaderIndex(network, []);
  }

  get genesis(): HeaderEntry {
    return this.#headers.genesis;
  }

  /** A block on `parent`, and its place in this tree, on which more can be built. */
  extend(
    parent: HeaderEntry,
    order: Omit<BlockOrder, "network" | "parent"> = {},
  ): BuiltBlock & { readonly entry: HeaderEntry } {
    const own = this.#headers.get(parent.hash);
    assert(own !== undefined, "a tree grows on its own blocks");
    const built = buildBlock({ ...order, network: this.network, parent: own });
    const known = this.#headers.get(built.hash);
    const entry = known ?? this.#headers.add(built.headerBytes, built.header, built.hash, own);
    return { ...built, entry };
  }
}
