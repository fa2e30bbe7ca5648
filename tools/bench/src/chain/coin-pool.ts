/**
 * The coins that are there to be spent while a chain is made. A coin is named by the number of its key, which no other
 * coin has.
 */
import type { Coin } from "@triad/chain";
import { type ChainShape, checkShape, fanOutBlocks } from "./chain-shape.ts";
import { type Draw, drawsFrom } from "./draws.ts";

export class CoinPool {
  readonly #keys: Uint8Array;
  readonly #txids: Uint8Array;
  readonly #indices: Uint32Array;
  readonly #amounts: Float64Array;
  readonly #draw: Draw;
  #unspent: number[] = [];

  /** `keys`: 32 bytes for each number. */
  constructor(keys: Uint8Array, shape: ChainShape) {
    checkShape(shape);
    const count = keys.length / 32;
    this.#keys = keys;
    this.#txids = new Uint8Array(32 * count);
    this.#indices = new Uint32Array(count);
    this.#amounts = new Float64Array(count);
    this.#draw = drawsFrom(shape.seed);
  }

  key(number: number): Uint8Array {
    return this.#keys.subarray(32 * number, 32 * number + 32);
  }

  amount(number: number): number {
    return this.#amounts[number] ?? 0;
  }

  input(number: number): { readonly txid: Uint8Array; readonly index: number } {
    return { txid: this.#txids.subarray(32 * number, 32 * number + 32), index: this.#indices[number] ?? 0 };
  }

  /** As signatures see it: height and kind are not signed. */
  coin(number: number): Coin {
    return { amount: this.amount(number), key: this.key(number), height: 0, isCoinbase: false };
  }

  /** The output `index` of transaction `txid` pays to the key `number`. */
  create(number: number, txid: Uint8Array, index: number, amount: number): void {
    this.#txids.set(txid, 32 * number);
    this.#indices[number] = index;
    this.#amounts[number] = amount;
  }

  /** From now on these may be drawn. */
  release(numbers: readonly number[]): void {
    for (const number of numbers) this.#unspent.push(number);
  }

  /** Takes a coin at random out of those that were released. */
  take(): number {
    const unspent = this.#unspent;
    const place = this.#draw(unspent.length);
    const taken = unspent[place];
    const last = unspent.pop();
    if (taken === undefined || last === undefined) throw new RangeError("the pool has no coin left");
    if (place < unspent.length) unspent[place] = last;
    return taken;
  }
}

/** Keys that a chain of this shape uses: the premine's first, then the pool's, then those of each transaction. */
export function keyCount(shape: ChainShape): number {
  return fanOutBlocks(shape) + shape.pool + 2 * shape.blocks * shape.transactions;
}
