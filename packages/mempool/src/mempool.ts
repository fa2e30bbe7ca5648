/**
 * The pool: what waits for a block, what waits for a parent, and what was refused.
 *
 * Invariants: no two entries spend the same output; each entry is valid in the next block after its parents, as of
 * the last block or recheck; every bound of PoolLimits holds after every call. Of two that spend the same output the
 * first one stays, unless the second pays enough more (judge-replacement.ts).
 */
import {
  assert,
  type Coin,
  type HashKey,
  hashKey,
  type Network,
  type OutpointKey,
  outpointKey,
  Reject,
} from "@triad/chain";
import { type ConnectedBlock, checkTransactionInContext, isCoinbase, signatureChecks } from "@triad/chain/blocks";
import type { Transaction } from "@triad/protocol";
import { EarlyTransactions, isEarly } from "./early-transactions.ts";
import { FeeFloor } from "./fee-floor.ts";
import { judgeAlone, judgeInPool, type PoolState, spendableCoin, unconfirmedCoin } from "./judge-transaction.ts";
import { judgeWish } from "./judge-wish.ts";
import { makeRoom } from "./make-room.ts";
import { OrphanPool } from "./orphan-pool.ts";
import { assertLimitsFit, ORPHAN_EXPIRY_MS, POOL_EXPIRY_MS, POOL_LIMITS, type PoolLimits } from "./policy.ts";
import { type PolicyReject, policyReject } from "./policy-reject.ts";
import { compareByModifiedFeeRate, type GraphEntry, makeEntry, type PoolEntry } from "./pool-entry.ts";
import { PoolGraph, type PoolWatch, parentsFirst } from "./pool-graph.ts";
import { RecentRejects } from "./recent-rejects.ts";
import { hasSelectable, resolveWishes, selectForBlock } from "./select-for-block.ts";
import type {
  Addition,
  AnyReject,
  Connection,
  Consideration,
  PoolChain,
  PoolTime,
  SelectedEntry,
  Wish,
  WishChoice,
} from "./verdicts.ts";
import { VerifiedTransactions } from "./verified-transactions.ts";
import { Wishes } from "./wishes.ts";

export interface MempoolOptions {
  readonly network: Network;
  readonly chain: PoolChain;
  readonly limits?: Partial<PoolLimits>;
  readonly watch?: PoolWatch | undefined;
}

const NO_CHECKS = new Uint8Array(0);

export class Mempool {
  private readonly state: PoolState;
  private readonly graph = new PoolGraph();
  private readonly orphans: OrphanPool;
  private readonly early: EarlyTransactions;
  private readonly rejects: RecentRejects;
  private readonly verified: VerifiedTransactions;
  private sequence = 0;
  private ranked: { readonly revision: number; readonly entries: readonly PoolEntry[] } = { revision: -1, entries: [] };

  constructor({ network, chain, limits: own, watch }: MempoolOptions) {
    this.graph.watch = watch;
    const limits = { ...POOL_LIMITS, ...own };
    assertLimitsFit(limits);
    const wishes = new Wishes(limits.wishesMax);
    this.state = { network, chain, limits, graph: this.graph, floor: new FeeFloor(), wishes };
    this.orphans = new OrphanPool(limits);
    this.early = new EarlyTransactions(limits);
    this.rejects = new RecentRejects(limits.recentRejectsMax);
    this.verified = new VerifiedTransactions(limits.verifiedMax);
  }

  /** Everything but the signatures. Keeps orphans and remembers refusals, and changes nothing else. */
  consider(tx: Transaction, now: PoolTime): Consideration {
    const known = this.recall(hashKey(tx.wtxid));
    if (known !== undefined) return known;
    const alone = judgeAlone(tx);
    if (alone !== undefined) return this.refused(tx, alone);
    const judgement = judgeInPool(tx, this.state, now.monotonicMs);
    switch (judgement.kind) {
      case "refused":
        return this.refused(tx, judgement.reject);
      case "missing":
        this.orphans.add(tx, judgement.txids, now.monotonicMs);
        return { kind: "orphan", missing: judgement.txids };
      case "fits": {
        const { fee, spent } = judgement;
        if (this.isVerified(hashKey(tx.wtxid))) return { kind: "check", fee, checks: NO_CHECKS };
        const checks = signatureChecks(tx, spent, this.state.network.chainId);
        return checks instanceof Reject ? this.refused(tx, checks) : { kind: "check", fee, checks };
      }
      default:
        return judgement satisfies never;
    }
  }

