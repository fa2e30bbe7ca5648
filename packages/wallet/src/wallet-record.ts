/**
 * The wallet on disk: small records, all named "wallet/…", which change in the same commit as the block that they
 * follow. They hold no secret; the seed is kept elsewhere. Numbers are little-endian.
 *
 *     wallet/keys                     format u8, seed's fingerprint u32, then for each branch: next u32, used u32
 *     wallet/tip                      height u32, block hash 32
 *     wallet/coin/TXID INDEX          Coin 44, branch u8, index u32                      (name: hex, index big-endian)
 *     wallet/tx/HEIGHT POSITION       txid 32, time u32, flags u8, received u64, fee u64, spent u16 × (36 + 49)
 *     wallet/sent/TXID                the transaction's encoding
 *     wallet/label/key/KEY            a label of an address, UTF-8                           (labels.ts)
 *     wallet/label/tx/TXID            a label of a payment, UTF-8
 *
 * Every record is checked as it is read: a disk may be damaged, and a wallet that guesses loses money.
 */
import {
  AMOUNT_MAX,
  bytesOfKey,
  COIN_BYTES,
  HEIGHT_MAX,
  hashKey,
  type OutpointKey,
  readCoin,
  writeCoin,
} from "@triad/chain";
import { bytesToHex, equalBytes, hexToBytes } from "@triad/crypto";
import { DecodeError, readTransaction, type Transaction } from "@triad/protocol";
import { type BranchState, type BranchStates, CHANGE, GAP_LIMIT, type KeyPath, RECEIVE } from "./key-chain.ts";
import { LABEL_PREFIX, readLabelRecord } from "./labels.ts";
import type { ConfirmedPayment, OwnCoin } from "./own-coin.ts";

export const WALLET_RECORD_PREFIX = "wallet/";
export const KEYS_RECORD = "wallet/keys";
export const TIP_RECORD = "wallet/tip";

const COIN_PREFIX = "wallet/coin/";
const PAYMENT_PREFIX = "wallet/tx/";
const SENT_PREFIX = "wallet/sent/";

/** Raised when an older program would misread the records of a newer one. */
const FORMAT = 1;
const KEYS_BYTES = 21;
const TIP_BYTES = 36;
const OUTPOINT_BYTES = 36;
const OWN_COIN_BYTES = COIN_BYTES + 5;
const PAYMENT_HEAD_BYTES = 55;
const COINBASE_FLAG = 1;
const FEE_FLAG = 2;
/** Indices from 2^31 on are BIP-32's hardened ones. */
const KEY_INDEX_MAX = 0x7fffffff;

export type WalletRecordFault = "unknown-name" | "damaged" | "missing" | "newer-format" | "other-seed";

/** The records on disk are not what this wallet wrote. Thrown at start: to go on would be to guess. */
export class WalletRecordError extends Error {
  /** Of the record. */
  readonly recordName: string;
  readonly fault: WalletRecordFault;

  constructor(recordName: string, fault: WalletRecordFault) {
    super(`wallet record ${recordName}: ${fault}`);
    this.name = "WalletRecordError";
    this.recordName = recordName;
    this.fault = fault;
  }
}

export interface KeysRecord {
  readonly fingerprint: number;
  readonly states: BranchStates;
}

export interface TipRecord {
  readonly height: number;
  readonly hash: Uint8Array;
}

export type WalletRecord =
  | { readonly of: "keys"; readonly keys: KeysRecord }
  | { readonly of: "tip"; readonly tip: TipRecord }
  | { readonly of: "coin"; readonly coin: OwnCoin }
  | { readonly of: "payment"; readonly payment: ConfirmedPayment }
  | { readonly of: "sent"; readonly tx: Transaction }
  | { readonly of: "label"; readonly name: string; readonly text: string };

