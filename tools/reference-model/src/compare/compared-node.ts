/**
 * One node of the real chain and one of the model, given the same headers and blocks. After each step they have said
 * the same. Where the chain decides by the timing of workers which block it judges when, the model follows what it
 * decided, after checking that it may; everything else the model says first.
 */

import type { CommitBatch } from "@triad/chain";
import type { BlockChain, ChainEvent, LayerLimits } from "@triad/chain/blocks";
import type { MemoryStore } from "@triad/chain/testing";
import { GENESIS_NONCE, type Tree } from "../generate/tree.ts";
import {
  acceptBlock,
  acceptHeader,
  type Bytes,
  bestHeader,
  bestWithBodies,
  blockHash,
  bodyOf,
  chainTo,
  coinsAfter,
  copyOf,
  filterOf,
  fromHex,
  heightOf,
  hex,
  historyRootOf,
  isInvalid,
  leavesTo,
  type NodeState,
  openNode,
  readBlock,
  settle,
  transactionsOf,
  workUpTo,
  wtxidOf,
} from "../model/index.ts";
import type { ChainModules } from "./chain-modules.ts";
import { agree } from "./disagreement.ts";
import { networkOf } from "./network-of.ts";
import { countCode, type Tally } from "./tally.ts";
import type { Verdicts } from "./verdicts.ts";

export interface ComparedOptions {
  readonly tree: Tree;
  readonly modules: ChainModules;
  readonly verdicts: Verdicts;
  readonly limits: LayerLimits;
  /** Whether signatures of transactions that were connected before count as verified, as those of a pool do. */
  readonly hasPool: boolean;
  readonly tally: Tally;
}

/** More than any tree needs; a chain that does more never comes to rest. */
const STEPS_MAX = 10_000;

export class ComparedNode {
  readonly #options: ComparedOptions;
  readonly #verified = new Set<string>();
  model: NodeState;
  #chain: BlockChain;
  #store: MemoryStore;
  /** The model as of the last commit that the store has. */
  #stored: NodeState | undefined;
  #inFlight: { readonly batch: CommitBatch; readonly model: NodeState; isApplied: boolean } | undefined;
  readonly #jobs = new Map<number, Bytes>();
  #jobNumber = 0;

  constructor(options: ComparedOptions) {
    this.#options = options;
    this.#store = new options.modules.testing.MemoryStore();
    this.model = this.#newModel();
    this.#chain = this.#open();
  }

