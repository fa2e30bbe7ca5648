/**
 * Tells what happened to the chain to those who follow it: pool, wallet, miner, peers, whoever submitted a block.
 *
 * Invariants: the pool hears of every block in the order of the chain's events, and gets back what a reorganisation
 * returned only when the new tip is reached, lowest block first, so that no child comes before its parent.
 */
import { bytesOfKey, hashKey, type Reject } from "@triad/chain";
import type { BlockChain, ChainEvent } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { hashToDisplay } from "@triad/crypto";
import type { BlockRelay } from "@triad/gossip";
import type { Mempool, PoolEntry } from "@triad/mempool";
import type { Transaction } from "@triad/protocol";
import type { BlockDesk } from "./block-desk.ts";
import type { Effects } from "./effects.ts";
import type { MiningDesk } from "./mining-desk.ts";
import type { PoolDesk } from "./pool-desk.ts";
import type { Now } from "./seam.ts";
import type { WalletDesk } from "./wallet-desk.ts";

/** While a node catches up, one block in so many is told to its operator. */
const TOLD_BLOCKS_WHILE_SYNCHRONISING = 1_000;

export interface ChainFollowers {
  readonly effects: Effects;
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly poolDesk: PoolDesk;
  readonly wallet: WalletDesk;
  readonly blocks: BlockDesk;
  readonly blockRelay: BlockRelay;
  readonly mining: MiningDesk | undefined;
  readonly isSynchronised: () => boolean;
}

export type SubmissionResult = Reject | "connected" | "side-branch";

export class ChainFollower {
  readonly #to: ChainFollowers;
  /** By hash: who waits for the verdict about a block that was handed in here. Bounded by what is handed in. */
  readonly #submitted = new Map<string, (result: SubmissionResult) => void>();
  #returned: Transaction[] = [];

  constructor(followers: ChainFollowers) {
    this.#to = followers;
  }

  /** An encoded block that this node or its operator made. */
  submit(bytes: Uint8Array, now: Now, then: (result: SubmissionResult) => void): void {
    const { chain } = this.#to;
    const outcome = chain.acceptBlock(bytes, Math.floor(now.unixMs / 1000));
    if (outcome.kind === "refused") then(outcome.reject);
    else if (outcome.kind === "known") then(outcome.entry.isInvalid ? "side-branch" : "connected");
    else if (outcome.entry.chainWork <= chain.tip.chainWork) then("side-branch");
    else this.#submitted.set(hashKey(outcome.entry.hash), then);
  }

  tell(event: ChainEvent, now: Now): void {
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
        return;
      case "connected": {
        const { conflicted, unorphaned } = pool.blockConnected(event.block);
        this.poolRemoved(conflicted);
        this.#returned.push(...unorphaned);
        wallet.connected(event.block);
        blocks.connected(event.block.entry);
        this.#resolve(event.block.entry, "connected");
        return;
      }
      case "tip-changed":
        this.#tipChanged(event.from, event.to, event.fork, now);
        return;
      case "block-invalid":
        blocks.invalidated(event.entry, event.reject);
        this.#resolve(event.entry, event.reject);
        this.#noticeInvalid(event.entry, event.reject);
        return;
      default:
        event satisfies never;
    }
  }

  poolRemoved(entries: readonly PoolEntry[]): void {
    const { wallet } = this.#to;
    for (const { txid } of entries) wallet.wallet.poolRemoved(bytesOfKey(txid));
    wallet.saveChanges();
  }

  #tipChanged(from: HeaderEntry, to: HeaderEntry, fork: HeaderEntry, now: Now): void {
    const { chain, pool, poolDesk, blockRelay, mining } = this.#to;
    const returned = this.#returned;
    this.#returned = [];
    for (const tx of returned) poolDesk.offer(tx, undefined, now);
    if (fork !== from) this.poolRemoved(pool.recheck());
    blockRelay.announce(to.hash, chain.headers.headerBytes(to));
    mining?.jobs.tipChanged(now);
    this.#noticeTip(from, to, fork);
  }

  #noticeTip(from: HeaderEntry, to: HeaderEntry, fork: HeaderEntry): void {
    const { effects, isSynchronised } = this.#to;
    const depth = from.height - fork.height;
    const hash = hashToDisplay(to.hash);
    const facts = { height: to.height, hash, depth, time: to.header.time };
    if (depth > 0) {
      const blocks = depth === 1 ? "one block" : `${depth} blocks`;
      const text = `Reorganised: ${blocks} replaced, now at height ${to.height}, ${hash}.`;
      effects.notify("info", "chain", "reorganised", text, facts);
    }
    const isTold = isSynchronised() || to.height % TOLD_BLOCKS_WHILE_SYNCHRONISING === 0;
    effects.notify(isTold ? "info" : "debug", "chain", "tip-changed", `Block ${to.height}, ${hash}.`, facts);
  }

  #noticeInvalid(entry: HeaderEntry, why: Reject): void {
    const hash = hashToDisplay(entry.hash);
    const text = `Block ${entry.height} breaks the rule ${why.code}: ${why.meaning}.`;
    this.#to.effects.notify("warn", "chain", "block-invalid", text, { height: entry.height, hash, code: why.code });
  }

  #resolve(entry: HeaderEntry, result: SubmissionResult): void {
    const key = hashKey(entry.hash);
    const then = this.#submitted.get(key);
    this.#submitted.delete(key);
    then?.(result);
  }
}
