/**
 * Keeps the address index at the tip of a chain: with every block as it comes and goes, and where that can't be (the
 * index is new, or was off for a while) by reading blocks again, some in a turn.
 *
 * States: at the tip; behind it, on the way. Each block that is heard of is taken where it continues the index, and
 * passed over otherwise: `step` finds the way from wherever the index is.
 * A block that is no longer of the chain is taken back by its undo data, which stays in the store. So a chain of which
 * blocks are pruned can have no index.
 */
import { assert } from "../assert.ts";
import type { BlockChain } from "../blocks/block-chain.ts";
import type { ConnectedBlock } from "../blocks/connected-block.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { ancestorAt, isAncestor } from "../headers/header-index.ts";
import { AddressIndex } from "./address-index.ts";
import type { IndexedTransaction } from "./index-rows.ts";

export class IndexFollower {
  readonly #chain: BlockChain;
  readonly #index: AddressIndex;
  /** The last block that is indexed. */
  #tip: HeaderEntry | undefined;

  constructor(chain: BlockChain) {
    this.#chain = chain;
    this.#index = new AddressIndex(chain.indexRows);
    const { tip } = this.#index;
    this.#tip = tip && chain.headers.get(tip.hash);
    assert((tip === undefined) === (this.#tip === undefined), "the headers of all blocks that were connected are kept");
  }

  /** Blocks up to this height are indexed; undefined: none. */
  get height(): number | undefined {
    return this.#tip?.height;
  }

  get isAtTip(): boolean {
    return this.#tip === this.#chain.tip;
  }

  /** Undefined: no block that is indexed has it. */
  placeOf(txid: Uint8Array): IndexedTransaction | undefined {
    return this.#index.placeOf(txid);
  }

  connected(block: ConnectedBlock): void {
    if (block.entry.parent !== this.#tip || this.#tip === undefined) return;
    this.#index.connect(block);
    this.#tip = block.entry;
  }

  disconnected(block: ConnectedBlock): void {
    if (block.entry !== this.#tip) return;
    this.#index.disconnect(block);
    this.#tip = block.entry.parent;
  }

  /** Reads blocks until about `rowsMax` rows are written; false: there is nothing more to do now. */
  step(rowsMax: number): boolean {
    for (let rows = 0; rows < rowsMax; ) {
      if (this.isAtTip || this.#chain.isFull) return false;
      rows += 1 + this.#move();
    }
    return !this.isAtTip;
  }

  #move(): number {
    const { tip } = this.#chain;
    const from = this.#tip;
    if (from === undefined || isAncestor(from, tip)) {
      this.#tip = ancestorAt(tip, (from?.height ?? -1) + 1);
      return this.#index.connect(this.#read(this.#tip));
    }
    this.#tip = from.parent;
    return this.#index.disconnect(this.#read(from));
  }

  #read(entry: HeaderEntry): ConnectedBlock {
    const block = this.#chain.storedBlock(entry);
    assert(block !== undefined, "nothing is pruned where an index is kept, and undo data stays");
    return block;
  }
}
