/**
 * Tells what happened to the chain to those who follow it: pool, wallet, miner, peers, whoever submitted a block.
 *
 * Invariants: the pool hears of every block in the order of the chain's events, and gets back what a reorganisation
 * returned only when the new tip is reached, lowest block first, so that no child comes before its parent.
 */
import { bytesOfKey, hashKey, Reject } from "@triad/chain";
import type { BlockChain, ChainEvent } from "@triad/chain/blocks";
import { type HeaderEntry, isAncestor } from "@triad/chain/headers";
import { hashToDisplay } from "@triad/crypto";
import type { Mempool, PoolEntry } from "@triad/mempool";
import type { Transaction } from "@triad/protocol";
import type { BlockDesk } from "./block-desk.ts";
import type { CompactDesk } from "./compact-desk.ts";
import type { Effects } from "./effects.ts";
import type { FeeDesk } from "./fee-desk.ts";
import type { IndexDesk } from "./index-desk.ts";
import type { MiningDesk } from "./mining-desk.ts";
import type { PoolDesk } from "./pool-desk.ts";
import type { Now } from "./seam.ts";
import type { WalletDesk } from "./wallet-desk.ts";

export interface ChainFollowers {
  readonly effects: Effects;
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly poolDesk: PoolDesk;
  readonly wallet: WalletDesk;
  readonly fees: FeeDesk;
  readonly blocks: BlockDesk;
  readonly compact: CompactDesk;
  readonly mining: MiningDesk | undefined;
  readonly index: IndexDesk | undefined;
  readonly isSynchronised: () => boolean;
  /** The best chain parts from this one below what is kept of it. */
  readonly cannotFollow: (to: HeaderEntry, fork: HeaderEntry) => void;
}

export type SubmissionResult = Reject | "connected" | "side-branch";

interface Submission {
  readonly entry: HeaderEntry;
  readonly then: (result: SubmissionResult) => void;
  /** Mined here, which its own notice says. */
  readonly isFoundHere: boolean;
  /** The verdict about the block itself. */
  reject?: Reject;
}

export class ChainFollower {
  readonly #to: ChainFollowers;
  /** Who waits for the verdict about a block that was handed in here. Bounded by what is handed in. */
  #submitted: Submission[] = [];
  #returned: Transaction[] = [];

  constructor(followers: ChainFollowers) {
    this.#to = followers;
  }

  /** An encoded block that this node or its operator made. */
  submit(bytes: Uint8Array, now: Now, then: (result: SubmissionResult) => void, isFoundHere = false): void {
    const { chain } = this.#to;
    const outcome = chain.acceptBlock(bytes, Math.floor(now.unixMs / 1000));
    if (outcome.kind === "refused") {
      then(outcome.reject);
      return;
    }
    if (outcome.kind === "accepted") this.#to.compact.bodyAccepted(outcome.entry);
    const submission: Submission = { entry: outcome.entry, then, isFoundHere };
    const result = chain.headers.hasChainOfBodies(outcome.entry) ? this.#resultOf(submission) : "side-branch";
    if (result === undefined) this.#submitted.push(submission);
    else then(result);
  }

