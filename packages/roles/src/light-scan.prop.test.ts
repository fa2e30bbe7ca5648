import { BUILT_IN_NETWORKS, type HashKey, hashKey, makeNetwork, outpointKey } from "@triad/chain";
import { blockFilter } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry, HeaderIndex, isAncestor } from "@triad/chain/headers";
import { BlockTree, type OwnedCoin, unsignedPayment } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { KeyChain, Wallet } from "@triad/wallet";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { LightScan } from "./light-scan.ts";

/** More, where somebody has the time: TRIAD_PROPERTY_RUNS=1000. */
const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 30);
const STEPS = 30;
const SCHNORR = wasmSchnorr();
const SEED = new Uint8Array(64).fill(3);
const KEYS = 120;
const GAP = 20;

const LOCAL = BUILT_IN_NETWORKS.local;
const NETWORK = makeNetwork({
  ...LOCAL,
  seeds: [],
  consensus: { ...LOCAL.consensus, easiestBits: 0x207fffff, genesisBits: 0x207fffff, coinbaseMaturity: 1 },
});

const chain = new KeyChain(SEED, SCHNORR);
const ownKeys = Array.from({ length: KEYS }, (_, index) => chain.key({ branch: 0, index }));
const indexOf = new Map(ownKeys.map((key, index) => [hashKey(key), index]));
const strangers = Array.from({ length: 40 }, (_, i) => new Uint8Array(32).fill(i + 1));

interface Block {
  readonly entry: HeaderEntry;
  readonly header: Uint8Array;
  readonly transactions: readonly Transaction[];
  readonly filter: Uint8Array;
  readonly coins: readonly OwnedCoin[];
  /** One above the highest own key that was paid up to here. */
  readonly used: number;
}

/** What all runs together have seen. */
const tally = { histories: 0, blocks: 0, reorganisations: 0, matches: 0, falseMatches: 0, filterBytes: 0 };
afterAll(() => console.log(`light scans: ${JSON.stringify(tally)}`));

/** Blocks on any block, with payments among ourselves and strangers. */
class History {
  readonly tree = new BlockTree(NETWORK);
  readonly blocks = new Map<HashKey, Block>();
  readonly #integer: (below: number) => number;

  constructor(integer: (below: number) => number) {
    this.#integer = integer;
  }

