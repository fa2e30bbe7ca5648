/**
 * What waits in the pool for each address: followed entry by entry, so that a question costs no walk through the pool.
 *
 * Invariant: an owner is here with exactly the entries of the pool that pay it or spend outputs of it. Memory is bounded
 * by the pool's own bounds.
 */
import { type Coin, type HashKey, hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import type { PoolEntry, PoolWatch } from "@triad/mempool";

export interface OwnerInPool {
  /** Outputs and their sum. */
  readonly received: number;
  readonly receivedSum: bigint;
  readonly spent: number;
  readonly spentSum: bigint;
  /** In the order in which they came. */
  readonly entries: ReadonlySet<PoolEntry>;
}

interface FollowedOwner extends OwnerInPool {
  received: number;
  receivedSum: bigint;
  spent: number;
  spentSum: bigint;
  readonly entries: Set<PoolEntry>;
}

interface Share {
  received: number;
  receivedSum: bigint;
  spent: number;
  spentSum: bigint;
}

type Shares = ReadonlyMap<HashKey, Share>;

export const NOBODY: OwnerInPool = { received: 0, receivedSum: 0n, spent: 0, spentSum: 0n, entries: new Set() };

export class PoolOwners implements PoolWatch {
  readonly #coin: (key: OutpointKey) => Coin | undefined;
  readonly #owners = new Map<HashKey, FollowedOwner>();
  /** What each entry brought, which is what goes with it. */
  readonly #shares = new Map<PoolEntry, Shares>();

  /** @param coin an output of the chain's tip or of the pool, spent by another entry or not */
  constructor(coin: (key: OutpointKey) => Coin | undefined) {
    this.#coin = coin;
  }

  of(owner: HashKey): OwnerInPool {
    return this.#owners.get(owner) ?? NOBODY;
  }

  get size(): number {
    return this.#owners.size;
  }

  entered(entry: PoolEntry): void {
    const shares = this.#sharesOf(entry);
    this.#shares.set(entry, shares);
    for (const [key, share] of shares) {
      const owner = this.#owners.get(key) ?? { ...NOBODY, entries: new Set() };
      owner.entries.add(entry);
      add(owner, share);
      this.#owners.set(key, owner);
    }
  }

  left(entry: PoolEntry): void {
    for (const [key, share] of this.#shares.get(entry) ?? []) {
      const owner = this.#owners.get(key);
      if (owner === undefined) continue;
      owner.entries.delete(entry);
      if (owner.entries.size === 0) this.#owners.delete(key);
      else take(owner, share);
    }
    this.#shares.delete(entry);
  }

  #sharesOf({ tx }: PoolEntry): Shares {
    const shares = new Map<HashKey, Share>();
    const shareOf = (key: Uint8Array): Share => {
      const share = shares.get(hashKey(key)) ?? { received: 0, receivedSum: 0n, spent: 0, spentSum: 0n };
      shares.set(hashKey(key), share);
      return share;
    };
    for (const { txid, index } of tx.inputs) {
      const coin = this.#coin(outpointKey(txid, index));
      if (coin === undefined) continue;
      const share = shareOf(coin.key);
      share.spent += 1;
      share.spentSum += BigInt(coin.amount);
    }
    for (const { key, amount } of tx.outputs) {
      const share = shareOf(key);
      share.received += 1;
      share.receivedSum += BigInt(amount);
    }
    return shares;
  }
}

function add(owner: FollowedOwner, { received, receivedSum, spent, spentSum }: Share): void {
  owner.received += received;
  owner.receivedSum += receivedSum;
  owner.spent += spent;
  owner.spentSum += spentSum;
}

function take(owner: FollowedOwner, { received, receivedSum, spent, spentSum }: Share): void {
  owner.received -= received;
  owner.receivedSum -= receivedSum;
  owner.spent -= spent;
  owner.spentSum -= spentSum;
}