  /** For a transaction that was considered and whose signatures are valid. The pool may have changed since. */
  add(tx: Transaction, now: PoolTime): Addition {
    const wtxid = hashKey(tx.wtxid);
    this.markVerified(wtxid);
    if (this.graph.byWtxid(wtxid) !== undefined) {
      return { kind: "refused", reject: policyReject("txn-already-in-mempool") };
    }
    const judgement = judgeInPool(tx, this.state, now.monotonicMs);
    // not remembered: the parent may come back, and then the transaction is welcome
    if (judgement.kind === "missing") return { kind: "refused", reject: policyReject("orphan") };
    if (judgement.kind === "refused") return this.refused(tx, judgement.reject);

    const { fee, feeDelta } = judgement;
    const isPinned = this.wish(hashKey(tx.txid)).choice === "include";
    const entry = makeEntry({ tx, fee, feeDelta, isPinned, addedMs: now.monotonicMs, sequence: this.sequence++ });
    const replaced = parentsFirst(judgement.replaces);
    for (const rival of replaced.toReversed()) this.graph.removeWithDescendants(rival);
    this.graph.insert(entry);
    const evicted = makeRoom(entry, this.state, now.monotonicMs);
    if (evicted === undefined) {
      for (const rival of replaced) this.graph.insert(rival);
      return this.refused(tx, policyReject("mempool-full", { fee, bytes: entry.bytes }));
    }
    this.rememberVerified([...replaced, ...evicted]);
    this.orphans.delete(wtxid);
    this.early.delete(wtxid);
    return { kind: "added", entry, replaced, evicted, unorphaned: this.orphans.takeUnorphanedBy(entry.txid) };
  }

  /** Remembers that it was refused, so that it is `known`; above all with `bad-txns-signature`. */
  refuse(tx: Transaction, reject: AnyReject): void {
    this.rejects.add(hashKey(tx.wtxid), reject);
  }

  /**
   * A refusal that a block may lift: `blockConnected` gives the transaction back, at a few new tips. Not for what
   * somebody was told is refused, such as an operator, who would be surprised by a payment after all.
   */
  keepIfEarly(tx: Transaction, reject: AnyReject): void {
    if (isEarly(reject)) this.early.add(tx);
  }

  has(wtxid: HashKey): boolean {
    return this.graph.byWtxid(wtxid) !== undefined;
  }

  get(wtxid: HashKey): PoolEntry | undefined {
    return this.graph.byWtxid(wtxid);
  }

  byTxid(txid: HashKey): PoolEntry | undefined {
    return this.graph.byTxid(txid);
  }

  /** In the pool, an orphan or refused lately: no need to ask for it. */
  knows(wtxid: HashKey): boolean {
    return this.recall(wtxid) !== undefined;
  }

  /** An output of an entry, whether or not another entry spends it, as if the next block held it. */
  coin(key: OutpointKey): Coin | undefined {
    return unconfirmedCoin(key, this.state);
  }

  spenderOf(key: OutpointKey): PoolEntry | undefined {
    return this.graph.spenderOf(key);
  }

  /** Whether its signatures are known to be valid, in whatever block it comes. */
  isVerified(wtxid: HashKey): boolean {
    return this.has(wtxid) || this.verified.has(wtxid);
  }

  markVerified(wtxid: HashKey): void {
    this.verified.add(wtxid);
  }

  /** The chain's tip is this block now. */
  blockConnected(block: ConnectedBlock): Connection {
    const confirmed: PoolEntry[] = [];
    const conflicted: PoolEntry[] = [];
    for (const { tx } of block.transactions) {
      const entry = this.graph.byTxid(hashKey(tx.txid));
      // parents precede children in a block, so that an entry has no ancestors left in the pool here
      if (entry !== undefined) {
        this.graph.removeConfirmed(entry);
        confirmed.push(entry);
      }
      this.orphans.delete(hashKey(tx.wtxid));
      this.early.delete(hashKey(tx.wtxid));
      for (const { txid, index } of tx.inputs) {
        const outpoint = outpointKey(txid, index);
        const rival = this.graph.spenderOf(outpoint);
        if (rival !== undefined) conflicted.push(...this.graph.removeWithDescendants(rival));
        this.orphans.deleteSpendersOf(outpoint);
      }
      this.state.wishes.delete(hashKey(tx.txid));
    }
    this.rememberVerified([...confirmed, ...conflicted]);
    this.rejects.forgetUntilNextTip();
    const unorphaned = block.transactions.flatMap(({ tx }) => this.orphans.takeUnorphanedBy(hashKey(tx.txid)));
    return { confirmed, conflicted, unorphaned: [...unorphaned, ...this.early.takeForNewTip()] };
  }

