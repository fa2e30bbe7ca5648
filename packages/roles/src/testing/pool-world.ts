/**
 * One miner without peers whose pool goes through a random history: payments, replacements, wishes, reorganisations,
 * time. Its effects are performed at once, and signatures count as valid: what is tried is pool, templates and chain.
 * Every template is solved and handed to the validator, which is the node's own.
 */
import { bytesOfKey, hashKey, type Network, type OutpointKey, outpointKey, Reject } from "@triad/chain";
import { blockFilter, checkTransactionInContext, filterHash } from "@triad/chain/blocks";
import { ancestorAt, firstBlockTime, type HeaderEntry } from "@triad/chain/headers";
import { type Draw, MemoryStore, TEST_SCHNORR } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay } from "@triad/crypto";
import type { PoolEntry, PoolLimits } from "@triad/mempool";
import { finishBlock, makeTemplate, searchNonces, withNonce } from "@triad/mining";
import { hashHeader, type Input, type Transaction, transactionFrom } from "@triad/protocol";
import type { OperatorCommand, OperatorReply } from "../operator.ts";
import type { Effect, Event, Now } from "../seam.ts";
import { ValidatingNode } from "../validating-node.ts";

const SIGNATURE = new Uint8Array(64).fill(7);

export interface PoolWorldOptions {
  readonly network: Network;
  readonly draw: Draw;
  /** Owns every coin. */
  readonly key: Uint8Array;
  readonly limits: Partial<PoolLimits>;
}

export class PoolWorld {
  readonly node: ValidatingNode;
  readonly refusals = new Map<string, number>();
  templates = 0;
  readonly #options: PoolWorldOptions;
  readonly #store = new MemoryStore();
  readonly #replies = new Map<number, OperatorReply>();
  #search: Extract<Effect, { type: "search-nonce" }> | undefined;
  #ms = 0;
  #lastReply = 0;
  #extraNonce = 0;

  constructor(options: PoolWorldOptions) {
    this.#options = options;
    const { network, draw, key, limits } = options;
    this.node = new ValidatingNode("miner", {
      network,
      store: this.#store,
      randomness: { bytes: (count) => new Uint8Array(count).fill(draw(256)), integer: (below) => draw(below) },
      schnorr: TEST_SCHNORR,
      nodeSecretKey: new Uint8Array(32).fill(1),
      walletSeed: new Uint8Array(64).fill(1),
      userAgent: "test",
      listen: undefined,
      connectOnly: [],
      peers: [],
      maxInbound: 0,
      maxOutbound: 0,
      mining: { mode: "off", threads: 1, payTo: key, text: "pool world" },
      poolLimits: limits,
      isIndexed: true,
    });
    this.#perform(this.node.start(this.now()));
  }

