/**
 * A second opinion about the coins: blocks replayed one after another in the simplest way there is, with nothing of the
 * project but the reader of encodings. It judges money; signatures and the rest are others' affair.
 */
import { type HashKey, hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import { DecodeError, readBlock, readTransaction, type Transaction } from "@triad/protocol";

export interface ReplayedCoin {
  readonly amount: number;
  readonly key: Uint8Array;
  readonly height: number;
  readonly isCoinbase: boolean;
}

export interface ReplayedBlock {
  readonly hash: Uint8Array;
  readonly height: number;
  readonly body: Uint8Array;
}

/** What a chain of blocks makes of nothing. */
export class Replay {
  readonly coins = new Map<OutpointKey, ReplayedCoin>();
  /** All that was ever spent: none of it may be there. */
  readonly spent = new Set<OutpointKey>();
  readonly txids = new Set<HashKey>();
  /** Base units that coinbases took. */
  claimed = 0n;
  /** Of subsidies and fees, what coinbases left. */
  burnt = 0n;
  /** Subsidies so far. */
  subsidies = 0n;
  /** The coins once more, by who may spend them. */
  readonly #byOwner = new Map<HashKey, Map<OutpointKey, ReplayedCoin>>();
  readonly #path: HashKey[] = [];
  readonly #subsidyAt: (height: number) => number;
  readonly #maturity: number;

  /** `maturity`: blocks until a reward may be spent. */
  constructor(subsidyAt: (height: number) => number, maturity: number) {
    this.#subsidyAt = subsidyAt;
    this.#maturity = maturity;
  }

  get length(): number {
    return this.#path.length;
  }

  /** Whether this chain so far is the beginning of the one that has this block at its height. */
  endsWith(hash: Uint8Array): boolean {
    return this.#path.at(-1) === hashKey(hash);
  }

  /** The next block. What is wrong with it, in a sentence; undefined when nothing is. */
  add({ hash, height, body }: ReplayedBlock): string | undefined {
    if (height !== this.#path.length) return `block ${height} follows block ${this.#path.length - 1}`;
    const block = readBlock(body);
    if (block instanceof DecodeError) return `the body of block ${height} can't be read`;
    let fees = 0n;
    let taken = 0n;
    for (const [place, bytes] of block.transactions.entries()) {
      const tx = readTransaction(bytes);
      if (tx instanceof DecodeError) return `a transaction of block ${height} can't be read`;
      const paid = this.#spend(tx, height);
      if (typeof paid === "string") return `block ${height}: ${paid}`;
      const made = this.#create(tx, height, place === 0);
      if (typeof made === "string") return `block ${height}: ${made}`;
      if (place === 0) taken = made;
      else fees += paid - made;
      if (place > 0 && paid < made) return `block ${height}: a transaction pays out more than it spends`;
      this.txids.add(hashKey(tx.txid));
    }
    this.#path.push(hashKey(hash));
    const subsidy = height === 0 ? taken : BigInt(this.#subsidyAt(height));
    if (taken > subsidy + fees) return `block ${height}: the coinbase takes ${taken} of ${subsidy + fees}`;
    this.subsidies += subsidy;
    this.claimed += taken - fees;
    this.burnt += subsidy + fees - taken;
    return undefined;
  }

  /** Coins of this key. */
  coinsOf(owner: HashKey): Iterable<readonly [OutpointKey, ReplayedCoin]> {
    return this.#byOwner.get(owner) ?? [];
  }

  /** All coins together. */
  total(): bigint {
    let sum = 0n;
    for (const { amount } of this.coins.values()) sum += BigInt(amount);
    return sum;
  }

  #spend(tx: Transaction, at: number): bigint | string {
    let paid = 0n;
    for (const { txid, index } of tx.inputs) {
      const key = outpointKey(txid, index);
      const coin = this.coins.get(key);
      if (coin === undefined) return this.spent.has(key) ? "a coin is spent twice" : "a coin is spent that never was";
      if (coin.isCoinbase && at - coin.height < this.#maturity) return "a reward is spent too early";
      paid += BigInt(coin.amount);
      this.coins.delete(key);
      this.#byOwner.get(hashKey(coin.key))?.delete(key);
      this.spent.add(key);
    }
    return paid;
  }

  #create(tx: Transaction, height: number, isCoinbase: boolean): bigint | string {
    let made = 0n;
    for (const [index, { amount, key }] of tx.outputs.entries()) {
      const outpoint = outpointKey(tx.txid, index);
      if (this.coins.has(outpoint) || this.spent.has(outpoint)) return "a coin is created twice";
      const coin = { amount, key, height, isCoinbase };
      this.coins.set(outpoint, coin);
      const owner = hashKey(key);
      const own = this.#byOwner.get(owner);
      if (own === undefined) this.#byOwner.set(owner, new Map([[outpoint, coin]]));
      else own.set(outpoint, coin);
      made += BigInt(amount);
    }
    return made;
  }
}