  /**
   * The block is no longer part of the chain. Returns its transactions but the coinbase, then the entries that spent
   * outputs of it, which leave the pool: consider and add them in this order, after those of lower blocks, when
   * the chain has its new tip.
   */
  blockDisconnected(block: ConnectedBlock): readonly Transaction[] {
    const children: GraphEntry[] = [];
    const own: Transaction[] = [];
    for (const { tx } of block.transactions) {
      for (const index of tx.outputs.keys()) {
        const child = this.graph.spenderOf(outpointKey(tx.txid, index));
        if (child !== undefined) children.push(...this.graph.removeWithDescendants(child));
      }
      if (isCoinbase(tx)) continue;
      own.push(tx);
      // it came again when its block had spent its coins, and waited for them
      this.orphans.delete(hashKey(tx.wtxid));
      // the block was connected, so that its signatures had been verified
      this.markVerified(hashKey(tx.wtxid));
    }
    this.rememberVerified(children);
    this.rejects.forgetUntilNextTip();
    return [...own, ...parentsFirst(children).map(({ tx }) => tx)];
  }

  /**
   * After a reorganisation: throws out what is not valid in the next block any more (a coin is gone, a coinbase is
   * not mature, a lock height lies ahead again), with all that builds on it. Looks up every coin that is spent.
   */
  recheck(): readonly PoolEntry[] {
    const context = {
      height: this.state.chain.tipHeight() + 1,
      coinbaseMaturity: this.state.network.params.consensus.coinbaseMaturity,
      coin: (key: OutpointKey) => spendableCoin(key, this.state),
    };
    return this.removeWhere(({ tx }) => checkTransactionInContext(tx, context) instanceof Reject);
  }

  /** Throws out what waited too long, and all that builds on it, unless the operator wants some of it mined. O(size). */
  expire(now: PoolTime): readonly PoolEntry[] {
    this.orphans.expire(now.monotonicMs - ORPHAN_EXPIRY_MS);
    return this.removeWhere(({ addedMs, withDescendants: { pinned } }) => {
      return pinned === 0 && now.monotonicMs - addedMs >= POOL_EXPIRY_MS;
    });
  }

  /** On its owner's word, with all that builds on it; it may come in again, since nothing is wrong with it. */
  remove(txid: HashKey): readonly PoolEntry[] {
    return this.removeWhere((entry) => entry.txid === txid);
  }

  /**
   * What the operator wishes for a transaction, in the pool or not. A fee delta that is left out stays as it is;
   * ("none", 0) takes the wish back. Returns why it is refused, and then nothing changed. `blockBytesMax` is what
   * `selectForBlock` will be given.
   */
  setWish(txid: HashKey, choice: WishChoice, feeDelta?: number, blockBytesMax = Infinity): PolicyReject | undefined {
    const before = this.wish(txid);
    const wish = { choice, feeDelta: feeDelta ?? before.feeDelta };
    const { wishes } = this.state;
    const refusal =
      judgeWish(txid, choice, this.graph, wishes.all(), blockBytesMax) ??
      wishes.set(txid, wish, (each) => this.graph.byTxid(each) !== undefined);
    if (refusal !== undefined) return refusal;
    const entry = this.graph.byTxid(txid);
    if (entry === undefined) return undefined;
    this.graph.changeFee(entry, wish.feeDelta - before.feeDelta);
    this.graph.pin(entry, choice === "include");
    return undefined;
  }

  wish(txid: HashKey): Wish {
    return this.state.wishes.get(txid);
  }

  /** In the order in which they were first made, to be saved. */
  wishes(): Iterable<readonly [HashKey, Wish]> {
    return this.state.wishes.all();
  }

  /** One that was saved: taken without question, before its transaction is here. False: there are too many. */
  restoreWish(txid: HashKey, wish: Wish): boolean {
    assert(this.graph.byTxid(txid) === undefined, "wishes are restored before the transactions that they are for");
    return this.state.wishes.set(txid, wish, () => true) === undefined;
  }

