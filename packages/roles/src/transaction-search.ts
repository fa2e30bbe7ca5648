/**
 * Finds a transaction that is in a block. An unspent output tells its block at once; for the others recent blocks are
 * read, a bounded number of bytes in a turn, because anybody who may ask must not hold up the node.
 *
 * States of a search: waiting for its turn, reading (the oldest one), answered.
 * Invariants: at most SEARCHES_MAX searches; a search reads SEARCH_BLOCKS_MAX blocks and SEARCH_BYTES_MAX bytes at
 * most; what it finds is on the present chain, whatever was reorganised meanwhile.
 */
import { hashKey, outpointKey } from "@triad/chain";
import type { BlockChain, ConnectedTransaction } from "@triad/chain/blocks";
import { ancestorAt, forkOf, type HeaderEntry } from "@triad/chain/headers";
import { DecodeError, readBlock, readTransaction } from "@triad/protocol";

/** An index of all transactions is an option of its own. */
const SEARCH_BLOCKS_MAX = 2_000;
/** About half a second of reading in all. */
const SEARCH_BYTES_MAX = 64_000_000;
/** A few milliseconds. */
const TURN_BYTES_MAX = 250_000;
/** Small blocks cost their lookup. */
const TURN_BLOCKS_MAX = 50;
const SEARCHES_MAX = 16;
/** Outputs that are looked up among the unspent ones: most transactions have two. */
const OUTPUTS_TRIED = 4;

export interface FoundTransaction extends ConnectedTransaction {
  readonly block: HeaderEntry;
}

export type SearchResult = FoundTransaction | "not-found" | "busy";

interface Search {
  readonly txid: Uint8Array;
  readonly then: (result: SearchResult) => void;
  next: HeaderEntry | undefined;
  blocksLeft: number;
  bytesLeft: number;
}

export class TransactionSearch {
  readonly #chain: BlockChain;
  readonly #searches: Search[] = [];

  constructor(chain: BlockChain) {
    this.#chain = chain;
  }

  find(txid: Uint8Array, then: (result: SearchResult) => void): void {
    const found = this.#findUnspent(txid);
    if (found !== undefined) then(found);
    else if (this.#searches.length >= SEARCHES_MAX) then("busy");
    else {
      const { tip } = this.#chain;
      this.#searches.push({ txid, then, next: tip, blocksLeft: SEARCH_BLOCKS_MAX, bytesLeft: SEARCH_BYTES_MAX });
    }
  }

  /** A turn's part of the reading; true: there is more to read. */
  step(): boolean {
    const [search] = this.#searches;
    if (search === undefined) return false;
    const result = this.#read(search);
    if (result !== undefined) {
      this.#searches.shift();
      search.then(result);
    }
    return this.#searches.length > 0;
  }

  #findUnspent(txid: Uint8Array): FoundTransaction | undefined {
    for (let index = 0; index < OUTPUTS_TRIED; index++) {
      const coin = this.#chain.coin(outpointKey(txid, index));
      if (coin !== undefined) return this.#inBlock(ancestorAt(this.#chain.tip, coin.height), txid);
    }
    return undefined;
  }

  #inBlock(block: HeaderEntry, txid: Uint8Array): FoundTransaction | undefined {
    if (block.height > 0 && block.height <= this.#chain.prunedHeight) return undefined;
    const key = hashKey(txid);
    const found = this.#chain.connectedBlock(block).transactions.find(({ tx }) => hashKey(tx.txid) === key);
    return found && { ...found, block };
  }

  #read(search: Search): SearchResult | undefined {
    const { tip } = this.#chain;
    let bytes = 0;
    for (let blocks = 0; blocks < TURN_BLOCKS_MAX && bytes < TURN_BYTES_MAX; blocks++) {
      // a reorganisation may have replaced the rest of the way down
      const block = search.next && forkOf(search.next, tip);
      const body = block && this.#chain.body(block);
      if (block === undefined || body === undefined || search.blocksLeft === 0 || search.bytesLeft <= 0) {
        return "not-found";
      }
      if (holds(body, search.txid)) return this.#inBlock(block, search.txid) ?? "not-found";
      search.next = block.parent;
      search.blocksLeft -= 1;
      search.bytesLeft -= body.length;
      bytes += body.length;
    }
    return undefined;
  }
}

function holds(body: Uint8Array, txid: Uint8Array): boolean {
  const block = readBlock(body);
  if (block instanceof DecodeError) return false;
  const key = hashKey(txid);
  return block.transactions.some((bytes) => {
    const tx = readTransaction(bytes);
    return !(tx instanceof DecodeError) && hashKey(tx.txid) === key;
  });
}
