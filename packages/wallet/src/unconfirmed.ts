/**
 * Transactions that concern us and are in no block: payments that we sent, kept until a block has them, and what the
 * pool shows us.
 *
 * Two questions are answered differently. Which coins are locked? Those that any of these transactions spends, even
 * one that may never confirm, so that two spends of one coin are never signed. What is pending? Only what can still
 * come true: transactions whose inputs are there, and of two that spend one coin the pool's choice, then the earlier.
 */
import { type HashKey, hashKey, type OutpointKey, outpointKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import type { KeyChain } from "./key-chain.ts";
import type { OwnCoin } from "./own-coin.ts";

export interface UnconfirmedTransaction {
  readonly tx: Transaction;
  /** To be announced until a block has it. */
  readonly sent: boolean;
  readonly inPool: boolean;
}

/** A transaction that can still confirm. */
export interface PendingPayment {
  readonly tx: Transaction;
  /** Base units: all its outputs to us, less our coins that it spends. */
  readonly change: number;
  /** Base units; null unless every input is ours. */
  readonly fee: number | null;
}

export interface PendingView {
  /** In order of dependence: parents first. */
  readonly payments: readonly PendingPayment[];
  /** Outputs to us that no pending payment spends. */
  readonly coins: ReadonlyMap<OutpointKey, PendingCoin>;
}

export interface PendingCoin extends OwnCoin {
  /**
   * All unconfirmed transactions that it hangs on were paid by us alone, so nobody else can make it void; and none of
   * them has a rival here that does (a payment and its replacement, until one of them is forgotten).
   */
  readonly trusted: boolean;
}

interface DraftView extends PendingView {
  readonly payments: PendingPayment[];
  readonly coins: Map<OutpointKey, PendingCoin>;
  readonly spent: Set<OutpointKey>;
}

/** Height of a coin whose transaction is in no block: nothing reads it, for no rule of maturity concerns it. */
export const NO_HEIGHT = 0;

export class Unconfirmed {
  readonly #keys: KeyChain;
  readonly #confirmed: ReadonlyMap<OutpointKey, OwnCoin>;
  readonly #transactions = new Map<HashKey, UnconfirmedTransaction>();
  /** Who spends an outpoint, ours or not: how a block's transaction is seen to rule one of these out. */
  readonly #spenders = new Map<OutpointKey, Set<HashKey>>();
  #view: PendingView | undefined;

  /** `confirmed`: our unspent coins in blocks, which the wallet keeps up to date; it calls `forgetView` on a change. */
  constructor(keys: KeyChain, confirmed: ReadonlyMap<OutpointKey, OwnCoin>) {
    this.#keys = keys;
    this.#confirmed = confirmed;
  }

  get(txid: HashKey): UnconfirmedTransaction | undefined {
    return this.#transactions.get(txid);
  }

  /** In order of arrival. */
  all(): Iterable<UnconfirmedTransaction> {
    return this.#transactions.values();
  }

  put(entry: UnconfirmedTransaction): void {
    const id = hashKey(entry.tx.txid);
    this.#transactions.set(id, entry);
    for (const { txid, index } of entry.tx.inputs) {
      const outpoint = outpointKey(txid, index);
      const spenders = this.#spenders.get(outpoint);
      if (spenders === undefined) this.#spenders.set(outpoint, new Set([id]));
      else spenders.add(id);
    }
    this.forgetView();
  }

  delete(id: HashKey): void {
    const entry = this.#transactions.get(id);
    if (entry === undefined) return;
    this.#transactions.delete(id);
    for (const { txid, index } of entry.tx.inputs) {
      const outpoint = outpointKey(txid, index);
      const spenders = this.#spenders.get(outpoint);
      spenders?.delete(id);
      if (spenders?.size === 0) this.#spenders.delete(outpoint);
    }
    this.forgetView();
  }

  isLocked(outpoint: OutpointKey): boolean {
    return this.#spenders.has(outpoint);
  }

  /** The transactions here that spend this outpoint. */
  spendersOf(outpoint: OutpointKey): readonly HashKey[] {
    return [...(this.#spenders.get(outpoint) ?? [])];
  }

  /** This transaction and all here that spend its outputs, and theirs; parents first. */
  withDescendants(id: HashKey): readonly UnconfirmedTransaction[] {
    const found = new Set<HashKey>([id]);
    const entries: UnconfirmedTransaction[] = [];
    for (const next of found) {
      const entry = this.#transactions.get(next);
      if (entry === undefined) continue;
      entries.push(entry);
      for (let index = 0; index < entry.tx.outputs.length; index++) {
        for (const spender of this.spendersOf(outpointKey(entry.tx.txid, index))) found.add(spender);
      }
    }
    return entries;
  }

  /** Parents before children, as a pool wants to be told; otherwise in order of arrival. */
  inOrder(): readonly UnconfirmedTransaction[] {
    const ordered: UnconfirmedTransaction[] = [];
    const seen = new Set<HashKey>();
    for (const start of this.#transactions.keys()) {
      // an explicit stack: a chain of payments may be longer than the call stack is deep
      const stack = [start];
      for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
        const entry = this.#transactions.get(id);
        const parent = entry?.tx.inputs
          .map(({ txid }) => hashKey(txid))
          .find((txid) => !seen.has(txid) && this.#transactions.has(txid));
        if (parent !== undefined) {
          stack.push(parent);
          continue;
        }
        stack.pop();
        if (entry !== undefined && !seen.has(id)) ordered.push(entry);
        seen.add(id);
      }
    }
    return ordered;
  }

  /** Call when confirmed coins or keys changed. */
  forgetView(): void {
    this.#view = undefined;
  }

  view(): PendingView {
    this.#view ??= this.#makeView();
    return this.#view;
  }

  #makeView(): PendingView {
    const draft: DraftView = { payments: [], coins: new Map(), spent: new Set() };
    const ordered = this.inOrder();
    // the pool has weighed its transactions against each other and the chain; ours that it lacks come after
    for (const entry of ordered) if (entry.inPool) this.#addPending(draft, entry);
    for (const entry of ordered) if (!entry.inPool) this.#addPending(draft, entry);
    return draft;
  }

  /** Leaves the view as it is when this transaction can't confirm beside those that are in it. */
  #addPending({ payments, coins, spent }: DraftView, { tx, inPool }: UnconfirmedTransaction): void {
    const outpoints = tx.inputs.map(({ txid, index }) => outpointKey(txid, index));
    if (outpoints.some((outpoint) => spent.has(outpoint))) return;
    const known = outpoints.map((outpoint) => this.#confirmed.get(outpoint) ?? coins.get(outpoint));
    const isPaidByUs = known.every((own) => own !== undefined);
    // somebody else's inputs, or a coin that a reorganisation took: only the pool can vouch for them
    if (!isPaidByUs && !inPool) return;
    const trusted = outpoints.every(
      (outpoint) =>
        this.spendersOf(outpoint).length === 1 &&
        (this.#confirmed.has(outpoint) || coins.get(outpoint)?.trusted === true),
    );
    for (const outpoint of outpoints) {
      spent.add(outpoint);
      coins.delete(outpoint);
    }
    const valueIn = known.reduce((sum, own) => sum + (own?.coin.amount ?? 0), 0);
    let valueOut = 0;
    let received = 0;
    for (const [index, { amount, key }] of tx.outputs.entries()) {
      valueOut += amount;
      const path = this.#keys.pathOf(key);
      if (path === undefined) continue;
      received += amount;
      const outpoint = outpointKey(tx.txid, index);
      coins.set(outpoint, { outpoint, coin: { amount, key, height: NO_HEIGHT, isCoinbase: false }, path, trusted });
    }
    payments.push({ tx, change: received - valueIn, fee: isPaidByUs ? valueIn - valueOut : null });
  }
}
