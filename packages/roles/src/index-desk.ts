/**
 * The address index of a node: kept at the tip of the chain, and made for a chain that is older than it.
 *
 * States: at the tip; being made, some blocks in a turn, beside all else that the node does. What is made so far is in
 * the same commits as the chain, so that a killed node goes on where it was.
 * Answers about addresses are read from the store, once all that was put so far is in it: rows of one tip, in order.
 */
import type { ChainStore, Network } from "@triad/chain";
import { type BlockChain, IndexFollower, indexTip } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry } from "@triad/chain/headers";
import type { Mempool } from "@triad/mempool";
import { describeConnected } from "./block-transactions.ts";
import type { Effects } from "./effects.ts";
import { IndexReadings } from "./index-readings.ts";
import type { OperatorReply } from "./operator.ts";
import { refuse, value } from "./operator-replies.ts";
import type { PoolOwners } from "./pool-owners.ts";
import type { Now } from "./seam.ts";

/** Some 10 ms of work. */
const ROWS_PER_TURN = 2_000;
/** Fewer are read again before anybody could read of it. */
const BLOCKS_WORTH_TELLING = 100;
/** Often enough for somebody who waits for it. */
const TELL_EVERY_MS = 10_000;

export interface IndexDeskParts {
  readonly network: Network;
  readonly store: ChainStore;
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly poolOwners: PoolOwners;
  readonly effects: Effects;
  /** Runs `then` when what was put so far can be read of the store. */
  readonly afterCommit: (then: () => void) => void;
}

type Answer = (reply: OperatorReply) => void;

export class IndexDesk {
  readonly parts: IndexDeskParts;
  readonly follower: IndexFollower;
  readonly readings: IndexReadings;
  /** When to tell next how far it has come; undefined: it is at the tip. */
  #tellAtMs: number | undefined;

  constructor(parts: IndexDeskParts) {
    this.parts = parts;
    this.follower = new IndexFollower(parts.chain);
    this.readings = new IndexReadings(parts.chain);
  }

  /** Every block of the chain is indexed. */
  get isReady(): boolean {
    return this.follower.isAtTip;
  }

  /** A turn's part of what is to be made; true: there is more to do at once. */
  step(now: Now): boolean {
    this.#tell(now);
    const hasMore = this.follower.step(ROWS_PER_TURN);
    this.#tell(now);
    return hasMore;
  }

  /** Runs `then` with the block up to which the store's index goes, or answers that it is being made. */
  whenReadable(answer: Answer, then: (tip: HeaderEntry) => void): void {
    if (!this.isReady) return answer(this.#refuseUnfinished());
    this.parts.afterCommit(() => {
      const tip = indexTip(this.parts.store);
      const entry = tip && this.parts.chain.headers.get(tip.hash);
      if (entry === undefined) answer(this.#refuseUnfinished());
      else then(entry);
    });
  }

  /** One that is not in the pool; `text` as it was asked for. Of the blocks of this moment, committed or not. */
  findTransaction(txid: Uint8Array, text: string, answer: Answer): void {
    const place = this.follower.placeOf(txid);
    if (place === undefined) {
      const unknown = refuse("transaction-not-found", `Transaction ${text} is neither in the pool nor in any block.`);
      return answer(unknown);
    }
    const { chain, network } = this.parts;
    this.readings.read([{ entry: ancestorAt(chain.tip, place.height), place }], (found) => {
      const [transaction] = found === "busy" ? [] : found;
      if (transaction === undefined) return answer(refuseBusy());
      const view = describeConnected(transaction, transaction.block, network.params.addressPrefix);
      answer(value({ of: "transaction", transaction: view }));
    });
  }

  #tell({ monotonicMs }: Now): void {
    const [done, total] = [(this.follower.height ?? -1) + 1, this.parts.chain.tip.height + 1];
    if (this.isReady) {
      if (this.#tellAtMs !== undefined)
        this.#notice("address-index-ready", `The address index is at block ${done - 1}.`);
      this.#tellAtMs = undefined;
    } else if (this.#tellAtMs === undefined ? total - done >= BLOCKS_WORTH_TELLING : monotonicMs >= this.#tellAtMs) {
      this.#tellAtMs = monotonicMs + TELL_EVERY_MS;
      this.#notice("address-index-building", `The address index is being made: ${done} of ${total} blocks.`);
    }
  }

  #notice(code: string, text: string): void {
    this.parts.effects.notify("info", "store", code, text, { height: this.follower.height ?? -1 });
  }

  #refuseUnfinished(): OperatorReply {
    const [done, total] = [(this.follower.height ?? -1) + 1, this.parts.chain.tip.height + 1];
    const text = `The address index is being made: ${done} of ${total} blocks. Ask again later.`;
    return refuse("index-behind", text);
  }
}

export function refuseBusy(): OperatorReply {
  return refuse("busy", "Too many questions are under way; try again in a moment.");
}
