/**
 * One chain under a random life: what its host would do, when and in which order, is said by numbers. Commits take any
 * time and fail, verdicts come in any order, also those of cancelled jobs, and it crashes between any two of these. A
 * sequential reference is told of the same headers and bodies; after each crash and at the end both are compared.
 *
 * What has to agree. After a crash: the store is as after one of the batches since the last durable one; coins, undo
 * data, filters and the records that follow the tip are those of the tip that it names. At the end: the tip has the most
 * valid work, and is the reference's own unless a crash, a bad block, pruning or the timing of verdicts made another one
 * of equal work come first; its coins, undo data, filters and records are those of the reference.
 */
import { IndexFollower } from "../address-index/index-follower.ts";
import { indexTip } from "../address-index/read-index.ts";
import { BlockChain } from "../blocks/block-chain.ts";
import type { ChainEvent } from "../blocks/chain-event.ts";
import type { LayerLimits } from "../blocks/coin-layers.ts";
import type { CommitBatch } from "../store/chain-store.ts";
import type { CommitContents } from "../store/store-overlay.ts";
import { type ChainAt, checkChain, checkStore, heightRecord, must } from "./check-chain.ts";
import { checkAddressIndex } from "./check-index.ts";
import { drawFrom } from "./draw-from.ts";
import { MemoryStore } from "./memory-store.ts";
import { markedVerdict, type RandomTree, type TreeBlock } from "./random-block-tree.ts";
import { pathTo, SequentialChain, type SequentialCoins } from "./sequential-chain.ts";

export interface PipelineOptions {
  readonly limits: LayerLimits;
  readonly coinCacheBytes: number | undefined;
  readonly keepBlocks: number | undefined;
  /** With an address index, which is off now and then. Only where nothing is pruned. */
  readonly isIndexed: boolean;
  /** Blocks from this height up are not to be pruned before `release`. */
  readonly neededFrom: number;
  /** Everything is done at once after each arrival. */
  readonly isPrompt: boolean;
}

export interface PipelineTally {
  runs: number;
  crashes: number;
  powerLosses: number;
  reorganisations: number;
  connected: number;
  invalid: number;
  failedCommits: number;
  belowPruned: number;
  otherTips: number;
}

export function newPipelineTally(): PipelineTally {
  return {
    runs: 0,
    crashes: 0,
    powerLosses: 0,
    reorganisations: 0,
    connected: 0,
    invalid: 0,
    failedCommits: 0,
    belowPruned: 0,
    otherTips: 0,
  };
}

const FAR_FUTURE = 2 ** 32;
const COUNT_RECORD = "count";
/** More than any tree needs; a chain that does more never comes to rest. */
const ROUNDS_MAX = 5_000;

export class PipelineRun {
  readonly #tree: RandomTree;
  readonly #options: PipelineOptions;
  readonly #tally: PipelineTally;
  readonly #at: ChainAt;
  #keepBlocks: number | undefined;
  #neededFrom: number;
  #reference: SequentialChain;
  #store = new MemoryStore();
  #chain: BlockChain;
  #index: IndexFollower | undefined;
  #jobs = 0;
  /** Also of jobs that were cancelled: their verdicts come late. */
  readonly #checks = new Map<number, Uint8Array>();
  #inFlight: { readonly batch: CommitBatch; readonly isDurable: boolean; isApplied: boolean } | undefined;
  #count = 0;
  #arrived = 0;
  /** What a loss of power may leave: tip and count after each batch since the last durable one. */
  #possible: string[];
  /** Nothing happened by which another block of equal work may be the tip. */
  #isSameTipDue: boolean;
  #isStuck = false;

  constructor(tree: RandomTree, coins: SequentialCoins, options: PipelineOptions, tally: PipelineTally) {
    this.#tree = tree;
    this.#options = options;
    this.#tally = tally;
    this.#keepBlocks = options.keepBlocks;
    this.#neededFrom = options.neededFrom;
    // what is pruned beside the chain comes again later than it did for the reference
    this.#isSameTipDue = options.isPrompt && options.keepBlocks === undefined;
    this.#reference = new SequentialChain(coins);
    this.#at = { tree, coins, byHash: new Map(tree.blocks.map((block) => [String(block.hash), block])) };
    this.#chain = this.#open();
    this.switchIndex();
    this.#possible = [this.#stateOfStore()];
    tally.runs++;
  }

  header(pick: number): void {
    const block = this.#block(pick);
    this.#reference.acceptHeader(block);
    for (const { headerBytes } of pathTo(block)) this.#chain.acceptHeader(headerBytes, FAR_FUTURE);
  }