  /** The next block's transactions, at most so many bytes without the coinbase. O(size): once a template. */
  selectForBlock(bytesMax: number): readonly SelectedEntry[] {
    return selectForBlock(this.graph, this.state.wishes.all(), bytesMax);
  }

  /** The same as fees alone would have it, without any wish or delta; the difference is what the wishes cost. */
  selectByFees(bytesMax: number): readonly SelectedEntry[] {
    const deltas: (readonly [GraphEntry, number])[] = [];
    for (const [txid, { feeDelta }] of this.state.wishes.all()) {
      const entry = feeDelta === 0 ? undefined : this.graph.byTxid(txid);
      if (entry !== undefined) deltas.push([entry, feeDelta]);
    }
    // put back before anybody sees it: what was computed of this revision still holds
    const { revision } = this.graph;
    for (const [entry, delta] of deltas) this.graph.changeFee(entry, -delta);
    const selected = selectForBlock(this.graph, [], bytesMax);
    for (const [entry, delta] of deltas) this.graph.changeFee(entry, delta);
    this.graph.revision = revision;
    return selected;
  }

  /** Whether a wish is about an entry of now, so that `selectForBlock` and `selectByFees` may differ. */
  get hasWishes(): boolean {
    for (const [txid] of this.state.wishes.all()) if (this.graph.byTxid(txid) !== undefined) return true;
    return false;
  }

  /** Kept out of the next block by the operator, or built on what is. */
  excluded(): ReadonlySet<PoolEntry> {
    return resolveWishes(this.graph, this.state.wishes.all()).excluded;
  }

  /** Whether `selectForBlock` would find anything; asked after every addition, so it looks at one entry mostly. */
  hasSelectable(bytesMax: number): boolean {
    return hasSelectable(this.graph, this.state.wishes.all(), bytesMax);
  }

  /** Highest modified fee rate first. Sorted when asked for, and again only after a change. */
  entriesByFeeRate(): readonly PoolEntry[] {
    if (this.ranked.revision !== this.graph.revision) {
      const entries = [...this.graph.entries()].sort(compareByModifiedFeeRate);
      this.ranked = { revision: this.graph.revision, entries };
    }
    return this.ranked.entries;
  }

  /** An entry that waited here in an earlier run: it came at this monotonic time, which may be below zero. */
  cameAt(wtxid: HashKey, addedMs: number): void {
    const entry = this.graph.byWtxid(wtxid);
    if (entry !== undefined) entry.addedMs = Math.min(entry.addedMs, addedMs);
  }

  /** Parents before their children: an order in which they can be saved and considered again. */
  entries(): Iterable<PoolEntry> {
    return this.graph.entries();
  }

  /** Goes up with every change of the entries. */
  get revision(): number {
    return this.graph.revision;
  }

  get size(): number {
    return this.graph.size;
  }

  get bytes(): number {
    return this.graph.bytes;
  }

  /** Base units, without the operator's deltas. */
  get fees(): number {
    return this.graph.fees;
  }

  get orphanCount(): number {
    return this.orphans.size;
  }

  /** Base units a byte that a transaction must pay now. */
  feeRateMin(now: PoolTime): number {
    return this.state.floor.rate(now.monotonicMs);
  }

  private recall(wtxid: HashKey): Extract<Consideration, { kind: "known" }> | undefined {
    if (this.graph.byWtxid(wtxid) !== undefined) return { kind: "known", as: "pool" };
    if (this.orphans.has(wtxid)) return { kind: "known", as: "orphan" };
    const reject = this.rejects.get(wtxid);
    return reject === undefined ? undefined : { kind: "known", as: "rejected", reject };
  }

  private refused(tx: Transaction, reject: AnyReject): { readonly kind: "refused"; readonly reject: AnyReject } {
    this.refuse(tx, reject);
    return { kind: "refused", reject };
  }

  private removeWhere(isOut: (entry: PoolEntry) => boolean): readonly PoolEntry[] {
    const removed: PoolEntry[] = [];
    for (const entry of [...this.graph.entries()].filter(isOut)) {
      // it may have left with its parent
      if (this.graph.byTxid(entry.txid) === entry) removed.push(...this.graph.removeWithDescendants(entry));
    }
    this.rememberVerified(removed);
    return removed;
  }

  private rememberVerified(entries: readonly PoolEntry[]): void {
    for (const { wtxid } of entries) this.markVerified(wtxid);
  }
}
