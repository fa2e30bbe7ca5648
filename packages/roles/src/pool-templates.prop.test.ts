/**
 * Templates of a pool in motion: whatever was added, replaced, evicted, wished for, mined and reorganised before, the
 * validator takes the block. `TRIAD_POOL_OPERATIONS=100000` runs as many as docs/benchmarks.md tells of.
 */
import { outpointKey } from "@triad/chain";
import { asertTestNetwork, drawFrom, testKey } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay } from "@triad/crypto";
import type { PoolEntry } from "@triad/mempool";
import { DecodeError, type Input, readTransaction, type Transaction } from "@triad/protocol";
import { expect, it } from "vitest";
import { PoolWorld } from "./testing/pool-world.ts";

const OPERATIONS = Number(process.env["TRIAD_POOL_OPERATIONS"] ?? 2_000);
const SEED = Number(process.env["TRIAD_POOL_SEED"] ?? 1);
const OWNER = testKey(0);
/** Blocks hold some five payments, the pool forty: both are full most of the time. */
const NETWORK = asertTestNetwork({
  maxBlockBytes: 1_800,
  coinbaseMaturity: 2,
  halvingInterval: 1_000_000,
  premine: Array.from({ length: 36 }, () => ({ amount: 200_000_000, key: OWNER.key })),
});
const LIMITS = { poolTransactionsMax: 40, ancestorsMax: 8, descendantsMax: 8, orphansMax: 10, replacedMax: 20 };
/** Outputs that a payment may spend; older ones are forgotten here, not by the chain. */
const OUTPUTS_KEPT = 250;
const SPACING_MS = 2_000;
const HALF_LIFE_MS = 120_000;
const EXPIRY_MS = 15 * 24 * 3_600_000;
const CHECK_POOL_EVERY = 25;

type Output = Input & { readonly amount: number };

class History {
  readonly draw = drawFrom(SEED);
  readonly world = new PoolWorld({ network: NETWORK, draw: this.draw, key: OWNER.key, limits: LIMITS });
  readonly done = new Map<string, number>();
  #outputs: Output[] = [];
  #held: Transaction[] = [];

  constructor() {
    const coinbase = readTransaction(NETWORK.genesis.block.transactions[0] as Uint8Array);
    if (coinbase instanceof DecodeError) throw coinbase;
    coinbase.outputs.forEach(({ amount }, index) => {
      this.#outputs.push({ txid: coinbase.txid, index, amount });
    });
    this.world.mine();
    this.world.mine();
  }

  step(): void {
    const chance = this.draw(1_000);
    if (chance < 640) this.#count("pay", this.#offer(this.#newPayment()));
    else if (chance < 770) this.#replace();
    else if (chance < 840) this.#wish();
    else if (chance < 930) this.#mine();
    else if (chance < 960) this.#reorganise();
    else if (chance < 998) this.#pass(this.draw(8 * SPACING_MS));
    else this.#pass(this.draw(2) === 0 ? EXPIRY_MS : this.draw(5 * HALF_LIFE_MS));
  }

  #newPayment(): Transaction | undefined {
    const count = 1 + this.draw(3);
    const from = new Set<Output>();
    for (let n = 0; n < count; n++) from.add(this.#someOutput());
    return this.#pay([...from], 1 + this.draw(3), 1 + this.draw(40));
  }