  now(): Now {
    const startMs = this.#options.network.genesis.header.time * 1000;
    return { monotonicMs: this.#ms, unixMs: startMs + this.#ms };
  }

  pass(ms: number): void {
    this.#ms += ms;
    this.#post({ type: "woken" });
  }

  ask(command: OperatorCommand): OperatorReply {
    const reply = ++this.#lastReply;
    this.#post({ type: "operator-command", reply, command });
    const result = this.#replies.get(reply);
    this.#replies.delete(reply);
    if (result === undefined) throw new Error(`no answer to ${command.name}`);
    if (!result.ok) this.refusals.set(result.code, (this.refusals.get(result.code) ?? 0) + 1);
    return result;
  }

  /** @throws Error when the validator refuses what the template says. */
  mine(): void {
    const { height } = this.node.chain.tip;
    this.ask({ name: "generate", blocks: 1 });
    for (let tries = 0; this.node.chain.tip.height === height; tries++) {
      const search = this.#search;
      if (search === undefined || tries > 50) throw new Error(`nothing is searched at height ${height + 1}`);
      this.#search = undefined;
      this.templates += 1;
      const { job, header, target } = search;
      const nonce = searchNonces({ header, target, from: 0, count: 2 ** 16 });
      if (nonce === undefined) throw new Error("every second hash meets this target");
      this.#post({ type: "nonce-found", job, header: withNonce(header, nonce) });
    }
  }

  /** Replaces the last `depth` blocks by one more, each with some of these transactions if they are valid there. */
  reorganise(depth: number, wanted: readonly Transaction[]): void {
    const { chain } = this.node;
    let parent = ancestorAt(chain.tip, Math.max(0, chain.tip.height - depth));
    for (let block = 0; block <= depth; block++) {
      // which coins there are on that branch is known at its fork only
      const transactions = block === 0 ? wanted : [];
      parent = this.#build(parent, transactions) ?? this.#build(parent, []) ?? parent;
    }
  }

  /** Spends these, with so many outputs of equal worth. */
  payment(from: readonly (Input & { readonly amount: number })[], outputs: number, fee: number, memo = 0): Transaction {
    const value = from.reduce((sum, { amount }) => sum + amount, 0);
    const each = Math.max(1, Math.floor((value - fee) / outputs));
    return transactionFrom({
      version: 1,
      inputs: from.map(({ txid, index }) => ({ txid, index })),
      outputs: Array.from({ length: outputs }, () => ({ amount: each, key: this.#options.key })),
      lockHeight: 0,
      memo: new Uint8Array(memo).fill(1),
      signatures: SIGNATURE,
    });
  }

  /** What a plain reading of the rules says of every entry, in order. @throws Error naming the first that is wrong */
  checkPool(): void {
    const { pool, chain } = this.node;
    const spent = new Set<OutpointKey>();
    const made = new Map<OutpointKey, PoolEntry>();
    const moved = new Map<string, number[]>();
    const move = (key: Uint8Array, place: number, amount: number) => {
      const sums = moved.get(hashKey(key)) ?? [0, 0, 0, 0];
      sums[place] = (sums[place] as number) + 1;
      sums[place + 1] = (sums[place + 1] as number) + amount;
      moved.set(hashKey(key), sums);
    };
    const height = chain.tip.height + 1;
    for (const entry of pool.entries()) {
      const spend = checkTransactionInContext(entry.tx, {
        height,
        coinbaseMaturity: this.#options.network.params.consensus.coinbaseMaturity,
        coin: (key) => {
          if (spent.has(key)) return undefined;
          const output = made.get(key)?.tx.outputs[new DataView(bytesOfKey(key).buffer).getUint32(32)];
          return output === undefined ? chain.coin(key) : { ...output, height, isCoinbase: false };
        },
      });
      const id = hashToDisplay(entry.tx.txid);
      if (spend instanceof Reject) throw new Error(`the pool holds ${id}, which breaks ${spend.code}`);
      if (spend.fee !== entry.fee) throw new Error(`the fee of ${id} is ${spend.fee} and not ${entry.fee}`);
      for (const { key, amount } of entry.tx.outputs) move(key, 0, amount);
      for (const { key, amount } of spend.spent) move(key, 2, amount);
      for (const { txid, index } of entry.tx.inputs) spent.add(outpointKey(txid, index));
      for (const index of entry.tx.outputs.keys()) made.set(outpointKey(entry.tx.txid, index), entry);
    }
    this.#checkOwners(moved);
  }

  /** `moved`: of each owner outputs received, their sum, outputs spent, their sum. */
  #checkOwners(moved: ReadonlyMap<string, readonly number[]>): void {
    const owners = this.node.index?.parts.poolOwners;
    if (owners?.size !== moved.size)
      throw new Error("whoever the pool moves something of is followed, and nobody else");
    for (const [key, sums] of moved) {
      const { received, receivedSum, spent, spentSum } = owners.of(key);
      const followed = [received, Number(receivedSum), spent, Number(spentSum)];
      if (String(followed) !== String(sums)) throw new Error(`of an owner the pool moves ${sums}, and not ${followed}`);
    }
  }

  /** The header of the block that was taken; undefined when it was refused. */
  #build(parent: HeaderEntry, transactions: readonly Transaction[]): HeaderEntry | undefined {
    const { network, key } = this.#options;
    const { chain } = this.node;
    const template = makeTemplate({
      network,
      parent: { hash: parent.hash, height: parent.height, time: parent.header.time },
      firstTime: firstBlockTime(parent) ?? 0,
      unixSeconds: Math.floor(this.now().unixMs / 1000),
      transactions: transactions.map((tx) => ({ tx, fee: 0 })),
      payTo: key,
      historyRoot: chain.historyRootAfter(parent),
      filterHash: (all, prev) => filterHash(blockFilter(all, prev)),
      coinbaseText: new Uint8Array(0),
      extraNonce: this.#extraNonce++,
    });
    const { header, target } = template;
    const nonce = searchNonces({ header, target, from: 0, count: 2 ** 16 });
    if (nonce === undefined) throw new Error("every second hash meets this target");
    const solved = withNonce(header, nonce);
    const known = chain.headers.best;
    this.ask({ name: "submit-block", rawHex: bytesToHex(finishBlock(template, solved)) });
    const entry = chain.headers.get(hashHeader(solved));
    return entry === undefined || entry.isInvalid || entry === known ? undefined : entry;
  }

  #post(event: Event): void {
    this.#perform(this.node.handle(event, this.now()));
  }

  /** In order, and what they lead to after them. */
  #perform(first: readonly Effect[]): void {
    const events: Event[] = [];
    let isDue = this.#collect(first, events);
    for (let turn = 0; events.length > 0 || isDue; turn++) {
      if (turn > 10_000) throw new Error("the node finds no rest");
      isDue = this.#collect(this.node.handle(events.shift() ?? { type: "woken" }, this.now()), events);
    }
  }

  /** True: the node wants to be woken at once. */
  #collect(effects: readonly Effect[], events: Event[]): boolean {
    let isDue = false;
    for (const effect of effects) {
      if (effect.type === "check-signatures")
        events.push({ type: "signatures-checked", job: effect.job, result: "valid" });
      else if (effect.type === "reply") this.#replies.set(effect.reply, effect.result);
      else if (effect.type === "search-nonce") this.#search = effect;
      else if (effect.type === "cancel" && effect.job === this.#search?.job) this.#search = undefined;
      else if (effect.type === "wake-at") isDue = (effect.monotonicMs ?? Number.POSITIVE_INFINITY) <= this.#ms;
      else if (effect.type === "commit") {
        this.#store.apply(effect.batch, effect.durable);
        events.push({ type: "committed", commit: effect.commit });
      } else if (effect.type === "give-up") throw new Error(`the node gave up: ${effect.reason}`);
      else if (effect.type === "notify" && effect.notice.code === "own-block-refused")
        throw new Error(effect.notice.text);
    }
    return isDue;
  }
}
