import { Reject, type RejectCode } from "@triad/chain";
import { expect, it } from "vitest";
import { isSendersFault } from "./blame.ts";

const CASES: readonly (readonly [RejectCode, header: boolean, block: boolean, transaction: boolean])[] = [
  ["bad-diffbits", true, true, true],
  ["bad-prevblk", false, false, true],
  ["prev-blk-not-found", true, false, false],
  ["time-too-new", false, false, false],
  ["bad-txns-signature", true, true, true],
  ["bad-txns-inputs-missingorspent", true, true, false],
];

it.each(CASES)("%s: blamed as header %s, as block %s, as transaction %s", (code, header, block, transaction) => {
  const reject = new Reject(code);
  expect(isSendersFault("header", reject)).toBe(header);
  expect(isSendersFault("block", reject)).toBe(block);
  expect(isSendersFault("transaction", reject)).toBe(transaction);
});
