/**
 * The chain with its coins, as a state machine: headers and bodies go in, verdicts and commits are reported back, and
 * what to do and what happened comes out as events.
 *
 * States of a block: header known → body here (passed all checks that need no coin) → layer (connected, signatures
 * being checked) → folded (the tip or below it) → committed. Or invalid, at any step.
 * Invariants: the tip is always the end of a chain of fully valid blocks; no other block that is known to be fully
 * valid has more work, except while one is being connected; a commit holds exactly what takes the coins from its
 * predecessor's tip to its own; verdicts may come in any order and late ones change nothing.
 * This file is longer than 400 lines because it is one state machine.
 */
import type { CommittedFilter } from "@triad/protocol";
import { assert } from "../assert.ts";
import type { Coin } from "../coin.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { forkOf, HeaderIndex, isAncestor } from "../headers/header-index.ts";
import type { HistoryNodes } from "../history/history-tree.ts";
import type { OutpointKey } from "../keys.ts";
import type { Network } from "../params/network.ts";
import { Reject, reject } from "../reject.ts";
import type { CommitBatch } from "../store/chain-store.ts";
import { type CommitContents, type IndexRows, type PrunedBlocks, StoreOverlay } from "../store/store-overlay.ts";
import { BlockBodies } from "./block-bodies.ts";
import type { BlockChainOptions } from "./block-chain-options.ts";
import { BlockIntake, type BlockOutcome } from "./block-intake.ts";
import { ChainCandidates } from "./chain-candidates.ts";
import type { ChainEvent } from "./chain-event.ts";
import { ChainPlan } from "./chain-plan.ts";
import { CoinLayers, LAYER_LIMITS, type Layer, type LayerLimits } from "./coin-layers.ts";
import { connectBlock, disconnectChanges, genesisChanges } from "./connect-block.ts";
import type { ConnectedBlock } from "./connected-block.ts";
import { keptFilter } from "./kept-filter.ts";
import { Pruning } from "./pruning.ts";
import { readUndo, writeUndo } from "./undo.ts";

/** Blocks whose signatures are being checked at one time: enough for all cores, small enough to drop cheaply. */
export const UNVERIFIED_BLOCKS_MAX = 16;
/**
 * Bytes of signature checks of unverified blocks, beyond which no block is added: some 16,000 signatures, most of a
 * second's work of a core. Bounds the memory of the layers, as decoded transactions grow with their signatures.
 */
const UNVERIFIED_CHECK_BYTES_MAX = 2_000_000;

export class BlockChain {
  readonly headers: HeaderIndex;
  readonly #intake: BlockIntake;
  readonly #network: Network;
  readonly #isVerified: (wtxid: Uint8Array) => boolean;
  readonly #newJob: () => number;
  readonly #layerLimits: LayerLimits;
  readonly #overlay: StoreOverlay;
  readonly #bodies: BlockBodies;
  readonly #layers: CoinLayers;
  readonly #pruning: Pruning;
  readonly #neededFrom: () => number;
  readonly #candidates = new ChainCandidates();
  /** All layers are steps on the way from the tip to this block. */
  #layersLeadTo: HeaderEntry | undefined;
  /** Told once for each block that can't be reached. */
  #refusedFor: HeaderEntry | undefined;
  #tip: HeaderEntry;
  #events: ChainEvent[] = [];

