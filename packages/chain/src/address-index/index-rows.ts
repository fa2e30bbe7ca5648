/**
 * The rows of the address index: their keys and values, as docs/address-index.md has them. All numbers are
 * big-endian, so that the order of keys is the order of heights and places.
 *
 * | Row | Key | Value |
 * | --- | --- | --- |
 * | tip | 0 | hash 32, height 4: the block up to which the index goes |
 * | totals | 1, key 32 | outputs received 8, their sum 16, outputs spent 8, their sum 16, transactions 8 |
 * | payment | 2, key 32, height 4, place 4 | received 8, spent 8, inputs of the block before it 4 |
 * | coin | 3, key 32, txid 32, index 4 | amount 8, height 4 |
 * | transaction | 4, txid 32 | height 4, place 4, inputs of the block before it 4 |
 */
import { hashKey, type IndexKey } from "../keys.ts";

const KIND = { tip: 0, totals: 1, payment: 2, coin: 3, transaction: 4 } as const;

/** A public key of 32 bytes, one character a byte: what an address stands for. */
export type OwnerKey = string;

/** Where a transaction is. */
export interface TransactionPlace {
  readonly height: number;
  /** In its block, from 0. */
  readonly place: number;
}

export interface IndexedTransaction extends TransactionPlace {
  /** Inputs of the block's transactions before this one: where its coins begin in the block's undo data. */
  readonly firstInput: number;
}

export interface IndexTip {
  readonly hash: Uint8Array;
  readonly height: number;
}

/** All that an owner ever received and spent. Sums are bigint: coins that go round count each time. */
export interface OwnerTotals {
  readonly received: number;
  readonly receivedSum: bigint;
  readonly spent: number;
  readonly spentSum: bigint;
  readonly transactions: number;
}

/** What one transaction brought and took, base units. */
export interface OwnerPayment extends IndexedTransaction {
  readonly received: number;
  readonly spent: number;
}

export interface OwnerCoin {
  readonly txid: Uint8Array;
  readonly index: number;
  readonly amount: number;
  readonly height: number;
}

export const NO_TOTALS: OwnerTotals = { received: 0, receivedSum: 0n, spent: 0, spentSum: 0n, transactions: 0 };

export const TIP_ROW: IndexKey = kindText(KIND.tip);

export function totalsRow(owner: OwnerKey): IndexKey {
  return kindText(KIND.totals) + owner;
}

export function paymentRow(owner: OwnerKey, { height, place }: TransactionPlace): IndexKey {
  return paymentRows(owner) + uint32Text(height) + uint32Text(place);
}

/** What the keys of all payments of an owner begin with. */
export function paymentRows(owner: OwnerKey): IndexKey {
  return kindText(KIND.payment) + owner;
}

/** `outpoint`: txid and index, as `outpointKey` makes it. */
export function coinRow(owner: OwnerKey, outpoint: string): IndexKey {
  return coinRows(owner) + outpoint;
}

export function coinRows(owner: OwnerKey): IndexKey {
  return kindText(KIND.coin) + owner;
}

export function transactionRow(txid: Uint8Array): IndexKey {
  return kindText(KIND.transaction) + hashKey(txid);
}

export function writeTip({ hash, height }: IndexTip): Uint8Array {
  const bytes = new Uint8Array(36);
  bytes.set(hash);
  new DataView(bytes.buffer).setUint32(32, height);
  return bytes;
}

export function readTip(bytes: Uint8Array): IndexTip {
  return { hash: bytes.slice(0, 32), height: viewOf(bytes).getUint32(32) };
}

export function writeTotals(totals: OwnerTotals): Uint8Array {
  const bytes = new Uint8Array(56);
  const view = new DataView(bytes.buffer);
  setUint64(view, 0, totals.received);
  setUint128(view, 8, totals.receivedSum);
  setUint64(view, 24, totals.spent);
  setUint128(view, 32, totals.spentSum);
  setUint64(view, 48, totals.transactions);
  return bytes;
}

export function readTotals(bytes: Uint8Array | undefined): OwnerTotals {
  if (bytes === undefined) return NO_TOTALS;
  const view = viewOf(bytes);
  return {
    received: getUint64(view, 0),
    receivedSum: getUint128(view, 8),
    spent: getUint64(view, 24),
    spentSum: getUint128(view, 32),
    transactions: getUint64(view, 48),
  };
}

export function writePayment({
  received,
  spent,
  firstInput,
}: Pick<OwnerPayment, "received" | "spent" | "firstInput">): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  setUint64(view, 0, received);
  setUint64(view, 8, spent);
  view.setUint32(16, firstInput);
  return bytes;
}

export function readPayment(key: Uint8Array, value: Uint8Array): OwnerPayment {
  const [keyView, view] = [viewOf(key), viewOf(value)];
  return {
    height: keyView.getUint32(33),
    place: keyView.getUint32(37),
    received: getUint64(view, 0),
    spent: getUint64(view, 8),
    firstInput: view.getUint32(16),
  };
}

export function writeOwnerCoin({ amount, height }: Pick<OwnerCoin, "amount" | "height">): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  setUint64(view, 0, amount);
  view.setUint32(8, height);
  return bytes;
}

export function readOwnerCoin(key: Uint8Array, value: Uint8Array): OwnerCoin {
  const view = viewOf(value);
  const index = viewOf(key).getUint32(65);
  return { txid: key.slice(33, 65), index, amount: getUint64(view, 0), height: view.getUint32(8) };
}

export function writeTransactionPlace({ height, place, firstInput }: IndexedTransaction): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, height);
  view.setUint32(4, place);
  view.setUint32(8, firstInput);
  return bytes;
}

export function readTransactionPlace(bytes: Uint8Array): IndexedTransaction {
  const view = viewOf(bytes);
  return { height: view.getUint32(0), place: view.getUint32(4), firstInput: view.getUint32(8) };
}

function kindText(kind: number): string {
  return String.fromCharCode(kind);
}

function uint32Text(value: number): string {
  return String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A safe integer. */
function setUint64(view: DataView, at: number, value: number): void {
  view.setUint32(at, Math.floor(value / 0x1_0000_0000));
  view.setUint32(at + 4, value >>> 0);
}

function getUint64(view: DataView, at: number): number {
  return view.getUint32(at) * 0x1_0000_0000 + view.getUint32(at + 4);
}

function setUint128(view: DataView, at: number, value: bigint): void {
  view.setBigUint64(at, value >> 64n);
  view.setBigUint64(at + 8, BigInt.asUintN(64, value));
}

function getUint128(view: DataView, at: number): bigint {
  return (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8);
}
