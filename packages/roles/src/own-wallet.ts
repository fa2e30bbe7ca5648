/** The wallet of a node, whichever way it follows the chain: what its operator asks of it, and its records. */
import { type AddressFault, assert, type HashKey, hashKey, keyOfAddress, type Network } from "@triad/chain";
import { hashFromDisplay, hashToDisplay } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { WALLET_RECORD_PREFIX, Wallet, type WalletRefusal, type WalletRefusalCode } from "@triad/wallet";
import { coinsText } from "./coins-text.ts";
import type { AddressView, OperatorCommand, OperatorReply, PaymentView, WalletView } from "./operator.ts";
import { done, refuse } from "./operator-replies.ts";
import type { RoleOptions } from "./role-options.ts";
import { WalletLock } from "./wallet-lock.ts";

/** Base units a byte, where the operator says nothing: twice the least that nodes relay. */
const FEE_RATE_DEFAULT = 2;

export type PayCommand = Extract<OperatorCommand, { name: "send" }>;

export type BumpCommand = Extract<OperatorCommand, { name: "bump" }>;

export interface Bumped {
  readonly tx: Transaction;
  readonly fee: number;
  /** Txid of the payment that it replaces. */
  readonly replaced: Uint8Array;
}

export interface OwnWalletPorts {
  /** Of the best chain. */
  readonly tipHeight: () => number;
  /** Into the next commit; null: removed. */
  readonly putRecord: (name: string, bytes: Uint8Array | null) => void;
}

export class OwnWallet {
  readonly wallet: Wallet;
  readonly lock: WalletLock;
  readonly #options: RoleOptions;
  readonly #ports: OwnWalletPorts;
  /** Txids of payments that were signed and are not handed on yet. Each has a caller who waits, and those are bounded. */
  readonly #underWay = new Set<HashKey>();

  constructor(options: RoleOptions, ports: OwnWalletPorts) {
    this.#options = options;
    this.#ports = ports;
    this.wallet = new Wallet({
      seed: options.walletSeed,
      network: options.network,
      schnorr: options.schnorr,
      records: options.store.records(WALLET_RECORD_PREFIX),
    });
    this.lock = new WalletLock(this.wallet);
    this.saveChanges();
  }

  /** Into the commit that holds the block which caused them. */
  saveChanges(): void {
    for (const [name, bytes] of this.wallet.takeRecordChanges()) this.#ports.putRecord(name, bytes);
  }

