/** The coinbase's shape, and what a header's `root` commits to. docs/spec/blocks.md. */
import { concatBytes, sha256dPair, taggedHash } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { COINBASE_MEMO_BYTES_MIN, MEMO_BYTES_MAX } from "../params/limits.ts";
import { type Reject, reject } from "../reject.ts";
import { isCoinbase } from "./transaction-alone.ts";

const HEIGHT_BYTES = 4;

/** Coinbase first and only there, and its memo tells the height, so that no two coinbases have one txid (BIP-30). */
export function checkCoinbaseShape(transactions: readonly Transaction[], height: number): Reject | undefined {
  const [coinbase, ...others] = transactions;
  if (coinbase === undefined || !isCoinbase(coinbase)) return reject("bad-cb-missing");
  const second = others.findIndex(isCoinbase);
  if (second !== -1) return reject("bad-cb-multiple", { transaction: second + 1 });
  if (coinbase.lockHeight !== 0) return reject("bad-cb-lock-height", { lockHeight: coinbase.lockHeight });
  if (coinbase.signatures.length !== 0) return reject("bad-cb-signatures", { bytes: coinbase.signatures.length });
  const { memo } = coinbase;
  if (memo.length < COINBASE_MEMO_BYTES_MIN || memo.length > MEMO_BYTES_MAX) {
    return reject("bad-cb-length", { bytes: memo.length });
  }
  const told = coinbaseHeight(memo);
  return told === height ? undefined : reject("bad-cb-height", { told, height });
}

/** The height at the beginning of a coinbase's memo of at least 4 bytes. */
export function coinbaseHeight(memo: Uint8Array): number {
  return new DataView(memo.buffer, memo.byteOffset, memo.length).getUint32(0, true);
}

/** Height u32 LE, then `rest` (extra nonces, text), zero padded to the minimum; `rest` at most 252 bytes. */
export function coinbaseMemo(height: number, rest: Uint8Array): Uint8Array {
  if (rest.length > MEMO_BYTES_MAX - HEIGHT_BYTES) {
    throw new RangeError(`a coinbase has room for ${MEMO_BYTES_MAX - HEIGHT_BYTES} bytes beside its height`);
  }
  const memo = new Uint8Array(Math.max(COINBASE_MEMO_BYTES_MIN, HEIGHT_BYTES + rest.length));
  new DataView(memo.buffer).setUint32(0, height, true);
  memo.set(rest, HEIGHT_BYTES);
  return memo;
}

export interface Commitments {
  readonly txRoot: Uint8Array;
  readonly filterHash: Uint8Array;
  readonly historyRoot: Uint8Array;
}

/** The 32 bytes in the header. */
export function commitmentsRoot({ txRoot, filterHash, historyRoot }: Commitments): Uint8Array {
  return sha256dPair(txRoot, taggedHash("Triad/commitments", filterHash, historyRoot));
}

/** The 64 bytes that a block carries. */
export function joinCommitments(filterHash: Uint8Array, historyRoot: Uint8Array): Uint8Array {
  return concatBytes(filterHash, historyRoot);
}
