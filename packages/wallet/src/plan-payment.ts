/**
 * Which coins a payment spends, and how large its fee is. The order of the coins is the caller's; as few as will do
 * are taken from its front. The size is measured on the real encoding with signatures of zeros, so the fee is exact.
 */
import { AMOUNT_MAX, outpointOfKey, TRANSACTION_VERSION } from "@triad/chain";
import { signingKeys } from "@triad/chain/blocks";
import { compareBytes } from "@triad/crypto";
import { type Output, type TransactionFields, writeTransaction } from "@triad/protocol";
import type { OwnCoin } from "./own-coin.ts";

/**
 * Base units. Below this an output costs more to spend (about 106 bytes, at some base units a byte) than it brings:
 * none is made for anybody, and so small a change is left to the miner. Policy of this wallet.
 */
export const DUST = 1_000;

/** Bounds the size to some 50 KB and the work of signing; larger sums can be paid in parts. Policy of this wallet. */
export const INPUTS_MAX = 500;

/** Base units a byte. A guard against a typed amount in the place of a rate: 0.02 coins for a small payment. Policy. */
export const FEE_RATE_MAX = 10_000;

export const SIGNATURE_BYTES = 64;
/** Of an input at its longest with its tag and length, and a signature. */
const SPEND_BYTES = 42 + SIGNATURE_BYTES;
const EMPTY = new Uint8Array(0);

export type WalletRefusalCode =
  | "amount-too-small"
  | "amount-too-large"
  | "amount-not-whole"
  | "fee-rate-out-of-range"
  | "insufficient-funds"
  | "too-many-inputs"
  | "gap-limit"
  | "wallet-locked"
  | "label-too-long"
  | "label-not-text"
  | "too-many-labels"
  | "not-our-address"
  | "payment-not-found"
  | "payment-confirmed"
  | "not-our-payment"
  | "payment-has-descendants"
  | "fee-too-low";

/** Why the wallet did not do it. A value, as every refusal. */
export interface WalletRefusal {
  readonly code: WalletRefusalCode;
  /** Numbers that a person needs to see why. */
  readonly facts: Readonly<Record<string, number>>;
}

export interface PaymentTerms {
  /** x-only key, 32 bytes. */
  readonly to: Uint8Array;
  /** Base units. */
  readonly amount: number;
  /** Base units a byte; need not be whole. */
  readonly feeRate: number;
  /** Where change goes, if there is any. */
  readonly changeKey: Uint8Array;
}

export interface PaymentPlan {
  readonly inputs: readonly OwnCoin[];
  /** Without signatures. */
  readonly fields: TransactionFields;
  readonly fee: number;
}

/** `coins`: each worth more than it costs to spend (`isWorthSpending`), so that with each one more can be paid. */
export function planPayment(coins: readonly OwnCoin[], terms: PaymentTerms): PaymentPlan | WalletRefusal {
  const refusal = checkTerms(terms);
  if (refusal !== undefined) return refusal;
  const { amount, feeRate } = terms;
  const inputs: OwnCoin[] = [];
  let valueIn = 0;
  let fee = 0;
  for (const coin of coins.slice(0, INPUTS_MAX)) {
    inputs.push(coin);
    valueIn += coin.coin.amount;
    // another input never makes it cheaper: below what the last set needed there is nothing to measure
    if (valueIn < amount + fee) continue;
    fee = feeOf(inputs, [payOutput(terms)], feeRate);
    if (valueIn >= amount + fee) return planWithChange(inputs, valueIn - amount, fee, terms);
  }
  const available = coins.reduce((sum, { coin }) => sum + coin.amount, 0);
  if (available >= amount && coins.length > INPUTS_MAX) {
    return { code: "too-many-inputs", facts: { inputs: coins.length, inputsMax: INPUTS_MAX, value: valueIn } };
  }
  return { code: "insufficient-funds", facts: { available, amount, fee: feeOf(inputs, [payOutput(terms)], feeRate) } };
}

/** Whether a coin brings more than its input and a signature of its own cost. */
export function isWorthSpending({ coin }: OwnCoin, feeRate: number): boolean {
  return coin.amount > SPEND_BYTES * feeRate;
}

function checkTerms({ amount, feeRate }: PaymentTerms): WalletRefusal | undefined {
  if (!Number.isFinite(feeRate) || feeRate < 0 || feeRate > FEE_RATE_MAX) {
    return { code: "fee-rate-out-of-range", facts: { feeRate, feeRateMax: FEE_RATE_MAX } };
  }
  if (amount > AMOUNT_MAX) return { code: "amount-too-large", facts: { amount, amountMax: AMOUNT_MAX } };
  if (amount < DUST) return { code: "amount-too-small", facts: { amount, amountMin: DUST } };
  if (!Number.isSafeInteger(amount)) return { code: "amount-not-whole", facts: { amount } };
  return undefined;
}

/**
 * `left`: what the inputs bring above the amount; `leastFee`: without change. A lower change may be a byte shorter, so
 * the fee only rises until it suffices, and ends at most a byte's worth above the rate.
 */
function planWithChange(inputs: readonly OwnCoin[], left: number, leastFee: number, terms: PaymentTerms): PaymentPlan {
  for (let fee = leastFee; left - fee >= DUST; ) {
    const outputs = [payOutput(terms), { amount: left - fee, key: terms.changeKey }];
    const needed = feeOf(inputs, outputs, terms.feeRate);
    if (needed <= fee) return { inputs, fields: fieldsOf(inputs, outputs), fee };
    fee = needed;
  }
  return { inputs, fields: fieldsOf(inputs, [payOutput(terms)]), fee: left };
}

function feeOf(inputs: readonly OwnCoin[], outputs: readonly Output[], feeRate: number): number {
  const signatures = new Uint8Array(signingKeys(inputs.map(({ coin }) => coin)).length * SIGNATURE_BYTES);
  return Math.ceil(writeTransaction({ ...fieldsOf(inputs, outputs), signatures }).length * feeRate);
}

function payOutput({ to, amount }: PaymentTerms): Output {
  return { amount, key: to };
}

/** Outputs in the order of their keys: where it stands must not tell which one is the change. */
export function fieldsOf(inputs: readonly OwnCoin[], outputs: readonly Output[]): TransactionFields {
  return {
    version: TRANSACTION_VERSION,
    inputs: inputs.map(({ outpoint }) => outpointOfKey(outpoint)),
    outputs: outputs.toSorted((a, b) => compareBytes(a.key, b.key)),
    lockHeight: 0,
    memo: EMPTY,
    signatures: EMPTY,
  };
}