  /** A signed payment whose coins are locked, or the refusal to tell the operator. */
  pay({ to, amount, label = "" }: PayCommand, feeRate: number | undefined): Transaction | OperatorReply {
    const key = keyOfAddress(to, this.#options.network.params.addressPrefix);
    if (typeof key === "string") return refuseAddress(to, key, this.#options.network);
    const refusal = this.wallet.labelRefusal(label.trim());
    if (refusal !== undefined) return refuseByWallet(refusal);
    const paid = this.wallet.pay({
      to: key,
      amount,
      feeRate: feeRate ?? FEE_RATE_DEFAULT,
      height: this.#ports.tipHeight(),
      auxiliaryRandomness: this.#options.randomness.bytes(32),
    });
    if ("code" in paid) return refuseByWallet(paid);
    if (label.trim() !== "") this.wallet.label({ of: "payment", id: paid.tx.txid }, label.trim());
    this.saveChanges();
    this.#underWay.add(hashKey(paid.tx.txid));
    return paid.tx;
  }

  /** The caller of `pay` or `bump` has handed it to pool or peers, and heard what became of it. */
  handedOn({ txid }: Transaction): void {
    this.#underWay.delete(hashKey(txid));
  }

  /** A signed payment in the place of another, both kept, or the refusal to tell the operator. */
  bump({ txid: text, feeRate }: BumpCommand, leastRate = FEE_RATE_DEFAULT): Bumped | OperatorReply {
    const replaced = readTxid(text);
    if ("ok" in replaced) return replaced;
    if (this.#underWay.has(hashKey(replaced))) return STILL_UNDER_WAY;
    const bumped = this.wallet.bump({
      txid: replaced,
      feeRate,
      leastRate,
      height: this.#ports.tipHeight(),
      auxiliaryRandomness: this.#options.randomness.bytes(32),
    });
    if ("code" in bumped) return refuseByWallet(bumped);
    this.saveChanges();
    this.#underWay.add(hashKey(bumped.tx.txid));
    return { ...bumped, replaced };
  }

  /** What was forgotten, the payment itself first, or the refusal to tell the operator. */
  abandon(text: string): readonly Transaction[] | OperatorReply {
    const txid = readTxid(text);
    if ("ok" in txid) return txid;
    // any of them may build on this one, and would be forgotten with it
    if (this.#underWay.size > 0) return STILL_UNDER_WAY;
    const forgotten = this.wallet.abandon(txid);
    if ("code" in forgotten) return refuseByWallet(forgotten);
    this.saveChanges();
    return forgotten;
  }

  /** Where mined coins go unless the operator names another key; the same until it is first paid. */
  receiveKey(): Uint8Array {
    const key = keyOfAddress(this.wallet.receiveAddress(), this.#options.network.params.addressPrefix);
    assert(typeof key !== "string", "the wallet's addresses are of its own network");
    return key;
  }

  newAddress(label = ""): OperatorReply {
    const refusal = this.wallet.labelRefusal(label.trim());
    if (refusal !== undefined) return refuseByWallet(refusal);
    const address = this.wallet.nextAddress();
    if (typeof address !== "string") return refuseByWallet(address);
    if (label.trim() !== "") this.wallet.label({ of: "address", id: this.receiveKey() }, label.trim());
    this.saveChanges();
    return done(`New address: ${address}`, address);
  }

  label({ target, label }: Extract<OperatorCommand, { name: "label" }>): OperatorReply {
    const text = label.trim();
    const txid = hashFromDisplay(target);
    const key = txid === undefined ? keyOfAddress(target, this.#options.network.params.addressPrefix) : undefined;
    if (typeof key === "string") {
      return refuse(
        "bad-label-target",
        `"${target}" is neither an address nor a transaction id (64 hexadecimal digits).`,
      );
    }
    const of = txid === undefined ? "address" : "payment";
    const id = txid ?? key;
    assert(id !== undefined, "what is no txid was read as an address");
    const refusal = this.wallet.label({ of, id }, text);
    if (refusal !== undefined) return refuseByWallet(refusal);
    this.saveChanges();
    return done(text === "" ? `The ${of} has no label any more.` : `The ${of} has the label "${text}" now.`);
  }

  addresses(count: number): readonly AddressView[] {
    return this.wallet.addresses(count);
  }

  /** `hasCaughtUp`: the node's chain is the best that its peers know of. */
  view(hasCaughtUp = true): WalletView {
    const tipHeight = this.#ports.tipHeight();
    const { confirmed, pending, immature } = this.wallet.balance(tipHeight);
    const scannedHeight = this.wallet.tip()?.height ?? null;
    return {
      confirmed,
      pending,
      immature,
      address: this.wallet.receiveAddress(),
      coins: this.wallet.coins().length,
      scannedHeight,
      isProven: hasCaughtUp && scannedHeight === tipHeight,
      ...this.lock.view(),
    };
  }

  history(count: number): readonly PaymentView[] {
    const tipHeight = this.#ports.tipHeight();
    return this.wallet.history(count).map(({ txid, change, fee, height, coinbase, label }) => ({
      txid: hashToDisplay(txid),
      change,
      fee,
      height,
      confirmations: height === null ? 0 : tipHeight - height + 1,
      coinbase,
      label,
    }));
  }
}

/**
 * Whoever pays is told what became of it: of a payment that was replaced or forgotten before it reached the pool, that
 * would be a refusal, and they would pay again.
 */
const STILL_UNDER_WAY = refuse("busy", "A payment is being handed on at this moment. Try again in a second.");

/** What the owner is told; the same on every node. */
export function abandonedReply(forgotten: readonly Transaction[]): OperatorReply {
  const more = forgotten.length - 1;
  const others =
    more === 0 ? "" : ` So ${more === 1 ? "is a later payment" : `are ${more} later payments`} that built on it.`;
  const text =
    `The payment is forgotten, and its coins can be spent again.${others} Who was shown it may still bring it into a block: ` +
    "then it counts after all.";
  return done(text, forgotten[0] === undefined ? undefined : hashToDisplay(forgotten[0].txid));
}

export function bumpedText(fee: number): string {
  return `Replaced by a payment of the same coins to the same receivers, with a fee of ${coinsText(fee)}.`;
}

function readTxid(text: string): Uint8Array | Extract<OperatorReply, { ok: false }> {
  return hashFromDisplay(text) ?? refuse("bad-txid", `"${text}" is not a transaction id (64 hexadecimal digits).`);
}

export function refuseAddress(
  address: string,
  fault: AddressFault,
  network: Network,
  problem = "can't be paid",
): Extract<OperatorReply, { ok: false }> {
  const { addressPrefix, name } = network.params;
  const reasons: Record<AddressFault, string> = {
    "not-an-address": "it is mistyped or incomplete",
    "other-network": `addresses of network ${name} begin with ${addressPrefix}1`,
    "unknown-version": "its version is not known to this program",
    "wrong-length": "it does not hold a 32-byte key",
  };
  return { ok: false, code: "bad-address", message: `"${address}" ${problem}: ${reasons[fault]}.` };
}

/** In words for a person, amounts in coins. */
function refuseByWallet({ code, facts }: WalletRefusal): OperatorReply {
  return refuse(code, WALLET_SENTENCES[code](facts));
}

type Facts = Readonly<Record<string, number>>;

const amountOf = (facts: Facts, name: string): string => coinsText(facts[name] ?? 0);

const WALLET_SENTENCES: Readonly<Record<WalletRefusalCode, (facts: Facts) => string>> = {
  "amount-too-small": (facts) => `The least that can be paid is ${amountOf(facts, "amountMin")}. Nothing was paid.`,
  "amount-too-large": (facts) => `There are never more than ${amountOf(facts, "amountMax")}. Nothing was paid.`,
  "amount-not-whole": () => "The amount is not a whole number of base units. Nothing was paid.",
  "fee-rate-out-of-range": ({ feeRateMax }) =>
    `The fee rate must be from 0 to ${feeRateMax} base units a byte. Nothing was paid.`,
  "insufficient-funds": (facts) =>
    `The wallet has ${amountOf(facts, "available")} to spend now, and this needs ${amountOf(facts, "amount")} and a fee of ` +
    `${amountOf(facts, "fee")}. Nothing was paid.`,
  "too-many-inputs": ({ inputsMax, value }) =>
    `This needs more than the ${inputsMax} coins that one payment may spend, which are worth ${coinsText(value ?? 0)}: pay in parts.`,
  "gap-limit": () =>
    "Too many addresses in a row are unpaid for the words alone to bring back more; use the present one first.",
  "wallet-locked": () => "The wallet is locked: unlock it with its passphrase first. Nothing was paid.",
  "label-too-long": ({ length, lengthMax }) => `A label has at most ${lengthMax} characters; this has ${length}.`,
  "label-not-text": () => "A label is one line of text, without control characters.",
  "too-many-labels": ({ labelsMax }) => `The wallet keeps at most ${labelsMax} labels; take one back first.`,
  "not-our-address": () => "This is no address that the wallet hands out.",
  "payment-not-found": () => "The wallet knows no payment with this id; history shows them.",
  "payment-confirmed": () => "This payment is in a block already, and stays as it is.",
  "not-our-payment": () => "The wallet did not make this payment, so it can't change or forget it.",
  "payment-has-descendants": () =>
    "Later payments of the wallet spend its change; only the last of them can be changed.",
  "fee-too-low": ({ feeRate, feeRateMin }) =>
    `It pays ${feeRate} base units a byte now; name a higher rate, ${feeRateMin} or more.`,
};
