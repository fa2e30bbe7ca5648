/**
 * A miner without peers in this process: the product's role and its nonce threads, with everything else done at once.
 * What is measured is its own: how soon it searches on a new tip, and how soon it is silent.
 */
import { Reject } from "@triad/chain";
import { BlockChain, blockFilter, filterHash } from "@triad/chain/blocks";
import { firstBlockTime } from "@triad/chain/headers";
import { asertTestNetwork, MemoryStore, TEST_SCHNORR, testKey } from "@triad/chain/testing";
import { bytesToHex } from "@triad/crypto";
import { createNonceWorkers, type NonceWorkers } from "@triad/host-nodejs";
import { finishBlock, makeTemplate, searchNonces, withNonce } from "@triad/mining";
import { type Transaction, transactionFrom } from "@triad/protocol";
import type { Core, Effect, Event, Now, OperatorCommand } from "@triad/roles";
import { createMiner } from "@triad/roles/miner";

const OWNER = testKey(0);
const COIN_AMOUNT = 1_000_000;
const MATURITY = 1;
const SPACING_MS = 2_000;
const SIGNATURE = new Uint8Array(64).fill(7);
/** No nonce meets it: the threads go on until they are told to stop. */
const IMPOSSIBLE = new Uint8Array(32);

/** With so many coins in its first block that a pool of this size can be made of them. */
export function minerNetwork(transactions: number) {
  const premine = Array.from({ length: Math.max(1, transactions) }, () => ({ amount: COIN_AMOUNT, key: OWNER.key }));
  return asertTestNetwork({ maxBlockBytes: 1_000_000, coinbaseMaturity: MATURITY, premine });
}

export class LoneMiner {
  readonly workers: NonceWorkers;
  readonly #network: ReturnType<typeof minerNetwork>;
  readonly #core: Core;
  readonly #store = new MemoryStore();
  /** Makes the blocks that others found. */
  readonly #others: BlockChain;
  readonly #startMs = performance.now();
  /** The clock of the chain: each block is on schedule, so that difficulty stays where it begins. */
  #blocks = 0;
  #searched = 0;
  #events: Event[] = [];

