/**
 * How a light node's wallet follows the chain of headers: in the order of height, by filters that the headers commit to,
 * and by the blocks in which one of these finds something.
 *
 * States: at the tip; behind it, and then what the next block needs is its filter, its body, or nothing.
 * Events:
 *   the chain has another tip -> blocks that are off it are disconnected from the wallet, the newest first
 *   filter, no match          -> the block is connected without transactions: none concerns the wallet
 *   filter, match             -> its body is wanted
 *   body                      -> connected; what it concerns is looked for from the next block on: keys that come within
 *                                the gap limit, outpoints of new coins
 * Rules and their reasons:
 * - Strictly in order: a key or a coin that one block brings may be paid or spent in the next one.
 * - Only what a header commits to comes in here: whoever hands in filters and bodies has checked them against it.
 * - What is looked for only grows while the node runs. A coin that was spent, or that a reorganisation took, costs a false
 *   match at most; to leave one out could hide a payment on another branch.
 * - Our own transactions of each block are kept: a block is disconnected without asking anybody for it again.
 * Invariants: the wallet's tip is a block of this node's headers; all blocks from the first that was looked at up to it
 * were looked at, each on the one before.
 */
import { assert, type HashKey, hashKey, type Network } from "@triad/chain";
import {
  ancestorAt,
  filterKey,
  type HeaderEntry,
  type HeaderIndex,
  isAncestor,
  matchesFilter,
} from "@triad/chain/headers";
import { DecodeError, readTransaction, type Transaction } from "@triad/protocol";
import type { Wallet } from "@triad/wallet";
import { readOwnTransactions, writeOwnTransactions } from "./own-transaction-record.ts";

/** How far beyond the next block filters are looked through for blocks to fetch meanwhile. */
const AHEAD_BLOCKS = 256;

/** A record of our own transactions in the block of the wallet's chain at this height. */
const BLOCK_RECORD = "light-wallet/block/";

export interface LightScanPorts {
  readonly network: Network;
  readonly headers: HeaderIndex;
  readonly wallet: Wallet;
  /** The first block to look at; nothing older concerns the wallet. */
  readonly firstHeight: (tip: HeaderEntry) => number;
  readonly record: (name: string) => Uint8Array | undefined;
  readonly putRecord: (name: string, bytes: Uint8Array | null) => void;
  /** The bytes, if they are here. */
  readonly filterOf: (entry: HeaderEntry) => Uint8Array | undefined;
  /** Its transactions, if they are here. */
  readonly bodyOf: (entry: HeaderEntry) => readonly Transaction[] | undefined;
  /** Filter and body are needed no more. */
  readonly drop: (entry: HeaderEntry) => void;
  /** A block of the chain has it now. */
  readonly confirmed: (tx: Transaction) => void;
}

export type ScanState =
  | { readonly state: "at-tip" }
  /** There is more to do at once. */
  | { readonly state: "busy" }
  | { readonly state: "needs-filter"; readonly from: number }
  | { readonly state: "needs-body"; readonly entry: HeaderEntry };

export class LightScan {
  readonly #ports: LightScanPorts;
  readonly #watched: Uint8Array[] = [];
  readonly #isWatched = new Set<HashKey>();
  /** Of filters that were looked through ahead of their turn: up to which of the watched, and whether one was found. */
  readonly #ahead = new Map<HashKey, { readonly upTo: number; readonly matches: boolean }>();
  /** Blocks whose filter had something in it, and those in which there was nothing after all. */
  matches = 0;
  falseMatches = 0;

  constructor(ports: LightScanPorts) {
    this.#ports = ports;
    this.#watchMore();
  }