  constructor({ network, store, isVerified, newJob, ...options }: BlockChainOptions) {
    this.#network = network;
    this.#isVerified = isVerified;
    this.#newJob = newJob;
    this.#layerLimits = options.layerLimits ?? LAYER_LIMITS;
    this.#neededFrom = options.neededFrom ?? (() => Number.POSITIVE_INFINITY);
    this.#overlay = new StoreOverlay(store, options.coinCacheBytes);
    this.#bodies = new BlockBodies(this.#overlay);
    this.#layers = new CoinLayers(this.#overlay);
    this.headers = new HeaderIndex(network, store.headers());
    const known = options.known ?? (() => undefined);
    this.#intake = new BlockIntake(network, this.headers, this.#bodies, this.#overlay, known);
    this.#pruning = new Pruning(this.headers, store.prunedHeight, options.keepBlocks);
    this.#tip = this.headers.genesis;
    if (store.coinsTip === undefined) this.#beginWithGenesis();
    else this.#tip = this.#known(store.coinsTip);
    for (const entry of this.headers.connectableBeyond(this.#tip)) this.#candidates.add(entry);
  }

  /** The last block whose rules and signatures are all checked, on the chain with most work. */
  get tip(): HeaderEntry {
    return this.#tip;
  }

  /** An unspent output as of the tip. */
  coin(key: OutpointKey): Coin | undefined {
    return this.#overlay.coin(key);
  }

  /** undefined: it never came, or was pruned. */
  body(entry: HeaderEntry): Uint8Array | undefined {
    return this.#overlay.body(entry.hash);
  }

  /** Bodies that wait to be connected take all the memory that they may: more of them should come later. */
  get hasEnoughBodies(): boolean {
    return this.#bodies.hasEnough;
  }

  /** Bodies and undo data of the present chain's blocks from 1 to this height are gone; 0: all are kept. */
  get prunedHeight(): number {
    return this.#pruning.height;
  }

  /** With what else its header's root commits to. undefined: the body never came, or the filter alone is left of it. */
  filter(entry: HeaderEntry): CommittedFilter | undefined {
    return keptFilter(entry, this.#overlay.filter(entry.hash), () => this.#bodies.readBlock(entry));
  }

  /** A block of the present chain, above the pruned ones, with the coins that it spent. */
  connectedBlock(entry: HeaderEntry): ConnectedBlock {
    assert(isAncestor(entry, this.#tip), "undo data exists for the blocks of the present chain");
    assert(entry.height === 0 || entry.height > this.prunedHeight, "callers skip what is pruned");
    const block = this.storedBlock(entry);
    assert(block !== undefined, "undo data is committed with the coins of its block");
    return block;
  }

  /** The coins that a block spends, one after the other; undefined: it was never connected, or was pruned. */
  undo(entry: HeaderEntry): Uint8Array | undefined {
    return entry.parent === undefined ? new Uint8Array(0) : this.#overlay.undo(entry.hash);
  }

  /** The same of any block that was connected once; undefined: its body or undo data is not here any more. */
  storedBlock(entry: HeaderEntry): ConnectedBlock | undefined {
    const undo = this.undo(entry);
    if (undo === undefined || !entry.hasBody) return undefined;
    return { entry, transactions: readUndo(this.#bodies.read(entry), undo) };
  }

  acceptHeader(headerBytes: Uint8Array, nowSeconds: number): HeaderEntry | Reject {
    return this.#intake.acceptHeader(headerBytes, nowSeconds);
  }

  /** An encoded Block; its header is accepted on the way. */
  acceptBlock(bytes: Uint8Array, nowSeconds: number): BlockOutcome {
    const outcome = this.#intake.acceptBlock(bytes, nowSeconds);
    if (outcome.kind === "accepted") for (const entry of outcome.reachable) this.#candidates.add(entry);
    // only what the miner fixed condemns a header, never what a sender may have changed
    if (outcome.kind === "refused" && outcome.reject.class === "invalid" && outcome.entry !== undefined) {
      this.#fail(outcome.entry, outcome.reject);
    }
    return outcome;
  }

  /** What the next block must commit to as its history. */
  historyRootAfter(parent: HeaderEntry): Uint8Array {
    return this.#intake.historyRootAfter(parent);
  }

  /** The history tree of every branch, for proofs; it may be asked for known headers only. */
  get historyNodes(): HistoryNodes {
    return this.#intake.historyNodes;
  }

  /**
   * Connects and disconnects up to `stepsMax` blocks, or fewer as soon as they change `coinsMax` coins; true: there is
   * more to do at once.
   */
  advance(stepsMax: number, coinsMax = Number.POSITIVE_INFINITY): boolean {
    let coins = 0;
    for (let steps = 0; steps < stepsMax && coins < coinsMax; steps++) {
      this.#fold();
      const step = this.#nextStep();
      if (step === undefined || !this.#hasRoom) return false;
      if (this.#layers.exceed(this.#layerLimits) && !this.#foldInSteps()) return false;
      coins += step.step === "disconnect" ? this.#pushDisconnect(step.entry) : this.#pushConnect(step.entry);
    }
    this.#fold();
    return this.#nextStep() !== undefined && this.#hasRoom;
  }

  /** For another layer; if there is none, a verdict or the end of a commit will make some. */
  get #hasRoom(): boolean {
    const { blocks, checkBytes } = this.#layers.unverified;
    return blocks < UNVERIFIED_BLOCKS_MAX && checkBytes < UNVERIFIED_CHECK_BYTES_MAX && !this.#overlay.isFull;
  }

  signaturesChecked(job: number, verdict: "valid" | "not-run" | { readonly firstInvalid: number }): void {
    const layer = this.#layers.withJob(job);
    if (layer === undefined) return;
    if (verdict === "not-run") {
      layer.job = this.#newJob();
      this.#events.push({ type: "check-signatures", job: layer.job, items: layer.checks });
    } else if (verdict === "valid") {
      layer.job = undefined;
      if (layer.rejectAfterSignatures !== undefined) this.#fail(layer.entry, layer.rejectAfterSignatures);
    } else {
      this.#fail(layer.entry, reject("bad-txns-signature", { check: verdict.firstInvalid }));
    }
    this.#fold();
  }

  takeEvents(): readonly ChainEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** A small record that becomes true together with what the next commit holds. */
  putRecord(name: string, bytes: Uint8Array | null): void {
    this.#overlay.putRecord(name, bytes);
  }

  /** Rows of the index that follows the tip: what is put is read at once, and becomes true with the next commit. */
  get indexRows(): IndexRows {
    return this.#overlay;
  }

  /** The disk is slower than the blocks: nothing is connected before the commit in flight is done. */
  get isFull(): boolean {
    return this.#overlay.isFull;
  }

  /** As many bodies as memory has for them wait for the commit in flight: only the next one should come before its end. */
  get isFullOfBodies(): boolean {
    return this.#overlay.isFullOfBodies;
  }

  /** The coin cache is due to be written back: the next commit should hold everything. */
  get needsFlush(): boolean {
    return this.#overlay.needsFlush;
  }

  /**
   * The next commit, if there is something to commit and none is in flight. "blocks" leaves what follows the tip
   * (coins, undo data, records) for a later commit: after a crash it is made again from the bodies.
   */
  takeCommit(contents: CommitContents = "all"): CommitBatch | undefined {
    if (this.#overlay.isCommitting) return undefined;
    const pruned = contents === "all" ? this.#prune() : undefined;
    const hasTipWrites = contents === "all" && (this.#overlay.hasTipWrites || pruned !== undefined);
    if (!hasTipWrites && !this.#overlay.hasBlockWrites && !this.headers.hasChanges) return undefined;
    return this.#overlay.takeBatch(contents, this.headers.takeChanges(), pruned);
  }

  committed(): void {
    this.#overlay.committed();
  }

  #prune(): PrunedBlocks | undefined {
    const pruned = this.#pruning.takeBelow(this.#tip, () => Math.min(this.#heightThatStays(), this.#neededFrom() - 1));
    this.#candidates.remove(pruned?.rivals ?? []);
    return pruned;
  }

  /**
   * No block up to here is disconnected by any way to a better chain that is known: the best one, the one that the
   * layers have begun, or the tip that a reorganisation in steps has left.
   */
  #heightThatStays(): number {
    const better = this.#candidates.allBetterThan(this.#tip);
    return better.reduce((height, to) => Math.min(height, forkOf(this.#tip, to).height), this.#tip.height);
  }

  #beginWithGenesis(): void {
    const { entry, transactions } = this.#intake.acceptGenesis();
    const [coinbase] = transactions;
    assert(coinbase !== undefined, "the genesis block has one transaction");
    this.#overlay.putCoins(genesisChanges(coinbase), entry.hash);
  }

  /** The first step of the way to the best candidate that no layer has taken; layers off that way are dropped. */
  #nextStep(): { step: "connect" | "disconnect"; entry: HeaderEntry } | undefined {
    const target = this.#candidates.betterThan(this.#tip);
    if (target === undefined) {
      this.#dropLayersFrom(0);
      return undefined;
    }
    const plan = new ChainPlan(this.#tip, target);
    if (plan.fork.height < this.prunedHeight) {
      this.#refuseDeepReorganisation(target, plan.fork);
      return undefined;
    }
    if (target !== this.#layersLeadTo) {
      this.#dropLayersFrom(this.#layersOnTheWay(plan));
      this.#layersLeadTo = target;
    }
    const taken = this.#layers.length;
    return taken < plan.length ? plan.stepAt(taken) : undefined;
  }

  #refuseDeepReorganisation(to: HeaderEntry, fork: HeaderEntry): void {
    this.#dropLayersFrom(0);
    if (this.#refusedFor === to) return;
    this.#refusedFor = to;
    this.#events.push({ type: "reorg-below-pruned", to, fork });
  }

  #layersOnTheWay(plan: ChainPlan): number {
    let count = 0;
    while (count < this.#layers.length && count < plan.length && isSame(this.#layers.at(count), plan.stepAt(count))) {
      count += 1;
    }
    return count;
  }

  /** Returns the number of coins changed, as does the next. */
  #pushDisconnect(entry: HeaderEntry): number {
    const { parent } = entry;
    const { transactions } = this.connectedBlock(entry);
    assert(parent !== undefined, "genesis is below every fork");
    const changes = disconnectChanges(transactions);
    this.#layers.push({
      step: "disconnect",
      entry,
      tip: parent,
      transactions,
      changes,
      checks: new Uint8Array(0),
      rejectAfterSignatures: undefined,
      job: undefined,
    });
    return changes.size;
  }

  #pushConnect(entry: HeaderEntry): number {
    const block = this.#bodies.take(entry);
    const connection = connectBlock(block, {
      network: this.#network,
      coins: this.#layers,
      isVerified: this.#isVerified,
    });
    if (connection instanceof Reject) {
      this.#fail(entry, connection);
      return 0;
    }
    const { changes, transactions, checks, rejectAfterSignatures } = connection;
    if (checks.length === 0 && rejectAfterSignatures !== undefined) {
      this.#fail(entry, rejectAfterSignatures);
      return 0;
    }
    const job = checks.length === 0 ? undefined : this.#newJob();
    const step = "connect";
    this.#layers.push({ step, entry, tip: entry, transactions, changes, checks, rejectAfterSignatures, job });
    if (job !== undefined) this.#events.push({ type: "check-signatures", job, items: checks });
    return changes.size;
  }

  #fold(): void {
    for (let count = this.#layers.foldable(this.#tip); count > 0; count = this.#layers.foldable(this.#tip)) {
      this.#foldLowest(count);
    }
  }

  /**
   * A reorganisation too large for one group goes through tips with less work, each a valid state of its own. The tip
   * that is left remains a candidate, so that it is returned to if the way onward proves invalid; if what is valid of
   * that way has as much work, the chain stays there.
   */
  #foldInSteps(): boolean {
    const count = this.#layers.verifiedPrefix();
    if (count === 0) return false;
    this.#candidates.add(this.#tip);
    this.#foldLowest(count);
    return true;
  }

  #foldLowest(count: number): void {
    const from = this.#tip;
    for (const layer of this.#layers.takeLowest(count)) {
      const { entry, transactions } = layer;
      this.#overlay.putCoins(layer.changes, layer.tip.hash);
      if (layer.step === "connect") this.#overlay.putUndo(entry.hash, writeUndo(transactions));
      this.#tip = layer.tip;
      const type = layer.step === "connect" ? "connected" : "disconnected";
      this.#events.push({ type, block: { entry, transactions } });
    }
    this.#candidates.forgetUpTo(this.#tip);
    this.#events.push({ type: "tip-changed", from, to: this.#tip, fork: forkOf(from, this.#tip) });
  }

  #fail(entry: HeaderEntry, why: Reject): void {
    this.#candidates.remove(this.headers.markInvalid(entry));
    this.#events.push({ type: "block-invalid", entry, reject: why });
    // the best valid part of the same chain may still be better than the tip
    const { parent } = entry;
    if (parent !== undefined && parent.chainWork > this.#tip.chainWork && this.headers.hasChainOfBodies(parent)) {
      this.#candidates.add(parent);
    }
    for (let i = 0; i < this.#layers.length; i++) {
      const layer = this.#layers.at(i);
      if (layer?.step === "connect" && isAncestor(entry, layer.entry)) {
        this.#dropLayersFrom(i);
        break;
      }
    }
  }

  #dropLayersFrom(index: number): void {
    for (const { job } of this.#layers.cutFrom(index)) {
      if (job !== undefined) this.#events.push({ type: "cancel", job });
    }
  }

  #known(hash: Uint8Array): HeaderEntry {
    const entry = this.headers.get(hash);
    assert(entry !== undefined, "the hash comes from the store or from a header of the index");
    return entry;
  }
}

function isSame(layer: Layer | undefined, step: { step: string; entry: HeaderEntry }): boolean {
  return layer !== undefined && layer.step === step.step && layer.entry === step.entry;
}