  constructor(threads: number, transactions: number) {
    this.#network = minerNetwork(transactions);
    this.workers = createNonceWorkers({
      threads,
      found: () => {},
      exhausted: () => {},
      hashesDone: () => {},
      died: (reason) => {
        throw new Error(`a nonce thread died: ${reason}`);
      },
    });
    this.#core = createMiner({
      network: this.#network,
      store: this.#store,
      randomness: { bytes: (count) => new Uint8Array(count), integer: () => 0 },
      schnorr: TEST_SCHNORR,
      nodeSecretKey: new Uint8Array(32).fill(1),
      walletSeed: new Uint8Array(64).fill(1),
      userAgent: "bench",
      listen: undefined,
      connectOnly: [],
      peers: [],
      maxInbound: 0,
      maxOutbound: 0,
      mining: { mode: "always", threads, payTo: OWNER.key, text: "" },
    });
    const store = new MemoryStore();
    this.#others = new BlockChain({ network: this.#network, store, isVerified: () => true, newJob: () => 0 });
    this.#perform(this.#core.start(this.#now()));
  }

  /** Until it searches; a new node waits for peers first. */
  async untilSearching(): Promise<void> {
    for (let waited = 0; this.#searched === 0; waited += 10) {
      if (waited > 60_000) throw new Error("the miner does not begin");
      await new Promise((resolve) => setTimeout(resolve, 10));
      this.#post({ type: "woken" });
    }
  }

  /** Takes the coins of the first block, a payment for each. */
  fillPool(transactions: number): void {
    const { txid } = this.#firstCoinbase();
    for (let index = 0; index < transactions; index++) {
      const fee = 500 + (index % 1_000);
      const tx = transactionFrom({
        version: 1,
        inputs: [{ txid, index }],
        outputs: [{ amount: COIN_AMOUNT - fee, key: OWNER.key }],
        lockHeight: 0,
        memo: new Uint8Array(0),
        signatures: SIGNATURE,
      });
      this.#ask({ name: "broadcast-transaction", rawHex: bytesToHex(tx.bytes) });
    }
  }

  /** An empty block on the tip that another miner found, encoded in hexadecimal. */
  nextBlock(): string {
    const parent = this.#others.tip;
    const template = makeTemplate({
      network: this.#network,
      parent: { hash: parent.hash, height: parent.height, time: parent.header.time },
      firstTime: firstBlockTime(parent) ?? 0,
      unixSeconds: Math.floor(this.#now().unixMs / 1000),
      transactions: [],
      payTo: testKey(1).key,
      historyRoot: this.#others.historyRootAfter(parent),
      filterHash: (all, prev) => filterHash(blockFilter(all, prev)),
      coinbaseText: new Uint8Array(0),
      extraNonce: 0,
    });
    this.#blocks += 1;
    const nonce = searchNonces({ header: template.header, target: template.target, from: 0, count: 2 ** 20 });
    if (nonce === undefined) throw new Error("every second hash meets this target");
    const block = finishBlock(template, withNonce(template.header, nonce));
    const outcome = this.#others.acceptBlock(block, Math.floor(this.#now().unixMs / 1000));
    if (outcome.kind === "refused") throw new Error(`the bench made a block that breaks ${outcome.reject.code}`);
    while (this.#others.advance(1, 1_000));
    for (const event of this.#others.takeEvents()) {
      if (event.type === "check-signatures") this.#others.signaturesChecked(event.job, "valid");
    }
    return bytesToHex(block);
  }

  /**
   * Milliseconds from here until a thread tries nonces on the new tip, and until one does so on the best template for
   * it, which is another one where choosing takes long. Holds this thread: nothing else may delay it.
   */
  takeBlock(rawHex: string): { readonly firstMs: number; readonly bestMs: number } {
    const before = this.#searched;
    const startMs = performance.now();
    this.#ask({ name: "submit-block", rawHex });
    if (this.#searched === before) throw new Error("the miner searches nothing on the new tip");
    while (this.workers.busyThreads(this.#searched) === 0);
    const firstMs = performance.now() - startMs;
    this.#post({ type: "woken" });
    while (this.workers.busyThreads(this.#searched) === 0);
    return { firstMs, bestMs: performance.now() - startMs };
  }

  /** Milliseconds from the order to stop until no thread tries any nonce. */
  silence(): number {
    const startMs = performance.now();
    this.#ask({ name: "mining-mode", mode: "off" });
    while (this.workers.busyThreads() > 0);
    return performance.now() - startMs;
  }

  /** Until a thread searches again. */
  resume(): void {
    this.#ask({ name: "mining-mode", mode: "always" });
    while (this.workers.busyThreads(this.#searched) === 0);
  }

  stop(): Promise<void> {
    return this.workers.stop();
  }

  #firstCoinbase(): Transaction {
    const genesis = this.#others.connectedBlock(this.#others.headers.genesis).transactions[0];
    if (genesis === undefined || genesis instanceof Reject) throw new Error("the first block has a coinbase");
    return genesis.tx;
  }

  #now(): Now {
    const genesisMs = this.#network.genesis.header.time * 1000;
    return { monotonicMs: performance.now() - this.#startMs, unixMs: genesisMs + (this.#blocks + 1) * SPACING_MS };
  }

  #ask(command: OperatorCommand): void {
    this.#post({ type: "operator-command", reply: 1, command });
  }

  #post(event: Event): void {
    this.#events.push(event);
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
      this.#perform(this.#core.handle(next, this.#now()));
    }
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "search-nonce":
          this.#searched = effect.job;
          this.workers.search(effect.job, effect.header, IMPOSSIBLE);
          break;
        case "cancel":
          this.workers.cancel(effect.job);
          break;
        case "check-signatures":
          this.#events.push({ type: "signatures-checked", job: effect.job, result: "valid" });
          break;
        case "commit":
          this.#store.apply(effect.batch, effect.durable);
          this.#events.push({ type: "committed", commit: effect.commit });
          break;
        case "reply":
          if (!effect.result.ok) throw new Error(effect.result.message);
          break;
        default:
      }
    }
  }
}