  /**
   * All that happened in one turn. What depends on where the chain stands is done once, when the pool has heard of all
   * blocks: before, it would be held against coins of blocks that it doesn't know yet.
   */
  tell(events: readonly ChainEvent[], now: Now): void {
    for (const event of events) this.#tell(event);
    const moves = events.filter((event) => event.type === "tip-changed");
    if (moves.length > 0) {
      this.#offerReturned(now);
      if (moves.some(({ from, fork }) => from !== fork)) this.poolRemoved(this.#to.pool.recheck());
      this.#to.mining?.jobs.tipChanged(now);
    }
    // what is wanted follows the tip, and the best chain that is left when a block proves invalid
    if (moves.length > 0 || events.some(({ type }) => type === "block-invalid")) this.#to.blocks.download.schedule(now);
    this.#resolveSubmissions();
  }

  #tell(event: ChainEvent): void {
    const { effects, pool, wallet, blocks } = this.#to;
    switch (event.type) {
      case "check-signatures":
        effects.checkSignatures(event.job, "block", event.items);
        return;
      case "cancel":
        effects.cancel(event.job);
        return;
      case "disconnected":
        this.#returned = [...pool.blockDisconnected(event.block), ...this.#returned];
        wallet.disconnected(event.block);
        this.#to.index?.follower.disconnected(event.block);
        return;
      case "connected": {
        const { confirmed, conflicted, unorphaned } = pool.blockConnected(event.block);
        this.#to.fees.blockConnected(event.block, confirmed);
        this.poolRemoved(conflicted);
        this.#returned.push(...unorphaned);
        wallet.connected(event.block);
        this.#to.index?.follower.connected(event.block);
        blocks.connected(event.block.entry);
        return;
      }
      case "tip-changed":
        this.#to.compact.tipChanged(event.to);
        this.#noticeTip(event.from, event.to, event.fork);
        return;
      case "block-invalid":
        blocks.invalidated(event.entry, event.reject);
        for (const submission of this.#submitted) {
          if (submission.entry === event.entry) submission.reject = event.reject;
        }
        this.#noticeInvalid(event.entry, event.reject);
        return;
      case "reorg-below-pruned":
        this.#to.cannotFollow(event.to, event.fork);
        return;
      default:
        event satisfies never;
    }
  }

  poolRemoved(entries: readonly PoolEntry[]): void {
    const { wallet, fees } = this.#to;
    fees.removed(entries);
    for (const { txid } of entries) wallet.wallet.poolRemoved(bytesOfKey(txid));
    wallet.saveChanges();
  }

  /** What a reorganisation returned and the pool does not take back is pending no more for the wallet either. */
  #offerReturned(now: Now): void {
    const { pool, poolDesk, wallet } = this.#to;
    const returned = this.#returned;
    this.#returned = [];
    for (const tx of returned) {
      poolDesk.offer(tx, undefined, now, ({ kind }) => {
        if ((kind !== "orphan" && kind !== "refused") || pool.byTxid(hashKey(tx.txid)) !== undefined) return;
        wallet.wallet.poolRemoved(tx.txid);
        wallet.saveChanges();
      });
    }
  }

  #noticeTip(from: HeaderEntry, to: HeaderEntry, fork: HeaderEntry): void {
    const { effects, isSynchronised } = this.#to;
    const depth = from.height - fork.height;
    const hash = hashToDisplay(to.hash);
    // a reader of notices who shows "Found block" need not show this one beside it
    const isFoundHere = this.#submitted.some((submission) => submission.entry === to && submission.isFoundHere);
    const found = isFoundHere ? { foundHere: true } : {};
    const facts = { height: to.height, hash, depth, time: to.header.time, ...found };
    if (depth > 0) {
      const blocks = depth === 1 ? "one block" : `${depth} blocks`;
      const text = `Reorganised: ${blocks} replaced, now at height ${to.height}, ${hash}.`;
      effects.notify("info", "chain", "reorganised", text, facts);
    }
    // while blocks come in crowds, sync-progress.ts tells how far they have come
    effects.notify(isSynchronised() ? "info" : "debug", "chain", "tip-changed", `Block ${to.height}, ${hash}.`, facts);
  }

  #noticeInvalid(entry: HeaderEntry, why: Reject): void {
    const hash = hashToDisplay(entry.hash);
    const text = `Block ${entry.height} breaks the rule ${why.code}: ${why.meaning}.`;
    this.#to.effects.notify("warn", "chain", "block-invalid", text, { height: entry.height, hash, code: why.code });
  }

  #resolveSubmissions(): void {
    if (this.#submitted.length === 0) return;
    const waiting = this.#submitted;
    this.#submitted = waiting.filter((submission) => this.#resultOf(submission) === undefined);
    for (const submission of waiting) {
      const result = this.#resultOf(submission);
      if (result !== undefined) submission.then(result);
    }
  }

  /** Undefined while the block may still become part of the chain. */
  #resultOf({ entry, reject }: Submission): SubmissionResult | undefined {
    const { tip } = this.#to.chain;
    if (entry.isInvalid) return reject ?? new Reject("bad-prevblk", { height: entry.height });
    if (isAncestor(entry, tip)) return "connected";
    return entry.chainWork <= tip.chainWork ? "side-branch" : undefined;
  }
}
