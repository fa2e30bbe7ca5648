import { BUILT_IN_NETWORKS, hashKey, keyOfAddress, makeNetwork, outpointKey } from "@triad/chain";
import { equalBytes, nobleSchnorr } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import fc from "fast-check";
import { expect, it } from "vitest";
import { accountKeyOf, type KeySource } from "./account-key.ts";
import { CHANGE, KeyChain, RECEIVE } from "./key-chain.ts";
import { FakeChain } from "./testing/fake-chain.ts";
import { Wallet } from "./wallet.ts";

const NETWORK = makeNetwork({
  ...BUILT_IN_NETWORKS.local,
  consensus: { ...BUILT_IN_NETWORKS.local.consensus, coinbaseMaturity: 2 },
});
const SEED = new Uint8Array(64).fill(9);
const ACCOUNT = accountKeyOf(SEED);
const STRANGER = nobleSchnorr.publicKey(new Uint8Array(32).fill(1));
const KEYS_SCANNED = 80;
/** More by hand: TRIAD_PROPERTY_RUNS. */
const RUNS = Number(process.env.TRIAD_PROPERTY_RUNS ?? 60);

const ownKeys = new Set<string>();
const reference = new KeyChain(SEED, nobleSchnorr);
for (const branch of [RECEIVE, CHANGE] as const) {
  for (let index = 0; index < KEYS_SCANNED; index++) ownKeys.add(hashKey(reference.key({ branch, index })));
}

/** A node with one wallet: chain, pool and disk as the role would drive them. */
class World {
  readonly chain = new FakeChain(2);
  readonly disk = new Map<string, Uint8Array>();
  pool: Transaction[] = [];
  wallet = this.open();
  #draws = 0;

  open(seed: KeySource = SEED): Wallet {
    return new Wallet({ seed, network: NETWORK, schnorr: nobleSchnorr, records: [...this.disk] });
  }

  commit(): void {
    for (const [name, bytes] of this.wallet.takeRecordChanges()) {
      if (bytes === null) this.disk.delete(name);
      else this.disk.set(name, bytes);
    }
  }

  ownKey(): Uint8Array {
    return keyOfAddress(this.wallet.receiveAddress(), NETWORK.params.addressPrefix) as Uint8Array;
  }

  mine(toUs: boolean, candidates: readonly Transaction[]): void {
    this.wallet.blockConnected(this.chain.mine(toUs ? this.ownKey() : STRANGER, candidates));
    this.refillPool([]);
  }

  /** The pool drops what is no longer valid, and takes back what came out of blocks. */
  refillPool(returned: readonly Transaction[]): void {
    const valid = this.chain.validNext([...returned, ...this.pool]);
    for (const tx of this.pool) if (!valid.includes(tx)) this.wallet.poolRemoved(tx.txid);
    for (const tx of valid) if (!this.pool.includes(tx)) this.wallet.poolAdded(tx);
    this.pool = [...valid];
  }

  reorganise(depth: number, toUs: boolean, keep: number): void {
    const returned: Transaction[] = [];
    for (let i = 0; i < depth && this.chain.height > 0; i++) {
      const block = this.chain.blocks.pop()!;
      this.wallet.blockDisconnected(block);
      returned.unshift(...block.transactions.slice(1).map(({ tx }) => tx));
    }
    const candidates = [...returned, ...this.pool].filter((_, i) => (keep >> (i % 8)) % 2 === 1);
    for (let i = 0; i <= depth; i++)
      this.wallet.blockConnected(this.chain.mine(toUs ? this.ownKey() : STRANGER, candidates));
    this.refillPool(returned);
  }

  pay(wallet: Wallet, amount: number): Transaction | undefined {
    this.#draws += 1;
    const auxiliaryRandomness = new Uint8Array(32).fill(this.#draws);
    const paid = wallet.pay({ to: STRANGER, amount, feeRate: 2, height: this.chain.height, auxiliaryRandomness });
    return "code" in paid ? undefined : paid.tx;
  }

  #pick(at: number): Transaction | undefined {
    const waiting = this.wallet.unconfirmed();
    return waiting[at % Math.max(waiting.length, 1)];
  }

