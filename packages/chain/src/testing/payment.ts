/** Signed transactions to order, and deliberately wrong ones. */
import { concatBytes } from "@triad/crypto";
import {
  type Output,
  readTransaction,
  type Transaction,
  type TransactionFields,
  transactionFrom,
} from "@triad/protocol";
import { assert } from "../assert.ts";
import { signatureHash } from "../blocks/signature-hash.ts";
import { type HashKey, hashKey } from "../keys.ts";
import type { Network } from "../params/network.ts";
import { TEST_SCHNORR, type TestKey, testKey } from "./test-keys.ts";

const SIGNATURE_BYTES = 64;

/** An output whose secret key the test knows. */
export interface OwnedCoin {
  readonly txid: Uint8Array;
  readonly index: number;
  readonly amount: number;
  readonly owner: TestKey;
}

export interface PaymentOrder {
  readonly network: Network;
  readonly spend: readonly OwnedCoin[];
  readonly outputs: readonly Output[];
  readonly lockHeight?: number;
  readonly memo?: Uint8Array;
  readonly version?: number;
  /** Makes wrong signatures out of the right ones. */
  readonly changeSignatures?: (signatures: Uint8Array) => Uint8Array;
}

/** One signature for each distinct key, in order of first use. */
export function payment(order: PaymentOrder): Transaction {
  return finishPayment(order, signaturesOf);
}

/** The same with signatures that are zeros, for tests that give the verdicts themselves and would wait for real ones. */
export function unsignedPayment(order: PaymentOrder): Transaction {
  const zeros = ({ spend }: PaymentOrder) =>
    new Uint8Array(SIGNATURE_BYTES * new Set(spend.map(({ owner }) => hashKey(owner.key))).size);
  return finishPayment(order, zeros);
}

function finishPayment(order: PaymentOrder, sign: (order: PaymentOrder, txid: Uint8Array) => Uint8Array): Transaction {
  const fields: TransactionFields = {
    version: order.version ?? 1,
    inputs: order.spend.map(({ txid, index }) => ({ txid, index })),
    outputs: order.outputs,
    lockHeight: order.lockHeight ?? 0,
    memo: order.memo ?? new Uint8Array(0),
    signatures: new Uint8Array(0),
  };
  const signatures = sign(order, transactionFrom(fields).txid);
  return transactionFrom({ ...fields, signatures: order.changeSignatures?.(signatures) ?? signatures });
}

function signaturesOf({ network, spend }: PaymentOrder, txid: Uint8Array): Uint8Array {
  const coins = spend.map(({ amount, owner }) => ({ amount, key: owner.key, height: 0, isCoinbase: false }));
  const message = signatureHash(txid, coins, network.chainId);
  const owners = new Map<HashKey, TestKey>(spend.map(({ owner }) => [hashKey(owner.key), owner]));
  return concatBytes(
    ...[...owners.values()].map(({ secretKey }) => TEST_SCHNORR.sign(message, secretKey, new Uint8Array(32))),
  );
}

export function ownedCoin(tx: Transaction, index: number, owner: TestKey): OwnedCoin {
  const output = tx.outputs[index];
  assert(output !== undefined, "a test owns outputs that exist");
  return { txid: tx.txid, index, amount: output.amount, owner };
}

/** Outputs of the genesis block, those of `TEST_PREMINE` in order unless the test chose others. */
export function premineCoin(network: Network, index: number, owner: TestKey = testKey(index)): OwnedCoin {
  const { consensus } = network.params;
  const [encoded] = network.genesis.block.transactions;
  assert(encoded !== undefined, "the genesis block has one transaction");
  const coinbase = readOwn(encoded);
  assert(coinbase.outputs.length === consensus.premine.length, "the genesis coinbase pays the premine");
  return ownedCoin(coinbase, index, owner);
}

function readOwn(bytes: Uint8Array): Transaction {
  const tx = readTransaction(bytes);
  assert("txid" in tx, "the genesis block is written by this package");
  return tx;
}
