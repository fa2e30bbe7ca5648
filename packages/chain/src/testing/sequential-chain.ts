/**
 * The pipeline's rules without a pipeline: one block after the other, coins in plain maps, no layers, no undo data, no
 * store. What a chain ends on is held against this.
 *
 * The best block is the one with most work among those whose bodies are all here and which are not known to be bad;
 * among equals the one whose header came first. The way to it is walked block by block; the tip moves to each that has
 * more work than it. A block that breaks a rule is remembered, and the best is chosen again.
 */
import { type ConsensusParams, readTransaction, type Transaction } from "@triad/protocol";
import { assert } from "../assert.ts";
import type { Coin } from "../coin.ts";
import { type OutpointKey, outpointKey } from "../keys.ts";

import type { RandomTree, TreeBlock } from "./random-block-tree.ts";

export type Coins = ReadonlyMap<OutpointKey, Coin>;

/** The coins after each block of a tree; undefined where the block, or one below it, breaks a rule. */
export class SequentialCoins {
  readonly #tree: RandomTree;
  readonly #known = new Map<TreeBlock, Coins | undefined>();

  constructor(tree: RandomTree) {
    this.#tree = tree;
  }

  /** `block` undefined: genesis. */
  after(block: TreeBlock | undefined): Coins | undefined {
    if (block === undefined) return this.#tree.genesisCoins;
    if (this.#known.has(block)) return this.#known.get(block);
    const before = this.after(block.parent);
    const coins = before && connectPlainly(block, before, this.#tree.network.params.consensus);
    assert((coins !== undefined) === block.isValid, "the tree says of each block that it makes whether it is valid");
    this.#known.set(block, coins);
    return coins;
  }
}

export class SequentialChain {
  readonly #coins: SequentialCoins;
  /** In order of arrival. */
  readonly #headers = new Set<TreeBlock>();
  readonly #bodies = new Set<TreeBlock>();
  readonly #bad = new Set<TreeBlock>();
  /** undefined: genesis. */
  tip: TreeBlock | undefined;

  constructor(coins: SequentialCoins) {
    this.#coins = coins;
  }

  /** With those of its ancestors, the lowest first; a header on a bad block is not taken. */
  acceptHeader(block: TreeBlock): boolean {
    if (this.#headers.has(block)) return true;
    if (block.parent !== undefined && (!this.acceptHeader(block.parent) || this.#bad.has(block.parent))) return false;
    this.#headers.add(block);
    return true;
  }

  acceptBody(block: TreeBlock): void {
    if (!this.acceptHeader(block) || this.#isBad(block)) return;
    if (block.breaks === "bad-filter-hash") this.#bad.add(block);
    else this.#bodies.add(block);
    this.#connectBest();
  }

  #connectBest(): void {
    for (let best = this.#best(); best !== undefined; best = this.#best()) {
      for (const block of pathTo(best)) {
        if (this.#coins.after(block) === undefined) {
          this.#bad.add(block);
          break;
        }
        if (workOf(block) > workOf(this.tip)) this.tip = block;
      }
    }
  }

  #best(): TreeBlock | undefined {
    let best: TreeBlock | undefined;
    for (const block of this.#headers) {
      if (workOf(block) <= workOf(best) || workOf(block) <= workOf(this.tip)) continue;
      if (pathTo(block).every((each) => this.#bodies.has(each) && !this.#bad.has(each))) best = block;
    }
    return best;
  }

  #isBad(block: TreeBlock): boolean {
    return pathTo(block).some((each) => this.#bad.has(each));
  }
}

/** From the block after genesis to this one. */
export function pathTo(block: TreeBlock | undefined): readonly TreeBlock[] {
  const path: TreeBlock[] = [];
  for (let at = block; at !== undefined; at = at.parent) path.push(at);
  return path.reverse();
}

function workOf(block: TreeBlock | undefined): bigint {
  return block?.entry.chainWork ?? 0n;
}

function connectPlainly(
  { block, breaks, entry }: TreeBlock,
  before: Coins,
  params: ConsensusParams,
): Coins | undefined {
  if (breaks === "bad-filter-hash") return undefined;
  const coins = new Map(before);
  let fees = 0;
  const [coinbase, ...payments] = block.transactions.map((bytes) => readOwn(bytes));
  assert(coinbase !== undefined, "every block has a coinbase");
  // spends in order, so that a later payment may spend an earlier one's output
  for (const tx of payments) {
    for (const { txid, index } of tx.inputs) {
      const coin = coins.get(outpointKey(txid, index));
      if (coin === undefined) return undefined;
      if (coin.isCoinbase && entry.height - coin.height < params.coinbaseMaturity) return undefined;
      coins.delete(outpointKey(txid, index));
      fees += coin.amount;
    }
    fees -= addOutputs(coins, tx, entry.height, false);
    if (fees < 0 || tx.signatures.some((byte) => byte !== 0)) return undefined;
  }
  const allowed = Math.floor(params.subsidy / 2 ** Math.floor(entry.height / params.halvingInterval)) + fees;
  return addOutputs(coins, coinbase, entry.height, true) <= allowed ? coins : undefined;
}

/** @returns their sum. */
function addOutputs(coins: Map<OutpointKey, Coin>, tx: Transaction, height: number, isCoinbase: boolean): number {
  for (const [index, { amount, key }] of tx.outputs.entries()) {
    coins.set(outpointKey(tx.txid, index), { amount, key, height, isCoinbase });
  }
  return tx.outputs.reduce((sum, { amount }) => sum + amount, 0);
}

function readOwn(bytes: Uint8Array): Transaction {
  const tx = readTransaction(bytes);
  assert("txid" in tx, "the tree's transactions are written by this package");
  return tx;
}
