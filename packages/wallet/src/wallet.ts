/**
 * The wallet: which coins are ours, what was paid, and new payments.
 *
 * It follows one chain of blocks (`blockConnected`, `blockDisconnected`: the newest first) and the pool. What blocks
 * say is in records that go into the block's own commit, and so are the payments sent by us; what others have in the
 * pool is in memory only, for the pool tells it again. Of one block tell the wallet before the pool does: a
 * transaction that leaves a block enters the pool afterwards, and one that enters a block leaves the pool afterwards.
 *
 * This file is longer than 400 lines because coins, payments and locks change together, and in one place.
 */
import {
  addressOfKey,
  assert,
  type Coin,
  type HashKey,
  hashKey,
  type Network,
  type OutpointKey,
  outpointKey,
  outpointOfKey,
} from "@triad/chain";
import { isCoinbase } from "@triad/chain/blocks";
import { outpointElement } from "@triad/chain/headers";
import { equalBytes, type SchnorrBackend } from "@triad/crypto";
import type { Output, Transaction } from "@triad/protocol";
import type { KeySource } from "./account-key.ts";
import { CHANGE, KeyChain, RECEIVE } from "./key-chain.ts";
import type { Labelled, Labels } from "./labels.ts";
import type { ConfirmedPayment, OwnCoin } from "./own-coin.ts";
import { planBump } from "./plan-bump.ts";
import { isWorthSpending, type PaymentPlan, planPayment, type WalletRefusal } from "./plan-payment.ts";
import { restoreWallet } from "./restore-wallet.ts";
import { signPayment } from "./sign-payment.ts";
import { NO_HEIGHT, Unconfirmed, type UnconfirmedTransaction } from "./unconfirmed.ts";
import {
  coinRecordName,
  KEYS_RECORD,
  paymentRecordName,
  sentRecordName,
  TIP_RECORD,
  writeCoinRecord,
  writeKeysRecord,
  writePaymentRecord,
  writeTipRecord,
} from "./wallet-record.ts";
import type {
  Balance,
  BumpOrder,
  Payment,
  PaymentOrder,
  WalletAddress,
  WalletBlock,
  WalletCoin,
  WalletTip,
} from "./wallet-views.ts";

/** Of nothing: a label that is only judged. */
const NO_ID = new Uint8Array(0);

export interface WalletOptions {
  /** Of `seedOfMnemonic`, 64 bytes; or the account's public key, to watch until `unlock`. */
  readonly seed: KeySource;
  readonly network: Network;
  readonly schnorr: SchnorrBackend;
  /** All committed records whose names begin with `WALLET_RECORD_PREFIX`, in any order. */
  readonly records: Iterable<readonly [name: string, bytes: Uint8Array]>;
}

export class Wallet {
  readonly #network: Network;
  readonly #schnorr: SchnorrBackend;
  readonly #keys: KeyChain;
  /** Unspent and in a block. */
  readonly #coins: Map<OutpointKey, OwnCoin>;
  /** Oldest first. */
  readonly #payments: ConfirmedPayment[];
  readonly #unconfirmed: Unconfirmed;
  readonly #labels: Labels;
  #tip: WalletTip | undefined;
  #changes = new Map<string, Uint8Array | null>();