  /** Mostly one that is there to be spent: of a block, or of the pool. */
  #someOutput(): Output {
    const { pool, chain } = this.world.node;
    for (let tries = 0; ; tries++) {
      const output = this.#outputs[this.draw(this.#outputs.length)] as Output;
      const key = outpointKey(output.txid, output.index);
      const isFree = pool.spenderOf(key) === undefined && (pool.coin(key) ?? chain.coin(key)) !== undefined;
      if (isFree || tries >= 8) return output;
    }
  }

  /** Undefined: there is not enough to pay with. */
  #pay(from: readonly Output[], outputs: number, feeRate: number): Transaction | undefined {
    const { world } = this;
    const memo = this.draw(200);
    const bytes = world.payment(from, outputs, 0, memo).bytes.length;
    const value = from.reduce((sum, { amount }) => sum + amount, 0);
    if (value < feeRate * bytes + 1_000 * outputs) return undefined;
    return world.payment(from, outputs, feeRate * bytes, memo);
  }

  #offer(tx: Transaction | undefined): boolean {
    if (tx === undefined) return false;
    // now and then a child comes before its parent
    const isHeld = this.draw(20) === 0;
    if (isHeld) this.#held.push(tx);
    const isTaken = !isHeld && this.#send(tx);
    if (isHeld || isTaken) this.#remember(tx);
    if (this.draw(8) === 0) for (const held of this.#held.splice(0)) this.#send(held);
    return isTaken;
  }

  #remember(tx: Transaction): void {
    for (const [index, { amount }] of tx.outputs.entries()) this.#outputs.push({ txid: tx.txid, index, amount });
    while (this.#outputs.length > OUTPUTS_KEPT) this.#outputs.splice(this.draw(OUTPUTS_KEPT), 1);
  }

  #send(tx: Transaction): boolean {
    return this.world.ask({ name: "broadcast-transaction", rawHex: bytesToHex(tx.bytes) }).ok;
  }

  /** Spends what some entries spend, often for enough more. */
  #replace(): void {
    const { pool } = this.world.node;
    const rivals = Array.from({ length: 1 + this.draw(2) }, () => this.#someEntry()).filter(
      (entry) => entry !== undefined,
    );
    const from = new Map<string, Output>();
    for (const { tx } of rivals) {
      for (const { txid, index } of tx.inputs.slice(0, 1 + this.draw(2))) {
        const key = outpointKey(txid, index);
        const amount = (pool.coin(key) ?? this.world.node.chain.coin(key))?.amount;
        if (amount !== undefined) from.set(key, { txid, index, amount });
      }
    }
    if (from.size === 0) return;
    const before = new Set(pool.entries());
    const rate = Math.max(...rivals.map(({ fee, bytes }) => Math.ceil(fee / bytes)));
    const isTaken = this.#offer(this.#pay([...from.values()], 1 + this.draw(2), rate + this.draw(60)));
    const gone = [...before].some((entry) => pool.byTxid(entry.txid) !== entry);
    this.#count("replace", isTaken && gone);
  }

  #someEntry(): PoolEntry | undefined {
    const entries = [...this.world.node.pool.entries()];
    return entries[this.draw(Math.max(1, entries.length))];
  }

  #wish(): void {
    const entry = this.#someEntry();
    if (entry === undefined) return;
    const wish = (["include", "exclude", "none", "none"] as const)[this.draw(4)] ?? "none";
    const feeDelta = this.draw(3) === 0 ? this.draw(20_000) - 10_000 : 0;
    const txid = hashToDisplay(entry.tx.txid);
    this.#count(`wish ${wish}`, this.world.ask({ name: "prioritise", txid, wish, feeDelta }).ok);
  }

  #mine(): void {
    const { chain, pool } = this.world.node;
    this.#pass(this.draw(2 * SPACING_MS));
    const [height, size] = [chain.tip.height, pool.size];
    this.world.mine();
    expect(chain.tip.height).toBe(height + 1);
    this.#count("mine", pool.size < size);
    this.#addCoinbase();
  }

  #addCoinbase(): void {
    const { chain } = this.world.node;
    const coinbase = chain.connectedBlock(chain.tip).transactions[0]?.tx;
    if (coinbase !== undefined) this.#remember(coinbase);
  }

  /** The other branch spends now and then what the pool spends too. */
  #reorganise(): void {
    const { chain, pool } = this.world.node;
    const depth = 1 + this.draw(Math.min(3, chain.tip.height - 1));
    const rivals: Transaction[] = [];
    const victim = this.#someEntry();
    const input = victim?.tx.inputs[0];
    const coin = input && chain.coin(outpointKey(input.txid, input.index));
    if (input !== undefined && coin !== undefined && coin.height <= chain.tip.height - depth && this.draw(2) === 0) {
      const rival = this.#pay([{ ...input, amount: coin.amount }], 1, 0);
      if (rival !== undefined) rivals.push(rival);
    }
    const { tip } = chain;
    this.world.reorganise(depth, rivals);
    this.#count("reorganise", chain.tip !== tip && pool.size >= 0);
    this.#addCoinbase();
  }

  #pass(ms: number): void {
    this.world.pass(ms);
    this.#count("time", true);
  }

  #count(what: string, worked: boolean): void {
    const label = `${what} ${worked ? "done" : "refused or empty"}`;
    this.done.set(label, (this.done.get(label) ?? 0) + 1);
  }
}

it(`${OPERATIONS} random operations on a pool, and every template is a valid block`, { timeout: 3_600_000 }, () => {
  const history = new History();
  for (let step = 0; step < OPERATIONS; step++) {
    try {
      history.step();
      if (step % CHECK_POOL_EVERY === 0) history.world.checkPool();
    } catch (error) {
      throw new Error(`seed ${SEED}, step ${step}`, { cause: error });
    }
  }
  history.world.checkPool();
  const { templates, refusals } = history.world;
  const done = Object.fromEntries([...history.done].sort());
  if (process.env["TRIAD_POOL_OPERATIONS"] !== undefined) {
    console.log({ operations: OPERATIONS, seed: SEED, templates, done, refusals: Object.fromEntries(refusals) });
  }
  // the history does all of it, or it would say little; a minimum fee that was not met had risen by evictions
  for (const what of ["pay", "replace", "wish include", "wish exclude", "mine", "reorganise"]) {
    expect([what, (done[`${what} done`] ?? 0) > OPERATIONS / 1_000]).toEqual([what, true]);
  }
  for (const code of ["txn-mempool-conflict", "min-fee-not-met", "too-long-mempool-chain"]) {
    expect([...refusals.keys()]).toContain(code);
  }
});