  /** Look for these as well: outpoints of transactions that the owner sent by hand. */
  watch(elements: readonly Uint8Array[]): void {
    for (const element of elements) {
      const key = hashKey(element);
      if (this.#isWatched.has(key)) continue;
      this.#isWatched.add(key);
      this.#watched.push(element);
    }
  }

  /** Of the block that is looked at next, on the chain of `tip`. */
  nextHeight(tip: HeaderEntry): number {
    const seen = this.#ports.wallet.tip();
    return seen === undefined ? Math.min(this.#ports.firstHeight(tip), tip.height) : seen.height + 1;
  }

  /** Looks at up to `blocksMax` blocks. */
  advance(tip: HeaderEntry, blocksMax: number): ScanState {
    this.#leaveOtherBranch(tip);
    for (let count = 0; count < blocksMax; count++) {
      const height = this.nextHeight(tip);
      if (height > tip.height) return { state: "at-tip" };
      const missing = this.#lookAt(ancestorAt(tip, height));
      if (missing !== undefined) return missing;
    }
    return { state: "busy" };
  }

  /** Blocks after the next one whose filters are here and find something: they will be needed soon. */
  matchesAhead(tip: HeaderEntry): readonly HeaderEntry[] {
    const from = this.nextHeight(tip);
    const found: HeaderEntry[] = [];
    for (let height = from; height <= Math.min(tip.height, from + AHEAD_BLOCKS); height++) {
      const entry = ancestorAt(tip, height);
      const filter = this.#ports.filterOf(entry);
      if (filter === undefined) break;
      if (this.#matches(entry, filter)) found.push(entry);
    }
    return found;
  }

  #leaveOtherBranch(tip: HeaderEntry): void {
    for (let seen = this.#seen(); seen !== undefined && !isAncestor(seen, tip); seen = this.#seen()) {
      const name = recordOf(seen);
      const transactions = readOwnTransactions(this.#ports.record(name) ?? new Uint8Array(0));
      this.#ports.wallet.blockDisconnected({ entry: seen, transactions: transactions.map((tx) => ({ tx })) });
      if (transactions.length > 0) this.#ports.putRecord(name, null);
      this.#ahead.clear();
      this.#watchMore();
    }
  }

  #seen(): HeaderEntry | undefined {
    const tip = this.#ports.wallet.tip();
    if (tip === undefined) return undefined;
    const entry = this.#ports.headers.get(tip.hash);
    assert(entry !== undefined, "the wallet's tip is committed with or after its header");
    return entry;
  }

  /** Undefined: done with it. */
  #lookAt(entry: HeaderEntry): ScanState | undefined {
    if (entry.parent === undefined) {
      this.#connect(entry, readGenesis(this.#ports.network));
      return undefined;
    }
    const filter = this.#ports.filterOf(entry);
    if (filter === undefined) return { state: "needs-filter", from: entry.height };
    if (!this.#matches(entry, filter)) {
      this.#connect(entry, []);
      return undefined;
    }
    const transactions = this.#ports.bodyOf(entry);
    if (transactions === undefined) return { state: "needs-body", entry };
    this.matches += 1;
    if (!this.#connect(entry, transactions)) this.falseMatches += 1;
    return undefined;
  }

  /** Whether it concerned the wallet. */
  #connect(entry: HeaderEntry, transactions: readonly Transaction[]): boolean {
    const own = this.#ports.wallet.blockConnected({ entry, transactions: transactions.map((tx) => ({ tx })) });
    if (own.length > 0) this.#ports.putRecord(recordOf(entry), writeOwnTransactions(own));
    for (const tx of transactions) this.#ports.confirmed(tx);
    this.#ahead.delete(hashKey(entry.hash));
    this.#ports.drop(entry);
    if (own.length > 0) this.#watchMore();
    return own.length > 0;
  }

  /** Looks only for what this filter was not looked through for before. */
  #matches(entry: HeaderEntry, filter: Uint8Array): boolean {
    const key = hashKey(entry.hash);
    const before = this.#ahead.get(key);
    const upTo = this.#watched.length;
    if (before?.matches === true) return true;
    if (before?.upTo === upTo) return false;
    const matches = matchesFilter(filter, this.#watched.slice(before?.upTo ?? 0), filterKey(entry.header.prev));
    this.#ahead.set(key, { upTo, matches });
    return matches;
  }

  #watchMore(): void {
    this.watch(this.#ports.wallet.watched());
  }
}

function recordOf({ height }: HeaderEntry): string {
  return BLOCK_RECORD + height.toString(16).padStart(8, "0");
}

function readGenesis(network: Network): readonly Transaction[] {
  return network.genesis.block.transactions.map((bytes) => {
    const tx = readTransaction(bytes);
    assert(!(tx instanceof DecodeError), "the genesis block is made from parameters that were checked");
    return tx;
  });
}
