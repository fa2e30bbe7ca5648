/**
 * What takes the place of a payment that pays too little to be mined soon: the same coins to the same receivers, with a
 * higher fee, which the change pays; where that is not enough, further coins of the wallet.
 */
import { signingKeys } from "@triad/chain/blocks";
import { type Output, type Transaction, type TransactionFields, writeTransaction } from "@triad/protocol";
import type { OwnCoin } from "./own-coin.ts";
import {
  DUST,
  FEE_RATE_MAX,
  fieldsOf,
  INPUTS_MAX,
  type PaymentPlan,
  SIGNATURE_BYTES,
  type WalletRefusal,
} from "./plan-payment.ts";

/** A new rate that is not named is so much of the old one: enough to pass those that paid about the same. */
const RATE_FACTOR = 1.5;
/** Base units a byte: what nodes want on top of what is replaced, for relaying the new one (BIP 125, rule 4). */
const RELAY_RATE = 1;

export interface BumpTerms {
  readonly replaced: Transaction;
  readonly replacedFee: number;
  /** The coins that it spends, all of them ours. */
  readonly inputs: readonly OwnCoin[];
  /** What its outputs pay to others. */
  readonly payments: readonly Output[];
  /** Where change goes. */
  readonly changeKey: Uint8Array;
  /** Base units a byte; undefined: `leastRate` of the node, or more. */
  readonly feeRate: number | undefined;
  readonly leastRate: number;
}

/** `more`: coins that may be added, the best first. */
export function planBump(terms: BumpTerms, more: readonly OwnCoin[]): PaymentPlan | WalletRefusal {
  const { replaced, replacedFee, payments, changeKey } = terms;
  const oldRate = replacedFee / replaced.bytes.length;
  const feeRate = terms.feeRate ?? Math.min(Math.max(terms.leastRate, Math.ceil(oldRate * RATE_FACTOR)), FEE_RATE_MAX);
  if (!Number.isFinite(feeRate) || feeRate < 0 || feeRate > FEE_RATE_MAX) {
    return { code: "fee-rate-out-of-range", facts: { feeRate, feeRateMax: FEE_RATE_MAX } };
  }
  const leastRate = Math.floor(oldRate + RELAY_RATE) + 1;
  if (feeRate < leastRate) {
    return { code: "fee-too-low", facts: { feeRate: Math.round(oldRate * 100) / 100, feeRateMin: leastRate } };
  }
  const amount = payments.reduce((sum, output) => sum + output.amount, 0);
  const inputs = [...terms.inputs];
  for (const coin of [undefined, ...more.slice(0, Math.max(INPUTS_MAX - inputs.length, 0))]) {
    if (coin !== undefined) inputs.push(coin);
    const left = inputs.reduce((sum, own) => sum + own.coin.amount, 0) - amount;
    const plan = planWith(inputs, left, payments, { changeKey, feeRate, replaced, replacedFee });
    if (plan !== undefined) return plan;
  }
  const available = [...terms.inputs, ...more].reduce((sum, { coin }) => sum + coin.amount, 0);
  const fee = feeOf(terms.inputs, payments, { feeRate, replaced, replacedFee });
  return { code: "insufficient-funds", facts: { available, amount, fee } };
}

interface FeeTerms {
  readonly feeRate: number;
  readonly replaced: Transaction;
  readonly replacedFee: number;
}

/** Undefined: these coins don't bring enough. */
function planWith(
  inputs: readonly OwnCoin[],
  left: number,
  payments: readonly Output[],
  { changeKey, ...terms }: FeeTerms & { readonly changeKey: Uint8Array },
): PaymentPlan | undefined {
  // a change of the largest size there may be: the real one is at most a few bytes shorter, so the fee suffices
  const fee = feeOf(inputs, [...payments, { amount: left, key: changeKey }], terms);
  const withChange = left - fee;
  if (withChange >= DUST) {
    return {
      inputs,
      fee,
      fields: fieldsAs(terms.replaced, inputs, [...payments, { amount: withChange, key: changeKey }]),
    };
  }
  // all of the rest is the fee; where others are paid nothing, a transaction without outputs would be none
  if (payments.length === 0 || left < feeOf(inputs, payments, terms)) return undefined;
  return { inputs, fee: left, fields: fieldsAs(terms.replaced, inputs, payments) };
}

function feeOf(
  inputs: readonly OwnCoin[],
  outputs: readonly Output[],
  { feeRate, replaced, replacedFee }: FeeTerms,
): number {
  const signatures = new Uint8Array(signingKeys(inputs.map(({ coin }) => coin)).length * SIGNATURE_BYTES);
  const { length } = writeTransaction({ ...fieldsAs(replaced, inputs, outputs), signatures });
  return Math.max(Math.ceil(length * feeRate), Math.ceil(replacedFee + length * RELAY_RATE));
}

/** Another program with the same words may have written a memo, by which the receiver knows the payment, or a lock. */
function fieldsAs(
  { memo, lockHeight }: Transaction,
  inputs: readonly OwnCoin[],
  outputs: readonly Output[],
): TransactionFields {
  return { ...fieldsOf(inputs, outputs), memo, lockHeight };
}
