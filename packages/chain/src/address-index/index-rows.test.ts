import { describe, expect, it } from "vitest";
import { bytesOfKey, hashKey, outpointKey } from "../keys.ts";
import { AMOUNT_MAX } from "../params/limits.ts";
import { INDEX_KEY_BYTES_MAX } from "../store/chain-store.ts";
import {
  coinRow,
  paymentRow,
  readOwnerCoin,
  readPayment,
  readTip,
  readTotals,
  readTransactionPlace,
  totalsRow,
  transactionRow,
  writeOwnerCoin,
  writePayment,
  writeTip,
  writeTotals,
  writeTransactionPlace,
} from "./index-rows.ts";

const UINT32_MAX = 0xffff_ffff;
const HASH = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const OWNER = hashKey(new Uint8Array(32).fill(0xff));

describe("rows of the address index", () => {
  it("hold their numbers from end to end", () => {
    for (const number of [0, 1, UINT32_MAX - 1, UINT32_MAX]) {
      const place = { height: number, place: UINT32_MAX - number };
      expect(readTip(writeTip({ hash: HASH, height: number }))).toEqual({ hash: HASH, height: number });
      const transaction = { ...place, firstInput: number };
      expect(readTransactionPlace(writeTransactionPlace(transaction))).toEqual(transaction);
      const payment = { ...place, received: AMOUNT_MAX, spent: number, firstInput: number };
      expect(readPayment(bytesOfKey(paymentRow(OWNER, place)), writePayment(payment))).toEqual(payment);
      const coin = { txid: HASH, index: number, amount: AMOUNT_MAX, height: number };
      expect(readOwnerCoin(bytesOfKey(coinRow(OWNER, outpointKey(HASH, number))), writeOwnerCoin(coin))).toEqual(coin);
    }
  });

  it("have sums beyond what a number holds exactly", () => {
    const receivedSum = BigInt(AMOUNT_MAX) * 2n ** 40n + 1n;
    const many = {
      received: Number.MAX_SAFE_INTEGER,
      receivedSum,
      spent: 3,
      spentSum: receivedSum - 1n,
      transactions: 7,
    };
    expect(readTotals(writeTotals(many))).toEqual(many);
  });

  it("have keys that order payments by height and place, and that every store takes", () => {
    const places = [
      [0, 256],
      [1, 0],
      [255, 9],
      [256, 1],
      [65_536, 0],
    ].map(([height = 0, place = 0]) => paymentRow(OWNER, { height, place }));
    expect(places.toSorted()).toEqual(places);
    for (const key of [...places, totalsRow(OWNER), coinRow(OWNER, outpointKey(HASH, 1)), transactionRow(HASH)]) {
      expect(key.length).toBeLessThanOrEqual(INDEX_KEY_BYTES_MAX);
    }
  });
});