  #inPool(txid: Uint8Array): boolean {
    return this.pool.some((tx) => equalBytes(tx.txid, txid));
  }

  bump(at: number, feeRate: number, isTaken: boolean): void {
    const old = this.#pick(at);
    if (old === undefined) return;
    this.#draws += 1;
    const auxiliaryRandomness = new Uint8Array(32).fill(this.#draws);
    const order = { txid: old.txid, feeRate, leastRate: 0, height: this.chain.height, auxiliaryRandomness };
    const bumped = this.wallet.bump(order);
    if ("code" in bumped) return;
    const { tx } = bumped;
    const others = this.pool.filter(({ txid }) => !equalBytes(txid, old.txid));
    if (!isTaken || !this.chain.validNext([...others, tx]).includes(tx)) {
      this.wallet.discard(tx.txid);
      return;
    }
    this.wallet.poolAdded(tx);
    if (this.#inPool(old.txid)) this.wallet.poolRemoved(old.txid);
    this.pool = [...others, tx];
    this.wallet.keepBump(old.txid, tx.txid);
  }

  abandon(at: number): void {
    const old = this.#pick(at);
    const forgotten = old === undefined ? [] : this.wallet.abandon(old.txid);
    if ("code" in forgotten) throw new Error(forgotten.code);
    this.pool = this.pool.filter(({ txid }) => !forgotten.some((tx) => equalBytes(tx.txid, txid)));
  }

  /** Once in two times as an encrypted wallet: it knows the account's public key first, and the seed later. */
  restart(isEncrypted: boolean): void {
    this.commit();
    const before = this.wallet;
    this.wallet = this.open(isEncrypted ? ACCOUNT : SEED);
    expect(this.wallet.isLocked).toBe(isEncrypted);
    expectSameCommittedState(this.wallet, before, this.chain.height);
    for (const tx of this.pool) this.wallet.poolAdded(tx);
    expect(this.wallet.balance(this.chain.height)).toEqual(before.balance(this.chain.height));
    expect(this.wallet.takeRecordChanges()).toEqual(new Map());
    if (isEncrypted) expect(this.wallet.unlock(SEED)).toBe(true);
  }
}

function expectSameCommittedState(restarted: Wallet, before: Wallet, height: number): void {
  const committed = (wallet: Wallet) => ({
    tip: wallet.tip(),
    address: wallet.receiveAddress(),
    coins: wallet
      .coins()
      .filter((coin) => coin.height !== null)
      .map(({ isLocked, ...coin }) => coin)
      .sort(byOutpoint),
    history: wallet.history(1_000).filter((payment) => payment.height !== null),
    sent: wallet
      .unconfirmed()
      .map(({ txid }) => hashKey(txid))
      .sort(),
    confirmed: wallet.balance(height).confirmed,
  });
  expect(committed(restarted)).toEqual(committed(before));
}

function byOutpoint(a: { txid: Uint8Array; index: number }, b: { txid: Uint8Array; index: number }): number {
  return outpointKey(a.txid, a.index) < outpointKey(b.txid, b.index) ? -1 : 1;
}

function expectAgreesWithScan({ wallet, chain }: World): void {
  const own = [...chain.scan()].filter(([, coin]) => coin.height >= 0 && ownKeys.has(hashKey(coin.key)));
  let confirmed = 0;
  let immature = 0;
  for (const [, { amount, isCoinbase, height }] of own) {
    if (isCoinbase && chain.height + 1 - height < 2) immature += amount;
    else confirmed += amount;
  }
  const balance = wallet.balance(chain.height);
  expect({ confirmed: balance.confirmed, immature: balance.immature }).toEqual({ confirmed, immature });
  const held = wallet.coins().filter(({ height }) => height !== null);
  expect(new Set(held.map(({ txid, index }) => outpointKey(txid, index)))).toEqual(new Set(own.map(([key]) => key)));
  const changes = wallet.history(10_000).filter(({ height }) => height !== null);
  expect(changes.reduce((sum, { change }) => sum + change, 0)).toBe(confirmed + immature);
}

function expectNoTwoSpendsOfOneCoin({ wallet }: World): void {
  const spent = wallet.unconfirmed().flatMap(({ inputs }) => inputs.map(({ txid, index }) => outpointKey(txid, index)));
  expect(new Set(spent).size).toBe(spent.length);
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("mine" as const), toUs: fc.boolean(), keep: fc.nat(255) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("receive" as const), amount: fc.integer({ min: 1, max: 9e8 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("pay" as const),
      amount: fc.integer({ min: 1_000, max: 9e8 }),
      isShown: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("reorganise" as const),
      depth: fc.integer({ min: 1, max: 4 }),
      toUs: fc.boolean(),
      keep: fc.nat(255),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("rival" as const), amount: fc.integer({ min: 1_000, max: 9e8 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("restart" as const), isEncrypted: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("bump" as const),
      at: fc.nat(9),
      feeRate: fc.integer({ min: 3, max: 40 }),
      isTaken: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("abandon" as const), at: fc.nat(9) }) },
);

it("agrees with a scan of the chain, restarts where it was, and never spends a coin twice, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), (steps) => {
      const world = new World();
      world.mine(true, []);
      for (const each of steps) {
        switch (each.does) {
          case "mine":
            world.mine(
              each.toUs,
              world.pool.filter((_, i) => (each.keep >> (i % 8)) % 2 === 1),
            );
            break;
          case "receive":
            world.refillPool([...world.pool, world.chain.payFromOutside(world.ownKey(), each.amount)]);
            break;
          case "pay": {
            const tx = world.pay(world.wallet, each.amount);
            if (tx !== undefined && each.isShown) world.refillPool([...world.pool, tx]);
            break;
          }
          case "reorganise":
            world.reorganise(each.depth, each.toUs, each.keep);
            break;
          case "rival": {
            // the same seed in another place pays with the same coins, and a miner includes that payment
            world.commit();
            const elsewhere = new Map([...world.disk].filter(([name]) => !name.startsWith("wallet/sent/")));
            const rival = new Wallet({ seed: SEED, network: NETWORK, schnorr: nobleSchnorr, records: elsewhere });
            const tx = world.pay(rival, each.amount);
            world.mine(false, tx === undefined ? [] : [tx]);
            break;
          }
          case "restart":
            world.restart(each.isEncrypted);
            break;
          case "bump":
            world.bump(each.at, each.feeRate, each.isTaken);
            break;
          case "abandon":
            world.abandon(each.at);
            break;
          default:
            each satisfies never;
        }
        expectAgreesWithScan(world);
        expectNoTwoSpendsOfOneCoin(world);
      }
      world.restart(true);
      expectAgreesWithScan(world);
    }),
    { numRuns: RUNS },
  );
});