/** @throws WalletRecordError that names the record, whatever is wrong with it. */
export function readWalletRecord(name: string, stored: Uint8Array): WalletRecord {
  // a copy: the store's bytes may be a Buffer, whose slices are views of memory that the store uses again
  const bytes = new Uint8Array(stored);
  if (name === KEYS_RECORD) return { of: "keys", keys: readKeys(name, bytes) };
  if (name === TIP_RECORD) return { of: "tip", tip: readTip(name, bytes) };
  if (name.startsWith(COIN_PREFIX)) return { of: "coin", coin: readCoinRecord(name, bytes) };
  if (name.startsWith(PAYMENT_PREFIX)) return { of: "payment", payment: readPayment(name, bytes) };
  if (name.startsWith(SENT_PREFIX)) return { of: "sent", tx: readSent(name, bytes) };
  if (name.startsWith(LABEL_PREFIX)) {
    const text = readLabelRecord(name, bytes);
    if (text === undefined) throw new WalletRecordError(name, "damaged");
    return { of: "label", name, text };
  }
  throw new WalletRecordError(name, "unknown-name");
}

/** It says what a block said; the others are the owner's. */
export function isRecordOfBlocks(name: string): boolean {
  return name === TIP_RECORD || name.startsWith(COIN_PREFIX) || name.startsWith(PAYMENT_PREFIX);
}

export function coinRecordName(outpoint: OutpointKey): string {
  return COIN_PREFIX + bytesToHex(bytesOfKey(outpoint));
}

/** Sorts by height, then by place in the block. */
export function paymentRecordName(height: number, position: number): string {
  return PAYMENT_PREFIX + hexOfUint32(height) + hexOfUint32(position);
}

export function sentRecordName(txid: Uint8Array): string {
  return SENT_PREFIX + bytesToHex(txid);
}

export function writeKeysRecord({ fingerprint, states }: KeysRecord): Uint8Array {
  const view = new DataView(new ArrayBuffer(KEYS_BYTES));
  view.setUint8(0, FORMAT);
  view.setUint32(1, fingerprint, true);
  for (const branch of [RECEIVE, CHANGE] as const) {
    view.setUint32(5 + branch * 8, states[branch].next, true);
    view.setUint32(9 + branch * 8, states[branch].used, true);
  }
  return new Uint8Array(view.buffer);
}

export function writeTipRecord({ height, hash }: TipRecord): Uint8Array {
  const bytes = new Uint8Array(TIP_BYTES);
  new DataView(bytes.buffer).setUint32(0, height, true);
  bytes.set(hash, 4);
  return bytes;
}

export function writeCoinRecord(own: OwnCoin): Uint8Array {
  return writeOwnCoin(own, new Uint8Array(OWN_COIN_BYTES), 0);
}

export function writePaymentRecord(payment: ConfirmedPayment): Uint8Array {
  const { spent, fee } = payment;
  const bytes = new Uint8Array(PAYMENT_HEAD_BYTES + spent.length * (OUTPOINT_BYTES + OWN_COIN_BYTES));
  const view = new DataView(bytes.buffer);
  bytes.set(payment.txid, 0);
  view.setUint32(32, payment.time, true);
  view.setUint8(36, (payment.coinbase ? COINBASE_FLAG : 0) | (fee === null ? 0 : FEE_FLAG));
  view.setBigUint64(37, BigInt(payment.received), true);
  view.setBigUint64(45, BigInt(fee ?? 0), true);
  view.setUint16(53, spent.length, true);
  spent.forEach((own, i) => {
    const at = PAYMENT_HEAD_BYTES + i * (OUTPOINT_BYTES + OWN_COIN_BYTES);
    bytes.set(bytesOfKey(own.outpoint), at);
    writeOwnCoin(own, bytes, at + OUTPOINT_BYTES);
  });
  return bytes;
}

function writeOwnCoin({ coin, path }: OwnCoin, into: Uint8Array, at: number): Uint8Array {
  writeCoin(coin, into, at);
  into[at + COIN_BYTES] = path.branch;
  new DataView(into.buffer).setUint32(at + COIN_BYTES + 1, path.index, true);
  return into;
}