  on(parent: HeaderEntry): Block {
    const before = this.blocks.get(hashKey(parent.hash));
    const used = before?.used ?? 0;
    const coins = [...(before?.coins ?? [])];
    const spends: Transaction[] = [];
    for (let count = this.#integer(4); count > 0 && coins.length > 0; count--) {
      const spend = coins.splice(this.#integer(coins.length), 1 + this.#integer(2));
      const amount = spend.reduce((sum, coin) => sum + coin.amount, 0);
      const parts = amount < 10 ? 1 : 1 + this.#integer(3);
      const outputs = Array.from({ length: parts }, () => ({
        amount: Math.floor(amount / parts),
        key: this.#key(used),
      }));
      const tx = unsignedPayment({ network: NETWORK, spend, outputs, memo: Uint8Array.of(this.#integer(256)) });
      spends.push(tx);
      coins.push(...coinsOf(tx));
    }
    const memoTail = Uint8Array.from({ length: 4 }, () => this.#integer(256));
    const built = this.tree.extend(parent, { transactions: spends, payTo: this.#key(used), memoTail });
    const transactions = [built.coinbase, ...spends];
    const block: Block = {
      entry: built.entry,
      header: built.headerBytes,
      transactions,
      filter: blockFilter(transactions, parent.hash),
      coins: [...coins, ...coinsOf(built.coinbase)],
      used: transactions
        .flatMap(({ outputs }) => outputs)
        .reduce((highest, { key }) => Math.max(highest, (indexOf.get(hashKey(key)) ?? -1) + 1), used),
    };
    this.blocks.set(hashKey(built.hash), block);
    tally.blocks += 1;
    tally.filterBytes += block.filter.length;
    return block;
  }

  /** Ours at times, and then one that a scan looks for. */
  #key(used: number): Uint8Array {
    const index = Math.min(KEYS - 1, Math.max(0, used - 3 + this.#integer(GAP + 3)));
    const isOurs = this.#integer(6) === 0 && index < used + GAP;
    return (isOurs ? ownKeys[index] : strangers[this.#integer(strangers.length)]) as Uint8Array;
  }
}

function coinsOf(tx: Transaction): OwnedCoin[] {
  return tx.outputs.map(({ amount, key }, index) => ({
    txid: tx.txid,
    index,
    amount,
    owner: { key, secretKey: new Uint8Array(32) },
  }));
}

/** A light node's wallet with a disk, to which filters and bodies come late. */
class Light {
  readonly headers = new HeaderIndex(NETWORK, []);
  readonly disk = new Map<string, Uint8Array>();
  readonly #here = new Map<HashKey, Block>();
  readonly #bodies = new Set<HashKey>();
  wallet = this.#openWallet();
  scan = this.#openScan();

  accept(block: Block): void {
    const parent = this.headers.get(block.entry.header.prev);
    if (parent === undefined) throw new Error("blocks come after their parents");
    this.headers.add(block.header, block.entry.header, block.entry.hash, parent);
  }

  /** Hands in what the scan asks for until it is at the tip, but stops now and then. */
  follow(history: History, patience: number): void {
    for (let turns = 0; turns < patience; turns++) {
      const tip = this.headers.best;
      const state = this.scan.advance(tip, 3);
      this.#save();
      switch (state.state) {
        case "at-tip":
          return;
        case "busy":
          break;
        case "needs-filter": {
          const block = history.blocks.get(hashKey(ancestorAt(tip, state.from).hash));
          if (block === undefined) throw new Error("every block is of the history");
          this.#here.set(hashKey(block.entry.hash), block);
          break;
        }
        case "needs-body":
          for (const { hash } of this.scan.matchesAhead(tip)) this.#bodies.add(hashKey(hash));
          this.#bodies.add(hashKey(state.entry.hash));
          break;
        default:
          state satisfies never;
      }
    }
  }

  restart(): void {
    this.#save();
    this.count();
    this.wallet = this.#openWallet();
    this.scan = this.#openScan();
  }

  count(): void {
    tally.matches += this.scan.matches;
    tally.falseMatches += this.scan.falseMatches;
  }

  #save(): void {
    for (const [name, bytes] of this.wallet.takeRecordChanges()) this.#put(name, bytes);
  }

  #put(name: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.disk.delete(name);
    else this.disk.set(name, bytes);
  }

  #openWallet(): Wallet {
    const records = [...this.disk].filter(([name]) => name.startsWith("wallet/"));
    return new Wallet({ seed: SEED, network: NETWORK, schnorr: SCHNORR, records });
  }

  #openScan(): LightScan {
    return new LightScan({
      network: NETWORK,
      headers: this.headers,
      wallet: this.wallet,
      firstHeight: () => 0,
      record: (name) => this.disk.get(name),
      putRecord: (name, bytes) => this.#put(name, bytes),
      filterOf: ({ hash }) => this.#here.get(hashKey(hash))?.filter,
      bodyOf: ({ hash }) => (this.#bodies.has(hashKey(hash)) ? this.#here.get(hashKey(hash))?.transactions : undefined),
      drop: ({ hash }) => {
        this.#here.delete(hashKey(hash));
        this.#bodies.delete(hashKey(hash));
      },
      confirmed: () => {},
    });
  }
}

/** Every coin of ours as of this block, and what each transaction brought us, from the whole chain. */
function fullScan(history: History, tip: HeaderEntry) {
  const coins = new Map<string, number>();
  const payments: string[] = [];
  for (let height = 1; height <= tip.height; height++) {
    const block = history.blocks.get(hashKey(ancestorAt(tip, height).hash));
    for (const { txid, inputs, outputs } of block?.transactions ?? []) {
      let [change, concernsUs] = [0, false];
      for (const input of inputs) {
        const key = outpointKey(input.txid, input.index);
        const amount = coins.get(key);
        if (amount === undefined) continue;
        coins.delete(key);
        change -= amount;
        concernsUs = true;
      }
      for (const [index, { amount, key }] of outputs.entries()) {
        if (!indexOf.has(hashKey(key))) continue;
        coins.set(outpointKey(txid, index), amount);
        change += amount;
        concernsUs = true;
      }
      if (concernsUs) payments.push(`${height} ${hashKey(txid)} ${change}`);
    }
  }
  return { coins: sorted(coins), payments: payments.sort() };
}

function scanned({ wallet }: Light) {
  const confirmed = wallet.coins().filter(({ height }) => height !== null);
  const coins = new Map(confirmed.map(({ txid, index, amount }) => [outpointKey(txid, index), amount] as const));
  const payments = wallet.history(100_000).filter(({ height }) => height !== null);
  return {
    coins: sorted(coins),
    payments: payments.map(({ height, txid, change }) => `${height} ${hashKey(txid)} ${change}`).sort(),
  };
}

function sorted(coins: ReadonlyMap<string, number>): readonly string[] {
  return [...coins].map(([key, amount]) => `${key} ${amount}`).sort();
}

function generatorOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

it("finds what a scan of the whole chain finds, whatever is reorganised, and whenever it is started again", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
      const integer = generatorOf(seed);
      const history = new History(integer);
      const light = new Light();
      let tip: HeaderEntry = history.tree.genesis;
      tally.histories += 1;
      for (let step = 0; step < STEPS; step++) {
        const isFork = integer(5) === 0 && tip.height > 0;
        const depth = isFork ? 1 + integer(Math.min(6, tip.height)) : 0;
        let end = ancestorAt(tip, tip.height - depth);
        for (let blocks = depth + 1 + integer(3); blocks > 0; blocks--) {
          const block = history.on(end);
          light.accept(block);
          end = block.entry;
          if (integer(4) === 0) light.follow(history, integer(6));
        }
        if (!isAncestor(tip, end)) tally.reorganisations += 1;
        tip = end;
        if (integer(8) === 0) light.restart();
        if (integer(3) > 0) light.follow(history, 1_000);
      }
      light.follow(history, 100_000);
      light.count();
      expect(light.wallet.tip()?.hash).toEqual(tip.hash);
      expect(scanned(light)).toEqual(fullScan(history, tip));
    }),
    { numRuns: RUNS },
  );
}, 600_000);