  /** @throws WalletRecordError when the records are damaged or of another seed. */
  constructor({ seed, network, schnorr, records }: WalletOptions) {
    this.#network = network;
    this.#schnorr = schnorr;
    this.#keys = new KeyChain(seed, schnorr);
    const restored = restoreWallet(records, this.#keys);
    this.#coins = restored.coins;
    this.#payments = restored.payments;
    this.#tip = restored.tip;
    this.#labels = restored.labels;
    this.#unconfirmed = new Unconfirmed(this.#keys, this.#coins);
    for (const tx of restored.sent) this.#unconfirmed.put({ tx, sent: true, inPool: false });
    if (!restored.hasKeys) this.#recordKeys();
  }

  /** The block up to which the chain was followed; undefined before the first. The role replays what comes after. */
  tip(): WalletTip | undefined {
    return this.#tip;
  }

  /** It knows what is ours, and can't pay. */
  get isLocked(): boolean {
    return this.#keys.isLocked;
  }

  /** From now on it can pay. False, and nothing changed: the seed is of another wallet. */
  unlock(seed: Uint8Array): boolean {
    return this.#keys.unlock(seed);
  }

  /** Forgets what it signs with. */
  lock(): void {
    this.#keys.lock();
  }

  /** All records changed since the last call (null: removed), to be committed with the blocks that they follow. */
  takeRecordChanges(): Map<string, Uint8Array | null> {
    const changes = this.#changes;
    this.#changes = new Map();
    return changes;
  }

  /** An address that nobody has paid yet, as far as we know; the same one until somebody does. */
  receiveAddress(): string {
    return addressOfKey(this.#keys.key(this.#keys.nextPath(RECEIVE)), this.#network.params.addressPrefix);
  }

  /** Goes on to a further address; refused when too many in a row are unpaid for a scan by the seed to find more. */
  nextAddress(): string | WalletRefusal {
    const path = this.#keys.nextPath(RECEIVE);
    if (!this.#keys.mayAdvance(RECEIVE)) return { code: "gap-limit", facts: { index: path.index } };
    if (this.#keys.markKnown(path)) this.#recordKeys();
    return this.receiveAddress();
  }

  /** Returns those of its transactions that concern the wallet: all that `blockDisconnected` needs of this block. */
  blockConnected(block: WalletBlock): readonly Transaction[] {
    const { entry, transactions } = block;
    assert(
      this.#tip === undefined || equalBytes(entry.header.prev, this.#tip.hash),
      "blocks are connected in order, each on the one before",
    );
    const own: Transaction[] = [];
    for (const [position, { tx }] of transactions.entries()) {
      if (this.#connectTransaction(entry, position, tx)) own.push(tx);
    }
    this.#moveTip({ height: entry.height, hash: entry.hash });
    return own;
  }

  blockDisconnected(block: WalletBlock): void {
    const { entry, transactions } = block;
    assert(
      this.#tip !== undefined && equalBytes(entry.hash, this.#tip.hash),
      "blocks are disconnected in order, the tip first",
    );
    const byTxid = new Map(transactions.map(({ tx }) => [hashKey(tx.txid), tx]));
    for (let last = this.#payments.at(-1); last?.height === entry.height; last = this.#payments.at(-1)) {
      const tx = byTxid.get(hashKey(last.txid));
      assert(tx !== undefined, "a block has the same transactions when it is disconnected");
      this.#payments.pop();
      this.#disconnectPayment(last, tx);
    }
    this.#moveTip(entry.height === 0 ? undefined : { height: entry.height - 1, hash: entry.header.prev });
  }

  /** The pool accepted it, so its inputs exist and its signatures are valid. Anything that isn't ours is ignored. */
  poolAdded(tx: Transaction): void {
    const known = this.#unconfirmed.get(hashKey(tx.txid));
    if (known === undefined && !this.#concernsUs(tx)) return;
    this.#unconfirmed.put({ tx, sent: known?.sent ?? false, inPool: true });
    this.#markOutputsKnown(tx);
  }

  /** The pool dropped it, for whatever reason. What we sent is kept: it may come back, and its coins stay locked. */
  poolRemoved(txid: Uint8Array): void {
    const id = hashKey(txid);
    const known = this.#unconfirmed.get(id);
    if (known?.sent === true) this.#unconfirmed.put({ ...known, inPool: false });
    else this.#unconfirmed.delete(id);
  }

  /**
   * What a light node looks for in the filters of blocks: the keys that a scan by the seed looks for, and the outpoints
   * of our coins (docs/spec/filters.md, "Elements").
   */
  watched(): readonly Uint8Array[] {
    const outpoints = [...this.#coins.keys(), ...this.#unconfirmed.view().coins.keys()];
    return [
      ...this.#keys.watched(),
      ...outpoints.map((outpoint) => {
        const { txid, index } = outpointOfKey(outpoint);
        return outpointElement(txid, index);
      }),
    ];
  }

  /** Payments of ours that are in no block, parents first: to be announced again after a start. */
  unconfirmed(): readonly Transaction[] {
    return this.#unconfirmed
      .inOrder()
      .filter(({ sent }) => sent)
      .map(({ tx }) => tx);
  }

  /** `height`: of the best chain's tip. */
  balance(height: number): Balance {
    let confirmed = 0;
    let immature = 0;
    for (const { coin } of this.#coins.values()) {
      if (this.#isMature(coin, height)) confirmed += coin.amount;
      else immature += coin.amount;
    }
    const pending = this.#unconfirmed.view().payments.reduce((sum, { change }) => sum + change, 0);
    return { confirmed, pending, immature };
  }

  /** Those in blocks, then those of unconfirmed transactions that can still confirm. */
  coins(): readonly WalletCoin[] {
    const list: WalletCoin[] = [];
    for (const own of this.#coins.values()) list.push(this.#describeCoin(own, own.coin.height));
    for (const own of this.#unconfirmed.view().coins.values()) list.push(this.#describeCoin(own, null));
    return list;
  }

  /** Newest first: those that can still confirm, then those in blocks. */
  history(count: number): readonly Payment[] {
    const pending = this.#unconfirmed.view().payments.toReversed();
    const list: Payment[] = pending.slice(0, count).map(({ tx, change, fee }) => {
      const label = this.#labelOf(tx.txid, tx.outputs);
      return { txid: tx.txid, change, fee, height: null, coinbase: false, time: null, label };
    });
    const received = this.#labelledCoins();
    for (let i = this.#payments.length - 1; i >= 0 && list.length < count; i--) {
      const payment = this.#payments[i];
      if (payment === undefined) continue;
      const label = this.#labelOf(payment.txid, received.get(hashKey(payment.txid)) ?? []);
      list.push({ ...describePayment(payment), label });
    }
    return list;
  }

  /** The newest first; the first of all is the one to be handed out next. */
  addresses(count: number): readonly WalletAddress[] {
    const totals = new Map<HashKey, { received: number; payments: number }>();
    for (const { coin, path } of this.#everyCoin()) {
      if (path.branch !== RECEIVE) continue;
      const key = hashKey(coin.key);
      const { received, payments } = totals.get(key) ?? { received: 0, payments: 0 };
      totals.set(key, { received: received + coin.amount, payments: payments + 1 });
    }
    const list: WalletAddress[] = [];
    for (let { index } = this.#keys.nextPath(RECEIVE); index >= 0 && list.length < count; index--) {
      const key = this.#keys.key({ branch: RECEIVE, index });
      const address = addressOfKey(key, this.#network.params.addressPrefix);
      const label = this.#labels.get({ of: "address", id: key }) ?? null;
      list.push({ address, label, ...(totals.get(hashKey(key)) ?? { received: 0, payments: 0 }) });
    }
    return list;
  }

  /** Names one of our addresses (its key) or payments (its txid), or takes the name back (""). */
  label(labelled: Labelled, text: string): WalletRefusal | undefined {
    if (labelled.of === "address" && this.#keys.pathOf(labelled.id)?.branch !== RECEIVE) {
      return { code: "not-our-address", facts: {} };
    }
    // the name of a payment that was forgotten can still be taken back
    const isLeft = text === "" && this.#labels.get(labelled) !== undefined;
    if (labelled.of === "payment" && !isLeft && !this.#isPayment(labelled.id))
      return { code: "payment-not-found", facts: {} };
    const refusal = this.#labels.refusal(labelled, text);
    if (refusal === undefined) this.#changes.set(...this.#labels.set(labelled, text));
    return refusal;
  }

  /** Why a payment or an address that is about to be made could not have this label. */
  labelRefusal(text: string): WalletRefusal | undefined {
    return this.#labels.refusal({ of: "payment", id: NO_ID }, text);
  }

  /**
   * Makes and signs a payment and locks its coins at once. The role commits the records, and announces the transaction
   * when they are committed: then no crash makes the wallet sign a second spend of these coins.
   */
  pay(order: PaymentOrder): { readonly tx: Transaction; readonly fee: number } | WalletRefusal {
    if (this.isLocked) return { code: "wallet-locked", facts: {} };
    const changePath = this.#keys.nextPath(CHANGE);
    const { to, amount, feeRate } = order;
    const plan = planPayment(this.#spendableCoins(order), {
      to,
      amount,
      feeRate,
      changeKey: this.#keys.key(changePath),
    });
    if ("code" in plan) return plan;
    return { tx: this.#signAndKeep(plan, order.auxiliaryRandomness), fee: plan.fee };
  }

  /**
   * Forgets a payment, and those that build on it, and frees its coins: only for what nobody else was shown (our own
   * pool refused it), or on the operator's word, since the coins can then be spent twice. False: not one of ours.
   */
  discard(txid: Uint8Array): boolean {
    const id = hashKey(txid);
    if (this.#unconfirmed.get(id)?.sent !== true) return false;
    this.#dropUnconfirmed(id);
    return true;
  }

  #isPayment(txid: Uint8Array): boolean {
    const isKnown = this.#unconfirmed.get(hashKey(txid)) !== undefined;
    return isKnown || this.#payments.some((payment) => equalBytes(payment.txid, txid));
  }

  /** `received`: outputs to us, among others. */
  #labelOf(txid: Uint8Array, received: readonly { readonly key: Uint8Array }[]): string | null {
    const own = this.#labels.get({ of: "payment", id: txid });
    if (own !== undefined) return own;
    const names = received.flatMap(({ key }) => this.#labels.get({ of: "address", id: key }) ?? []);
    return names.length === 0 ? null : [...new Set(names)].join(", ");
  }

  /** Those whose addresses have a label, by the transactions that made them. */
  #labelledCoins(): ReadonlyMap<HashKey, readonly Coin[]> {
    const byTxid = new Map<HashKey, Coin[]>();
    for (const { outpoint, coin } of this.#everyCoin()) {
      if (this.#labels.get({ of: "address", id: coin.key }) === undefined) continue;
      const txid = hashKey(outpointOfKey(outpoint).txid);
      byTxid.set(txid, [...(byTxid.get(txid) ?? []), coin]);
    }
    return byTxid;
  }

  /** All that blocks have ever paid us, each once. */
  *#everyCoin(): Iterable<OwnCoin> {
    yield* this.#coins.values();
    for (const { spent } of this.#payments) yield* spent;
  }

  /**
   * Makes and signs a payment in the place of one that waits: the same coins, the same receivers, a higher fee. Both are
   * kept until it is known whether the new one is taken: then `keepBump`, otherwise `discard` of the new one.
   */
  bump(order: BumpOrder): { readonly tx: Transaction; readonly fee: number } | WalletRefusal {
    if (this.isLocked) return { code: "wallet-locked", facts: {} };
    const waiting = this.#ownWaiting(order.txid);
    if ("code" in waiting) return waiting;
    const replaced = waiting.tx;
    const later = this.#unconfirmed.withDescendants(hashKey(replaced.txid)).length - 1;
    if (later > 0) return { code: "payment-has-descendants", facts: { later } };
    const inputs = replaced.inputs.flatMap((input) => this.#ownCoinOf(input) ?? []);
    if (inputs.length !== replaced.inputs.length) return { code: "not-our-payment", facts: {} };
    const isChange = ({ key }: Output) => this.#keys.pathOf(key)?.branch === CHANGE;
    const plan = planBump(
      {
        replaced,
        replacedFee: sumOf(inputs.map(({ coin }) => coin)) - sumOf(replaced.outputs),
        inputs,
        payments: replaced.outputs.filter((output) => !isChange(output)),
        changeKey: replaced.outputs.find(isChange)?.key ?? this.#keys.key(this.#keys.nextPath(CHANGE)),
        feeRate: order.feeRate,
        leastRate: order.leastRate,
      },
      this.#spendableCoins({ height: order.height, feeRate: order.feeRate ?? order.leastRate }, "confirmed"),
    );
    return "code" in plan ? plan : { tx: this.#signAndKeep(plan, order.auxiliaryRandomness), fee: plan.fee };
  }

  /** The payment that was replaced is forgotten; its label goes over. Should a block have it all the same, it counts. */
  keepBump(replaced: Uint8Array, by: Uint8Array): void {
    const label = this.#labels.get({ of: "payment", id: replaced });
    if (label !== undefined) {
      this.#changes.set(...this.#labels.set({ of: "payment", id: replaced }, ""));
      this.#changes.set(...this.#labels.set({ of: "payment", id: by }, label));
    }
    this.discard(replaced);
  }

  /**
   * `discard` on the operator's word: all that is forgotten, the payment itself first. Others may have been shown it, and
   * a block may still have it: then it counts again.
   */
  abandon(txid: Uint8Array): readonly Transaction[] | WalletRefusal {
    const waiting = this.#ownWaiting(txid);
    if ("code" in waiting) return waiting;
    const forgotten = this.#unconfirmed.withDescendants(hashKey(txid)).map(({ tx }) => tx);
    this.#dropUnconfirmed(hashKey(txid));
    return forgotten;
  }

  #ownWaiting(txid: Uint8Array): UnconfirmedTransaction | WalletRefusal {
    const known = this.#unconfirmed.get(hashKey(txid));
    // made by another program with the same words, or made here and abandoned, and then heard of from the pool
    const isOurs = known?.sent === true || known?.tx.inputs.every((input) => this.#ownCoinOf(input) !== undefined);
    if (known !== undefined && isOurs === true) return known;
    if (known !== undefined) return { code: "not-our-payment", facts: {} };
    return { code: this.#isPayment(txid) ? "payment-confirmed" : "payment-not-found", facts: {} };
  }

  /** In a block, or of a transaction that waits; spent by one that waits or not. */
  #ownCoinOf({ txid, index }: Transaction["inputs"][number]): OwnCoin | undefined {
    const outpoint = outpointKey(txid, index);
    const output = this.#unconfirmed.get(hashKey(txid))?.tx.outputs[index];
    const path = output && this.#keys.pathOf(output.key);
    if (output === undefined || path === undefined) return this.#coins.get(outpoint);
    return { outpoint, coin: { ...output, height: NO_HEIGHT, isCoinbase: false }, path };
  }

  /** Whether it pays us or spends coins of ours. */
  #connectTransaction(entry: WalletBlock["entry"], position: number, tx: Transaction): boolean {
    const id = hashKey(tx.txid);
    const coinbase = isCoinbase(tx);
    const spent = this.#spendInputs(tx, id);
    let received = 0;
    for (const [index, { amount, key }] of tx.outputs.entries()) {
      const path = this.#keys.pathOf(key);
      if (path === undefined) continue;
      received += amount;
      if (this.#keys.markUsed(path)) this.#recordKeys();
      const coin = { amount, key: new Uint8Array(key), height: entry.height, isCoinbase: coinbase };
      this.#putCoin({ outpoint: outpointKey(tx.txid, index), coin, path });
    }
    this.#forgetUnconfirmed(id);
    if (spent.length === 0 && received === 0) return false;
    const valueIn = spent.reduce((sum, { coin }) => sum + coin.amount, 0);
    const valueOut = tx.outputs.reduce((sum, { amount }) => sum + amount, 0);
    const isPaidByUs = !coinbase && spent.length === tx.inputs.length;
    const fee = isPaidByUs ? valueIn - valueOut : null;
    const { height, header } = entry;
    const payment = { height, position, txid: tx.txid, time: header.time, coinbase, received, fee, spent };
    this.#payments.push(payment);
    this.#changes.set(paymentRecordName(height, position), writePaymentRecord(payment));
    return true;
  }

  /** Takes out our coins that it spends, and rules out every other unconfirmed transaction that spends the same. */
  #spendInputs(tx: Transaction, id: string): readonly OwnCoin[] {
    const spent: OwnCoin[] = [];
    for (const { txid, index } of tx.inputs) {
      const outpoint = outpointKey(txid, index);
      for (const rival of this.#unconfirmed.spendersOf(outpoint)) if (rival !== id) this.#dropUnconfirmed(rival);
      const own = this.#coins.get(outpoint);
      if (own === undefined) continue;
      spent.push(own);
      this.#deleteCoin(outpoint);
    }
    return spent;
  }

  #disconnectPayment(payment: ConfirmedPayment, tx: Transaction): void {
    this.#changes.set(paymentRecordName(payment.height, payment.position), null);
    for (let index = 0; index < tx.outputs.length; index++) {
      const outpoint = outpointKey(tx.txid, index);
      if (this.#coins.has(outpoint)) this.#deleteCoin(outpoint);
    }
    for (const own of payment.spent) this.#putCoin(own);
    // an incoming payment is for its payer to send again; a coinbase is gone with its block
    if (payment.spent.length === 0) return;
    this.#keepSent(tx, this.#unconfirmed.get(hashKey(tx.txid))?.inPool ?? false);
  }

  #spendableCoins(
    { height, feeRate }: Pick<PaymentOrder, "height" | "feeRate">,
    which: "all" | "confirmed" = "all",
  ): readonly OwnCoin[] {
    const isFree = (own: OwnCoin) => !this.#unconfirmed.isLocked(own.outpoint) && isWorthSpending(own, feeRate);
    const confirmed = [...this.#coins.values()].filter((own) => this.#isMature(own.coin, height) && isFree(own));
    if (which === "confirmed") return confirmed.sort(byAmountDownwards);
    const change = [...this.#unconfirmed.view().coins.values()].filter((own) => own.trusted && isFree(own));
    // the largest first: few inputs, and so a small fee
    return [...confirmed.sort(byAmountDownwards), ...change.sort(byAmountDownwards)];
  }

  #signAndKeep({ fields, inputs }: PaymentPlan, auxiliaryRandomness: Uint8Array): Transaction {
    const { chainId } = this.#network;
    const tx = signPayment(fields, inputs, { keys: this.#keys, schnorr: this.#schnorr, chainId, auxiliaryRandomness });
    this.#keepSent(tx, false);
    this.#markOutputsKnown(tx);
    return tx;
  }

  #keepSent(tx: Transaction, inPool: boolean): void {
    this.#unconfirmed.put({ tx, sent: true, inPool });
    this.#changes.set(sentRecordName(tx.txid), tx.bytes);
  }

  /** With all that spends its outputs: none of them can confirm any more. */
  #dropUnconfirmed(id: string): void {
    for (const { tx } of this.#unconfirmed.withDescendants(id)) this.#forgetUnconfirmed(hashKey(tx.txid));
  }

  #forgetUnconfirmed(id: string): void {
    const known = this.#unconfirmed.get(id);
    if (known === undefined) return;
    if (known.sent) this.#changes.set(sentRecordName(known.tx.txid), null);
    this.#unconfirmed.delete(id);
  }

  #concernsUs(tx: Transaction): boolean {
    if (tx.outputs.some(({ key }) => this.#keys.pathOf(key) !== undefined)) return true;
    return tx.inputs.some(({ txid, index }) => {
      const outpoint = outpointKey(txid, index);
      if (this.#coins.has(outpoint) || this.#unconfirmed.isLocked(outpoint)) return true;
      const output = this.#unconfirmed.get(hashKey(txid))?.tx.outputs[index];
      return output !== undefined && this.#keys.pathOf(output.key) !== undefined;
    });
  }

  #markOutputsKnown(tx: Transaction): void {
    let changed = false;
    for (const { key } of tx.outputs) {
      const path = this.#keys.pathOf(key);
      if (path !== undefined && this.#keys.markKnown(path)) changed = true;
    }
    if (changed) this.#recordKeys();
  }

  #putCoin(own: OwnCoin): void {
    this.#coins.set(own.outpoint, own);
    this.#changes.set(coinRecordName(own.outpoint), writeCoinRecord(own));
    this.#unconfirmed.forgetView();
  }

  #deleteCoin(outpoint: OutpointKey): void {
    this.#coins.delete(outpoint);
    this.#changes.set(coinRecordName(outpoint), null);
    this.#unconfirmed.forgetView();
  }

  #moveTip(tip: WalletTip | undefined): void {
    this.#tip = tip;
    this.#changes.set(TIP_RECORD, tip === undefined ? null : writeTipRecord(tip));
  }

  #recordKeys(): void {
    this.#unconfirmed.forgetView();
    const { fingerprint, states } = this.#keys;
    this.#changes.set(KEYS_RECORD, writeKeysRecord({ fingerprint, states }));
  }

  #isMature({ isCoinbase, height }: Coin, tipHeight: number): boolean {
    return !isCoinbase || tipHeight + 1 - height >= this.#network.params.consensus.coinbaseMaturity;
  }

  #describeCoin({ outpoint, coin }: OwnCoin, height: number | null): WalletCoin {
    const { amount, key, isCoinbase } = coin;
    return {
      ...outpointOfKey(outpoint),
      amount,
      key,
      height,
      isCoinbase,
      isLocked: this.#unconfirmed.isLocked(outpoint),
    };
  }
}

function describePayment(payment: ConfirmedPayment): Omit<Payment, "label"> {
  const { txid, received, spent, fee, height, coinbase, time } = payment;
  const paid = spent.reduce((sum, { coin }) => sum + coin.amount, 0);
  return { txid, change: received - paid, fee, height, coinbase, time };
}

function sumOf(amounts: readonly { readonly amount: number }[]): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** Among equals the outpoint decides, so that the same wallet makes the same payment. */
function byAmountDownwards(a: OwnCoin, b: OwnCoin): number {
  if (a.coin.amount !== b.coin.amount) return b.coin.amount - a.coin.amount;
  return a.outpoint < b.outpoint ? -1 : 1;
}