function readKeys(name: string, bytes: Uint8Array): KeysRecord {
  const view = viewOf(bytes);
  if (bytes.length > 0 && view.getUint8(0) > FORMAT) throw new WalletRecordError(name, "newer-format");
  check(name, bytes.length === KEYS_BYTES && view.getUint8(0) === FORMAT);
  const state = (at: number): BranchState => {
    const next = view.getUint32(at, true);
    const used = view.getUint32(at + 4, true);
    check(name, used <= KEY_INDEX_MAX && next >= used && next < used + GAP_LIMIT);
    return { next, used };
  };
  return { fingerprint: view.getUint32(1, true), states: [state(5), state(13)] };
}

function readTip(name: string, bytes: Uint8Array): TipRecord {
  check(name, bytes.length === TIP_BYTES);
  const height = viewOf(bytes).getUint32(0, true);
  check(name, height <= HEIGHT_MAX);
  return { height, hash: bytes.slice(4) };
}

function readCoinRecord(name: string, bytes: Uint8Array): OwnCoin {
  const outpoint = hashKey(hexOfName(name, COIN_PREFIX, OUTPOINT_BYTES));
  check(name, bytes.length === OWN_COIN_BYTES);
  return readOwnCoin(name, outpoint, bytes, 0);
}

function readPayment(name: string, bytes: Uint8Array): ConfirmedPayment {
  const place = viewOf(hexOfName(name, PAYMENT_PREFIX, 8));
  check(name, bytes.length >= PAYMENT_HEAD_BYTES);
  const view = viewOf(bytes);
  const flags = view.getUint8(36);
  const received = amountAt(name, view, 37);
  const fee = amountAt(name, view, 45);
  const count = view.getUint16(53, true);
  check(name, flags <= (COINBASE_FLAG | FEE_FLAG) && ((flags & FEE_FLAG) !== 0 || fee === 0));
  check(name, bytes.length === PAYMENT_HEAD_BYTES + count * (OUTPOINT_BYTES + OWN_COIN_BYTES));
  const spent = Array.from({ length: count }, (_, i) => {
    const at = PAYMENT_HEAD_BYTES + i * (OUTPOINT_BYTES + OWN_COIN_BYTES);
    return readOwnCoin(name, hashKey(bytes.subarray(at, at + OUTPOINT_BYTES)), bytes, at + OUTPOINT_BYTES);
  });
  return {
    height: place.getUint32(0),
    position: place.getUint32(4),
    txid: bytes.slice(0, 32),
    time: view.getUint32(32, true),
    coinbase: (flags & COINBASE_FLAG) !== 0,
    received,
    fee: (flags & FEE_FLAG) === 0 ? null : fee,
    spent,
  };
}

function readSent(name: string, bytes: Uint8Array): Transaction {
  const txid = hexOfName(name, SENT_PREFIX, 32);
  const tx = readTransaction(bytes);
  if (tx instanceof DecodeError || !equalBytes(tx.txid, txid)) throw new WalletRecordError(name, "damaged");
  return tx;
}

function readOwnCoin(name: string, outpoint: OutpointKey, bytes: Uint8Array, at: number): OwnCoin {
  const coin = readCoin(bytes, at);
  const branch = bytes[at + COIN_BYTES];
  const index = viewOf(bytes).getUint32(at + COIN_BYTES + 1, true);
  check(name, coin.amount >= 1 && coin.amount <= AMOUNT_MAX && index <= KEY_INDEX_MAX);
  return { outpoint, coin, path: pathAt(name, branch, index) };
}

function pathAt(name: string, branch: number | undefined, index: number): KeyPath {
  if (branch !== RECEIVE && branch !== CHANGE) throw new WalletRecordError(name, "damaged");
  return { branch, index };
}

function amountAt(name: string, view: DataView, at: number): number {
  const amount = view.getBigUint64(at, true);
  check(name, amount <= BigInt(AMOUNT_MAX));
  return Number(amount);
}

function hexOfName(name: string, prefix: string, length: number): Uint8Array {
  const hex = name.slice(prefix.length);
  check(name, hex.length === length * 2 && /^[0-9a-f]*$/.test(hex));
  return hexToBytes(hex);
}

function hexOfUint32(value: number): string {
  return value.toString(16).padStart(8, "0");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function check(name: string, holds: boolean): void {
  if (!holds) throw new WalletRecordError(name, "damaged");
}