  deliverHeader(header: Bytes, now: bigint): void {
    const expected = acceptHeader(this.model, header, now);
    const got = this.#chain.acceptHeader(header, Number(now));
    agree("verdict on a header", "hash" in got ? "ok" : got.code, expected);
    this.#options.tally.headersDelivered++;
    if (expected !== "ok") countCode(this.#options.tally, expected);
    agree("best header", hex(this.#chain.headers.best.hash), bestHeader(this.model));
  }

  deliverBlock(bytes: Bytes, now: bigint): void {
    const before = this.model.condemned.size;
    const expected = acceptBlock(this.model, bytes, now);
    const outcome = this.#chain.acceptBlock(bytes, Number(now));
    agree("verdict on a block", outcome.kind === "refused" ? outcome.reject.code : outcome.kind, expected);
    this.#options.tally.blocksDelivered++;
    if (expected !== "known" && expected !== "accepted") countCode(this.#options.tally, expected);
    if (expected === "accepted") this.#compareBody(bytes);
    this.#follow(this.model.condemned.size > before ? expected : undefined);
    agree("best header", hex(this.#chain.headers.best.hash), bestHeader(this.model));
  }

  advance(steps: number): boolean {
    const isBusy = this.#chain.advance(steps);
    this.#follow();
    return isBusy;
  }

  /** A worker's verdict on one of the jobs that wait, or its loss. */
  answer(pick: number, isLost: boolean): boolean {
    const waiting = [...this.#jobs];
    const [job, items] = waiting[pick % Math.max(1, waiting.length)] ?? [];
    if (job === undefined || items === undefined) return false;
    this.#jobs.delete(job);
    this.#chain.signaturesChecked(job, isLost ? "not-run" : this.#options.modules.testing.checkItems(items));
    this.#follow();
    return true;
  }

  /** Everything that waits is done. The model, on its own, must have come to the same. */
  settle(): void {
    const before = this.model.tip;
    const own = copyOf(this.model);
    settle(own, this.#options.verdicts.judge);
    for (let steps = 0, isBusy = true; isBusy; steps++) {
      if (steps > STEPS_MAX) agree("coming to rest", "never", "after some steps");
      isBusy = this.advance(50);
      while (this.answer(0, false)) isBusy = true;
    }
    agree("work of the tip", workUpTo(this.model, this.model.tip), workUpTo(own, own.tip));
    if (this.#isFoldedAsOne) agree("choice among equal work", mayBeTip(this.model, before), true);
    this.#compareState();
  }

  /** One step of a commit: taken, in the store, reported. False: there is nothing to commit. */
  commitStep(): boolean {
    if (this.#inFlight === undefined) {
      const batch = this.#chain.takeCommit();
      if (batch === undefined) return false;
      this.#inFlight = { batch, model: copyOf(this.model), isApplied: false };
    } else if (!this.#inFlight.isApplied) {
      this.#store.apply(this.#inFlight.batch);
      this.#stored = this.#inFlight.model;
      this.#inFlight.isApplied = true;
    } else {
      this.#inFlight = undefined;
      this.#chain.committed();
    }
    return true;
  }

  /** The process dies; what the store has is what is left. */
  restart(): void {
    this.#options.tally.restarts++;
    this.#store = this.#store.copy();
    this.model = this.#stored === undefined ? this.#newModel() : copyOf(this.#stored);
    this.#inFlight = undefined;
    this.#jobs.clear();
    this.#chain = this.#open();
    const entries = [...this.#chain.headers.all()];
    agree(
      "headers after a restart",
      entries.map(({ hash }) => hex(hash)),
      [...this.model.headers.keys()],
    );
    agree(
      "bodies and invalid blocks after a restart",
      entries.map(({ hasBody, isInvalid: isBad }) => `${hasBody} ${isBad}`),
      [...this.model.headers.keys()].map((hash) => `${this.model.bodies.has(hash)} ${isInvalid(this.model, hash)}`),
    );
    for (const bytes of this.model.bodies.values()) this.#compareBody(bytes);
    this.#compareState();
  }

  /** Whether a reorganisation is seen as a whole, however large it is. */
  get #isFoldedAsOne(): boolean {
    const { blocks, coins } = this.#options.limits;
    return Math.min(blocks, coins) > 1000;
  }

  #newModel(): NodeState {
    return openNode(this.#options.tree.parameters, GENESIS_NONCE, this.#options.verdicts.verify);
  }

  #open(): BlockChain {
    const { modules, tree, limits, hasPool } = this.#options;
    return new modules.blocks.BlockChain({
      network: networkOf(modules, tree.parameters),
      store: this.#store,
      isVerified: (wtxid) => hasPool && this.#verified.has(hex(wtxid)),
      newJob: () => ++this.#jobNumber,
      layerLimits: limits,
    });
  }

  #follow(condemnedAlone?: string): void {
    const events = this.#chain.takeEvents();
    const alone = events.filter((event) => event.type === "block-invalid").length;
    if (condemnedAlone !== undefined) agree("blocks condemned by a body alone", alone, 1);
    for (const event of events) this.#followEvent(event, condemnedAlone);
    agree("tip that events tell", this.model.tip, hex(this.#chain.tip.hash));
  }

  #followEvent(event: ChainEvent, condemnedAlone: string | undefined): void {
    const { tally, verdicts } = this.#options;
    switch (event.type) {
      case "check-signatures":
        this.#jobs.set(event.job, event.items);
        return;
      case "cancel":
        return;
      case "block-invalid": {
        const hash = hex(event.entry.hash);
        const expected = condemnedAlone ?? verdicts.judge(this.model, hash) ?? "valid";
        agree("verdict on a block in context", event.reject.code, expected);
        this.model.condemned.set(hash, expected);
        if (condemnedAlone === undefined) countCode(tally, expected);
        return;
      }
      case "connected": {
        const hash = hex(event.block.entry.hash);
        agree("verdict on a connected block", "valid", verdicts.judge(this.model, hash) ?? "valid");
        agree("block that is connected onto the tip", chainTo(this.model, hash).at(-2), this.model.tip);
        this.model.tip = hash;
        tally.connected++;
        for (const { tx } of event.block.transactions) this.#verified.add(hex(tx.wtxid));
        return;
      }
      case "disconnected":
        agree("block that is disconnected", hex(event.block.entry.hash), this.model.tip);
        this.model.tip = chainTo(this.model, this.model.tip).at(-2) as string;
        tally.disconnected++;
        return;
      case "tip-changed":
        agree("tip", hex(event.to.hash), this.model.tip);
        if (this.#isFoldedAsOne) agree("work is gained", event.to.chainWork > event.from.chainWork, true);
        if (event.fork !== event.from) tally.reorganizations++;
        return;
      case "reorg-below-pruned":
        throw new Error("this chain keeps all blocks");
      default:
        event satisfies never;
    }
  }

  /** Filter, history, work and height of a block that passed alone. */
  #compareBody(bytes: Bytes): void {
    const { header } = readBlock(bytes) as NonNullable<ReturnType<typeof readBlock>>;
    const hash = hex(blockHash(header));
    const entry = this.#chain.headers.get(fromHex(hash));
    if (entry === undefined) return agree("header of an accepted block", "missing", "there");
    const body = bodyOf(this.model, hash);
    const filter = filterOf(transactionsOf(body) ?? [], header.slice(4, 36));
    agree("filter", hex(this.#chain.filter(entry)?.filter ?? new Uint8Array(0)), hex(filter));
    agree("body", hex(this.#chain.body(entry) ?? new Uint8Array(0)), hex(bytes));
    const history = hex(historyRootOf(leavesTo(this.model, hash)));
    agree("history root after the block", hex(this.#chain.historyRootAfter(entry)), history);
    agree("work", entry.chainWork, workUpTo(this.model, hash));
    agree("height", BigInt(entry.height), heightOf(this.model, hash));
  }

  /** Every coin that any block of the tree makes is there or not there in both, and the same. */
  #compareState(): void {
    const { tip } = this.model;
    agree("tip of the chain", hex(this.#chain.tip.hash), tip);
    const coins = coinsAfter(this.model, tip);
    for (const [name, key] of this.#options.verdicts.outpoints(this.#options.modules.chain.outpointKey)) {
      const got = this.#chain.coin(key);
      const expected = coins.get(name);
      agree(
        `coin ${name}`,
        got && `${got.amount} ${hex(got.key)} ${got.height} ${got.isCoinbase}`,
        expected && `${expected.amount} ${hex(expected.key)} ${expected.height} ${expected.isCoinbase}`,
      );
    }
    const spent = this.#chain.connectedBlock(this.#chain.tip).transactions.map(({ tx }) => hex(tx.wtxid));
    agree(
      "transactions of the tip",
      spent,
      (transactionsOf(bodyOf(this.model, tip)) ?? []).map((tx) => hex(wtxidOf(tx))),
    );
  }
}

/**
 * Among chains of most valid work the old tip stays, else it is the one whose last header came first. Or it is what is
 * valid of a chain that had more work: that part may have been the tip already when the rest proved invalid.
 */
function mayBeTip(node: NodeState, before: string): boolean {
  const { tip } = node;
  const work = workUpTo(node, tip);
  if (workUpTo(node, before) === work) return tip === before;
  const hasFailed = [...node.condemned.keys()].some(
    (hash) => node.bodies.has(hash) && chainTo(node, hash).at(-2) === tip,
  );
  return hasFailed || tip === bestWithBodies(node);
}