  body(pick: number): void {
    this.#deliver(this.#block(pick));
    if (this.#options.isPrompt) this.#settle();
  }

  /** The first that did not come yet. */
  nextBody(): void {
    this.body(this.#arrived++);
  }

  advance(steps: number): boolean {
    const isBusy = this.#chain.advance(steps);
    this.#follow();
    return isBusy;
  }

  verdict(pick: number, isLost: boolean): boolean {
    const jobs = [...this.#checks];
    const [job, items] = jobs[pick % Math.max(1, jobs.length)] ?? [];
    if (job === undefined || items === undefined) return false;
    this.#checks.delete(job);
    this.#chain.signaturesChecked(job, isLost ? "not-run" : markedVerdict(items));
    this.#follow();
    return true;
  }

  /** A record that an operator waits for. */
  record(): void {
    this.#count += 1;
    this.#chain.putRecord(COUNT_RECORD, Uint8Array.of(this.#count >> 8, this.#count));
  }

  /** One step of a commit: taken, tried, reported. False: there is nothing to commit. */
  commitStep(contents: CommitContents, isDurable: boolean, fails: boolean): boolean {
    if (this.#inFlight === undefined) {
      const batch = this.#chain.takeCommit(contents);
      if (batch === undefined) return false;
      this.#inFlight = { batch, isDurable, isApplied: false };
    } else if (!this.#inFlight.isApplied && fails) {
      this.#tally.failedCommits++;
    } else if (!this.#inFlight.isApplied) {
      this.#inFlight.isApplied = true;
      this.#store.apply(this.#inFlight.batch, this.#inFlight.isDurable);
      if (this.#inFlight.isDurable) this.#possible = [];
      this.#possible.push(this.#stateOfStore());
      this.#checkIndex();
    } else {
      this.#inFlight = undefined;
      this.#chain.committed();
    }
    return true;
  }

  /** The index is no longer followed, or again from where it was: at once, or a few rows at a time. */
  switchIndex(): void {
    if (!this.#options.isIndexed || this.#keepBlocks !== undefined) return;
    this.#index = this.#index === undefined ? new IndexFollower(this.#chain) : undefined;
  }

  /** True: there is more to index. */
  indexStep(rows: number): boolean {
    return this.#index?.step(rows) ?? false;
  }

  /** Who had to read blocks has read them. */
  release(): void {
    this.#neededFrom = Number.POSITIVE_INFINITY;
  }

  killProcess(): void {
    this.#store = this.#store.copy();
    this.#restart();
  }

  /** Also in the middle of the batch that is being written. */
  losePower(seed: number): void {
    const draw = drawFrom(seed);
    if (this.#inFlight?.isApplied === false && draw(4) > 0) {
      this.#store = this.#store.copy();
      this.#store.apply(this.#inFlight.batch, false);
      this.#possible.push(this.#stateOfStore());
    }
    this.#store = this.#store.afterPowerLoss(draw(this.#store.pendingWrites + 1), draw);
    this.#tally.powerLosses++;
    must(this.#possible.includes(this.#stateOfStore()), "power takes whole batches, the latest first");
    this.#restart();
    this.#possible = [this.#stateOfStore()];
  }

  /** Everything that is outstanding happens; then the chain is compared. */
  finish(): void {
    this.release();
    if (this.#index === undefined) this.switchIndex();
    this.#deliverAll();
    this.#settle();
    // what was dropped with a pruned block comes again: perhaps it is the better chain
    this.#deliverAll();
    this.#settle();
    if (this.#isStuck) this.#beginAnew();
    const { tip } = this.#chain;
    const works = this.#tree.blocks.filter(({ isValid }) => isValid).map(({ entry }) => entry.chainWork);
    const most = works.reduce((a, b) => (a > b ? a : b), this.#chain.headers.genesis.chainWork);
    must(tip.chainWork === most, "the tip has the most valid work");
    const isOther = String(this.#reference.tip?.hash ?? this.#chain.headers.genesis.hash) !== String(tip.hash);
    if (isOther) this.#tally.otherTips++;
    must(!isOther || !this.#isSameTipDue, "the tip is that of the reference");
    must(String(this.#store.coinsTip) === String(tip.hash), "the tip is committed");
    if (this.#index !== undefined) must(String(indexTip(this.#store)?.hash) === String(tip.hash), "all is indexed");
    if (this.#keepBlocks !== undefined) {
      must(this.#chain.prunedHeight >= tip.height - this.#keepBlocks, "what is deep is pruned");
    }
    this.#compare();
  }

  #compare(): void {
    checkStore(this.#at, this.#store);
    this.#checkIndex();
    checkChain(this.#at, this.#chain);
  }

  #checkIndex(): void {
    checkAddressIndex(this.#store, (hash) => this.#bodiesTo(hash));
  }

  #bodiesTo(hash: Uint8Array): readonly (readonly Uint8Array[])[] {
    const path = pathTo(this.#at.byHash.get(String(hash)));
    return [this.#tree.network.genesis.block, ...path.map(({ block }) => block)].map(
      ({ transactions }) => transactions,
    );
  }

  #block(pick: number): TreeBlock {
    return this.#tree.blocks[pick % this.#tree.blocks.length] as TreeBlock;
  }

  #deliver(block: TreeBlock): void {
    this.#reference.acceptBody(block);
    for (const { headerBytes } of pathTo(block)) this.#chain.acceptHeader(headerBytes, FAR_FUTURE);
    const outcome = this.#chain.acceptBlock(block.bytes, FAR_FUTURE);
    must(outcome.kind !== "refused" || !block.isValid, "no valid block is refused");
    this.#follow();
  }

  #deliverAll(): void {
    for (const block of this.#tree.blocks) {
      this.#deliver(block);
      if (this.#options.isPrompt) this.#settle();
    }
  }

  #settle(): void {
    for (let rounds = 0, isBusy = true; isBusy; rounds++) {
      must(rounds < ROUNDS_MAX, "the chain comes to rest");
      isBusy = this.advance(7);
      while (this.verdict(rounds, false)) isBusy = true;
      while (this.commitStep("all", true, false)) isBusy = true;
      if (this.indexStep(10)) isBusy = true;
      while (this.commitStep("all", true, false)) isBusy = true;
    }
  }

  #open(): BlockChain {
    return new BlockChain({
      network: this.#tree.network,
      store: this.#store,
      isVerified: () => false,
      newJob: () => ++this.#jobs,
      layerLimits: this.#options.limits,
      coinCacheBytes: this.#options.coinCacheBytes,
      keepBlocks: this.#keepBlocks,
      neededFrom: () => this.#neededFrom,
    });
  }

  #restart(): void {
    this.#tally.crashes++;
    this.#checks.clear();
    this.#inFlight = undefined;
    this.#isSameTipDue = false;
    this.#chain = this.#open();
    this.#index = undefined;
    this.switchIndex();
    const count = this.#store.record(COUNT_RECORD);
    this.#count = count === undefined ? 0 : (count[0] as number) * 256 + (count[1] as number);
    this.#compare();
  }

  /** As a node does that can't follow the best chain: it drops its chain and takes another from its beginning. */
  #beginAnew(): void {
    this.#store = new MemoryStore();
    this.#keepBlocks = undefined;
    this.#restart();
    this.#deliverAll();
    this.#settle();
  }

  #stateOfStore(): string {
    return `${this.#store.coinsTip} ${this.#store.record(COUNT_RECORD)}`;
  }

  #follow(): void {
    for (const event of this.#chain.takeEvents()) this.#followEvent(event);
  }

  #followEvent(event: ChainEvent): void {
    const { limits } = this.#options;
    switch (event.type) {
      case "check-signatures":
        this.#checks.set(event.job, event.items);
        return;
      case "cancel":
        return;
      case "disconnected": {
        const { height } = event.block.entry;
        this.#chain.putRecord(heightRecord(height), null);
        this.#index?.disconnected(event.block);
        return;
      }
      case "connected": {
        const { hash, height } = event.block.entry;
        must(this.#at.byHash.get(String(hash))?.isValid === true, "only valid blocks are connected");
        this.#chain.putRecord(heightRecord(height), hash);
        this.#index?.connected(event.block);
        this.#tally.connected++;
        return;
      }
      case "tip-changed": {
        if (event.fork !== event.from) this.#tally.reorganisations++;
        const isWhole = Math.min(limits.blocks, limits.coins) > 1000;
        must(event.fork.height >= this.#chain.prunedHeight, "nothing is pruned that a way already begun goes back to");
        must(!isWhole || event.to.chainWork > event.from.chainWork, "the tip changes for more work only");
        return;
      }
      case "block-invalid":
        must(this.#at.byHash.get(String(event.entry.hash))?.breaks === event.reject.code, "the rule that is broken");
        this.#isSameTipDue = false;
        this.#tally.invalid++;
        return;
      case "reorg-below-pruned":
        must(event.fork.height < this.#chain.prunedHeight, "only what is pruned stands in the way");
        must(event.to.chainWork > this.#chain.tip.chainWork, "only a better chain is worth it");
        this.#isSameTipDue = false;
        this.#isStuck = true;
        this.#tally.belowPruned++;
        return;
      default:
        event satisfies never;
    }
  }
}
