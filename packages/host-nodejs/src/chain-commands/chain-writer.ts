/**
 * Brings a chain outside of a running node forward: blocks are connected while the signatures of those below them are
 * being checked and the ones before are being written, as in a node.
 *
 * Invariants: one commit is in flight; whatever is on disk at any moment is a state of the chain from which the work
 * can go on; after `finish` all that was accepted is connected, where it belongs to the best chain, and on disk.
 */
import type { CommittingStore } from "@triad/chain";
import { type BlockChain, type ChainEvent, UNVERIFIED_BLOCKS_MAX } from "@triad/chain/blocks";
import type { SignatureVerdict } from "@triad/roles";
import type { SignatureCheck } from "./signature-check.ts";

/** Bytes of blocks that wait for a commit while another one is under way: a few dozen of the largest blocks. */
const UNCOMMITTED_BYTES_MAX = 32_000_000;
/** As in a node: bounds what a kill costs. */
const FLUSH_EVERY_MS = 30_000;
/** One less than the chain takes, so that it always has room for the next block. */
const CHECKS_MAX = UNVERIFIED_BLOCKS_MAX - 1;
/** Blocks between two looks at what happened. */
const STEPS = 16;

export interface ChainWriterParts {
  readonly chain: BlockChain;
  readonly store: CommittingStore;
  readonly check: SignatureCheck;
  /** Told of every event, in order. */
  readonly seen: (event: ChainEvent) => void;
}

export class ChainWriter {
  readonly #parts: ChainWriterParts;
  readonly #checks = new Map<number, Promise<void>>();
  #commit: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #uncommittedBytes = 0;
  #flushAtMs = performance.now() + FLUSH_EVERY_MS;

  constructor(parts: ChainWriterParts) {
    this.#parts = parts;
  }

  /** After a block of so many bytes was accepted: goes on as far as it can without waiting, and waits for room. */
  async accepted(bytes: number): Promise<void> {
    this.#uncommittedBytes += bytes;
    this.#goOn();
    while (this.#isCrowded && (await this.#somethingDone())) this.#goOn();
    // verdicts and commits are told between two turns only
    await new Promise(setImmediate);
  }

  /** Until there is nothing left to do. @throws what the store threw */
  async finish(): Promise<void> {
    do this.#goOn();
    while (await this.#somethingDone());
    this.#commitDue("all");
    while (await this.#somethingDone());
  }

  get #isCrowded(): boolean {
    const { isFull, hasEnoughBodies } = this.#parts.chain;
    return (
      isFull || hasEnoughBodies || this.#checks.size >= CHECKS_MAX || this.#uncommittedBytes > UNCOMMITTED_BYTES_MAX
    );
  }

  #goOn(): void {
    const { chain, check, seen } = this.#parts;
    for (let isBusy = true; isBusy; ) {
      isBusy = chain.advance(STEPS);
      for (const event of chain.takeEvents()) {
        if (event.type === "check-signatures") this.#checks.set(event.job, this.#answer(event.job, check(event.items)));
        seen(event);
      }
    }
    this.#commitDue(chain.needsFlush || performance.now() >= this.#flushAtMs ? "all" : "blocks");
  }

  async #answer(job: number, verdict: Promise<SignatureVerdict>): Promise<void> {
    const result = await verdict;
    this.#checks.delete(job);
    // of a job that was cancelled meanwhile: late verdicts change nothing
    this.#parts.chain.signaturesChecked(job, result);
  }

  #commitDue(contents: "blocks" | "all"): void {
    if (this.#commit !== undefined) return;
    const { chain, store } = this.#parts;
    const batch = chain.takeCommit(contents);
    if (batch === undefined) return;
    this.#uncommittedBytes = 0;
    if (contents === "all") this.#flushAtMs = performance.now() + FLUSH_EVERY_MS;
    this.#commit = store.commit(batch, contents === "all").then(
      () => {
        chain.committed();
        this.#commit = undefined;
      },
      (error: unknown) => {
        this.#failure = { error };
        this.#commit = undefined;
      },
    );
  }

  /** Waits for a verdict or a commit; false: there is none to wait for. */
  async #somethingDone(): Promise<boolean> {
    const pending = [...this.#checks.values(), ...(this.#commit === undefined ? [] : [this.#commit])];
    if (pending.length > 0) await Promise.race(pending);
    if (this.#failure !== undefined) throw this.#failure.error;
    return pending.length > 0;
  }
}
